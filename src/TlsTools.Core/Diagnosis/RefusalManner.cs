namespace TlsTools.Diagnosis;

/// <summary>How a client refused the server's certificate, or seems to have done so.</summary>
internal enum RefusalManner
{
    /// <summary>By an alert about certificates.</summary>
    Alert,

    /// <summary>By an alert that cannot be read, right after the server's flight.</summary>
    EncryptedAlert,

    /// <summary>By an alert that gives no reason, right after the server's flight.</summary>
    OtherAlert,

    /// <summary>By closing the connection after the server's flight, without an alert.</summary>
    Closed,

    /// <summary>By completing the handshake and closing at once, without having sent anything; health checks do the same.</summary>
    Left,
}

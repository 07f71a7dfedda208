namespace TlsTools.Probe;

/// <summary>What came over a record channel.</summary>
internal enum ReceivedKind
{
    /// <summary>Nothing in time, or nothing that can be read; or the connection does not stand any more.</summary>
    Nothing,

    /// <summary>A handshake message.</summary>
    Message,

    /// <summary>ChangeCipherSpec, before TLS 1.3.</summary>
    ChangeCipherSpec,

    /// <summary>An alert that ends the connection.</summary>
    Alert,

    /// <summary>Application data.</summary>
    ApplicationData,
}

namespace TlsTools.Decryption;

/// <summary>Which of its secrets of TLS 1.3 an end protects its records with.</summary>
internal enum TrafficEpoch
{
    /// <summary>That of early data.</summary>
    Early,

    /// <summary>That of handshake messages.</summary>
    Handshake,

    /// <summary>That of what follows the handshake, updated any number of times.</summary>
    Application,
}

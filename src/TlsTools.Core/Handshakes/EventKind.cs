namespace TlsTools.Handshakes;

/// <summary>What an entry of a transcript is.</summary>
internal enum EventKind : byte
{
    /// <summary>A handshake message that can be read.</summary>
    Handshake,

    /// <summary>A message of SSL 2.0, or a hello in its framing.</summary>
    Ssl2,

    /// <summary>An alert that can be read.</summary>
    Alert,

    /// <summary>A change of keys.</summary>
    ChangeCipherSpec,

    /// <summary>A record whose content cannot be read; its content type says all that is known.</summary>
    Encrypted,

    /// <summary>A record of which the capture does not have what would be needed to read it.</summary>
    Missing,

    /// <summary>The end sent something that is no TLS at all.</summary>
    Plaintext,
}

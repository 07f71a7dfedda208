namespace TlsTools.Decryption;

/// <summary>What a line of a key log holds of a connection.</summary>
internal enum SecretKind : byte
{
    /// <summary>The master secret; before TLS 1.3.</summary>
    Master,

    /// <summary>The premaster secret; before TLS 1.3.</summary>
    Premaster,

    /// <summary>Of the client's early data.</summary>
    ClientEarly,

    /// <summary>Of the client's handshake messages in TLS 1.3.</summary>
    ClientHandshake,

    /// <summary>Of the server's handshake messages in TLS 1.3.</summary>
    ServerHandshake,

    /// <summary>Of what the client sends after the handshake of TLS 1.3.</summary>
    ClientTraffic,

    /// <summary>Of what the server sends after the handshake of TLS 1.3.</summary>
    ServerTraffic,
}

namespace TlsTools.Handshakes;

/// <summary>The last thing that both ends of a TLS connection attempt reached, in the order of a full handshake.</summary>
public enum HandshakePhase
{
    /// <summary>Nothing of TLS was seen: the connection was refused, or no hello was sent over it.</summary>
    TcpOnly,

    /// <summary>The client sent its hello.</summary>
    ClientHello,

    /// <summary>The server chose version and cipher suite.</summary>
    ServerHello,

    /// <summary>The server sent its certificates.</summary>
    ServerCertificate,

    /// <summary>The server asked for a client certificate.</summary>
    CertificateRequest,

    /// <summary>The server ended its first flight.</summary>
    ServerHelloDone,

    /// <summary>The client answered the request for its certificate, perhaps with none.</summary>
    ClientCertificate,

    /// <summary>The client sent its part of the key exchange.</summary>
    ClientKeyExchange,

    /// <summary>A Finished message was sent, or is evident from what followed.</summary>
    Finished,

    /// <summary>Application data flowed.</summary>
    ApplicationData,
}

namespace TlsTools.Measures;

/// <summary>What handshakes can be told apart by when they are counted.</summary>
public enum HandshakeProperty
{
    /// <summary>By nothing: all of them together.</summary>
    None,

    /// <summary>The server's address and port.</summary>
    Server,

    /// <summary>The name that the client asked for.</summary>
    ServerName,

    /// <summary>The client's address.</summary>
    Client,

    /// <summary>The negotiated version.</summary>
    Version,

    /// <summary>The negotiated cipher suite.</summary>
    CipherSuite,

    /// <summary>The group of the key exchange.</summary>
    Group,

    /// <summary>The scheme of the server's signature.</summary>
    SignatureScheme,

    /// <summary>The application protocol that the server chose.</summary>
    Alpn,

    /// <summary>What carried TLS.</summary>
    Carrier,

    /// <summary>What became of the attempt.</summary>
    Outcome,

    /// <summary>Why it failed.</summary>
    Cause,

    /// <summary>The alert that mattered.</summary>
    Alert,

    /// <summary>The last thing that both ends reached.</summary>
    Phase,

    /// <summary>Whether a client certificate was asked for, and sent.</summary>
    ClientAuthentication,

    /// <summary>Whether a session was resumed.</summary>
    Resumed,

    /// <summary>The subject of the server's certificate.</summary>
    ServerCertificate,

    /// <summary>The subject of the client's certificate.</summary>
    ClientCertificate,

    /// <summary>The fingerprint of the client's hello.</summary>
    Ja4,

    /// <summary>The file that it was read from.</summary>
    Source,

    /// <summary>The day in which it began, in UTC.</summary>
    Day,

    /// <summary>The hour in which it began, in UTC.</summary>
    Hour,

    /// <summary>The minute in which it began, in UTC.</summary>
    Minute,
}

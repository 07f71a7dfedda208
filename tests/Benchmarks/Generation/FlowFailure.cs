namespace TlsTools.Benchmarks.Generation;

/// <summary>How a handshake fails.</summary>
internal enum FlowFailure
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>The server answers the ClientHello with <c>handshake_failure</c>.</summary>
    NothingInCommon,

    /// <summary>The server answers the ClientHello with <c>protocol_version</c>.</summary>
    VersionTooLow,

    /// <summary>The client does not know the authority of the server's certificate.</summary>
    ServerUntrusted,

    /// <summary>The client has no certificate, and the server answers with <c>bad_certificate</c>.</summary>
    ClientCertificateMissing,

    /// <summary>The server does not know the authority of the client's certificate.</summary>
    ClientUntrusted,
}

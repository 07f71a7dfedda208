namespace TlsTools.Probe;

/// <summary>Whether a server asks clients for a certificate, and whether it goes on without one.</summary>
public enum ClientCertificateDemand
{
    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>The server does not ask in the handshake. It may still ask later, in TLS 1.2 by renegotiation, in TLS 1.3 behind the handshake.</summary>
    NotRequested,

    /// <summary>The server asks and goes on with a client that sends none.</summary>
    Optional,

    /// <summary>The server asks and refuses a client that sends none.</summary>
    Required,
}

namespace TlsTools.Probe;

/// <summary>What became of the attempts to speak TLS with a target.</summary>
public enum EndpointOutcome
{
    /// <summary>The server chose a version and a suite. Whether it goes on without a client certificate is said elsewhere.</summary>
    Reachable,

    /// <summary>Nobody listens at the port.</summary>
    Refused,

    /// <summary>No connection, or no answer, within the time limit.</summary>
    TimedOut,

    /// <summary>The server answered with something that is no TLS.</summary>
    NotTls,

    /// <summary>The name has no address.</summary>
    NameNotFound,

    /// <summary>The network has no way there.</summary>
    Unreachable,

    /// <summary>The server does not offer to begin TLS in the protocol that was asked for, or refused to.</summary>
    StartTlsRefused,

    /// <summary>The proxy could not be reached, wants other credentials, or opened no connection to the target.</summary>
    ProxyRefused,

    /// <summary>The server speaks TLS and refused every hello, or closed the connection.</summary>
    Failed,
}

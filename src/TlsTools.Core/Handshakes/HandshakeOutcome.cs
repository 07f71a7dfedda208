namespace TlsTools.Handshakes;

/// <summary>What became of a TLS connection attempt.</summary>
public enum HandshakeOutcome
{
    /// <summary>The source does not say: the capture began late, ended early, or misses what decides.</summary>
    Incomplete,

    /// <summary>Both ends finished the handshake.</summary>
    Completed,

    /// <summary>The attempt ended before the handshake was complete.</summary>
    Failed,
}

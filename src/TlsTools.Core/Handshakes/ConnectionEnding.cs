namespace TlsTools.Handshakes;

/// <summary>How a connection ended.</summary>
public enum ConnectionEnding
{
    /// <summary>Nothing of an end was captured.</summary>
    CaptureEnd,

    /// <summary>An end announced that it closes the connection, as TLS wants it.</summary>
    CloseNotify,

    /// <summary>An end gave up with an alert.</summary>
    Alert,

    /// <summary>An end closed the TCP connection without a word in TLS.</summary>
    Fin,

    /// <summary>An end reset the TCP connection.</summary>
    Reset,

    /// <summary>An end never answered.</summary>
    Timeout,
}

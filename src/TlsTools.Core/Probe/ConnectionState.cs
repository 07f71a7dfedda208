namespace TlsTools.Probe;

/// <summary>What became of a connection of the probe.</summary>
internal enum ConnectionState
{
    /// <summary>It stands.</summary>
    Open,

    /// <summary>The server closed it.</summary>
    Closed,

    /// <summary>The server reset it.</summary>
    Reset,

    /// <summary>The time was over.</summary>
    TimedOut,

    /// <summary>The server sent more than is taken.</summary>
    TooMuch,

    /// <summary>Nobody listens at the port.</summary>
    Refused,

    /// <summary>The network has no way there, or it broke.</summary>
    Unreachable,
}

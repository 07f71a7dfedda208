namespace TlsTools.Handshakes;

/// <summary>Whether the server asked for a client certificate, and what it got.</summary>
public enum ClientAuthentication
{
    /// <summary>It cannot be seen: the messages are encrypted, or the capture does not have them.</summary>
    Unknown,

    /// <summary>The server did not ask.</summary>
    NotRequested,

    /// <summary>The server asked and the client sent none.</summary>
    RequestedEmpty,

    /// <summary>The server asked and the client sent at least one certificate.</summary>
    Sent,
}

namespace TlsTools.Carriers;

/// <summary>How far a dialogue has come.</summary>
internal enum DialogueState
{
    /// <summary>It goes on.</summary>
    Talking,

    /// <summary>Both ends agreed: whatever follows in either direction is TLS.</summary>
    Tls,

    /// <summary>Whatever follows is another conversation, which is TLS or another dialogue.</summary>
    Tunnel,

    /// <summary>It will not lead to TLS.</summary>
    Over,
}

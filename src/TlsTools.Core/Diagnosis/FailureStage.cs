namespace TlsTools.Diagnosis;

/// <summary>Who had the last word when an attempt came to its end; the phases P0 to P4 of those who read captures.</summary>
internal enum FailureStage
{
    /// <summary>No ClientHello was seen.</summary>
    BeforeHello,

    /// <summary>The ClientHello was seen and no ServerHello: the server answers the offer.</summary>
    ServerAnswers,

    /// <summary>The server's flight was begun, and the client's answer to it not: the client judges the server.</summary>
    ClientJudges,

    /// <summary>The client's answer was begun: the server judges the client.</summary>
    ServerJudges,

    /// <summary>Both ends finished.</summary>
    AfterFinished,
}

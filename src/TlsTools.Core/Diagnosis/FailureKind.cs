namespace TlsTools.Diagnosis;

/// <summary>The first thing by which an attempt came to its end.</summary>
internal enum FailureKind
{
    /// <summary>Nothing shows that it ended otherwise than in order.</summary>
    None,

    /// <summary>An alert whose description can be read.</summary>
    Alert,

    /// <summary>An alert that is encrypted.</summary>
    EncryptedAlert,

    /// <summary>TCP was closed.</summary>
    Fin,

    /// <summary>TCP was reset.</summary>
    Reset,

    /// <summary>No answer came, until the other end or the capture gave up waiting.</summary>
    Silence,

    /// <summary>An end spoke something else than TLS; whatever alert answered it is an effect.</summary>
    Plaintext,
}

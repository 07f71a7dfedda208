namespace TlsTools.X509;

/// <summary>How a responder took the question.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-4.2.1">RFC 6960, 4.2.1</seealso>
public enum OcspResponseStatus
{
    /// <summary>It answered.</summary>
    Successful = 0,

    /// <summary>It could not read the question.</summary>
    MalformedRequest = 1,

    /// <summary>It failed.</summary>
    InternalError = 2,

    /// <summary>It had no time; the question may be put again.</summary>
    TryLater = 3,

    /// <summary>It wants the question signed.</summary>
    SigRequired = 5,

    /// <summary>It does not answer this asker, or not of this authority.</summary>
    Unauthorized = 6,
}

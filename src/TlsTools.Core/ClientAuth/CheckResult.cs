namespace TlsTools.ClientAuth;

/// <summary>How a check came out.</summary>
public enum CheckResult
{
    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It does not hold.</summary>
    Fail,

    /// <summary>It holds for some peers only.</summary>
    Warning,

    /// <summary>It cannot be told from what was given.</summary>
    Unknown,
}

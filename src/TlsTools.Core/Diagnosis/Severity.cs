namespace TlsTools.Diagnosis;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information,

    /// <summary>Works, but is weak, about to end, or likely to fail with others.</summary>
    Warning,

    /// <summary>Names why the attempt failed.</summary>
    Failure,
}

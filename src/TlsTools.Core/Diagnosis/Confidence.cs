namespace TlsTools.Diagnosis;

/// <summary>How sure a finding is.</summary>
public enum Confidence
{
    /// <summary>Fits what was seen, and so do other explanations.</summary>
    Possible,

    /// <summary>What was seen is hard to explain otherwise, but does not prove it.</summary>
    Likely,

    /// <summary>Follows from what was seen.</summary>
    Certain,
}

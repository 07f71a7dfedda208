namespace TlsTools.Diagnosis;

/// <summary>One thing to do about a finding.</summary>
/// <param name="Product">The product in which to do it, for instance <c>Java (JSSE)</c>; <see langword="null"/> where it is the same everywhere.</param>
/// <param name="Text">What to do.</param>
public sealed record RemedyStep(string? Product, string Text)
{
    /// <summary>The product and what to do in it.</summary>
    public override string ToString() => Product is null ? Text : $"{Product}: {Text}";
}

namespace TlsTools.Diagnosis;

/// <summary>Makes sentences of parts.</summary>
internal static class Sentence
{
    /// <summary>A part that begins a sentence.</summary>
    public static string Begin(string part) => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part.Substring(1);
}

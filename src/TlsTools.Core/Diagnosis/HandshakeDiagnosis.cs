using System.Collections.Generic;
using TlsTools.Handshakes;

namespace TlsTools.Diagnosis;

/// <summary>A handshake with what was found in it.</summary>
/// <param name="Handshake">The handshake.</param>
/// <param name="Findings">What was found, the most severe and most certain first.</param>
public sealed record HandshakeDiagnosis(TlsHandshake Handshake, IReadOnlyList<Finding> Findings)
{
    /// <summary>The finding that names why it failed; <see langword="null"/> where none does.</summary>
    public Finding? Failure => Findings is [{ Severity: Severity.Failure } first, ..] ? first : null;

    /// <summary>Says the handshake and its cause in one line.</summary>
    public override string ToString() => $"{Handshake}: {Failure?.Id ?? "no failure"}";
}

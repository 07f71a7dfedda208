using System.Collections.Generic;
using TlsTools.Handshakes;

namespace TlsTools.Diagnosis;

/// <summary>Something that a rule found in a handshake: what happened, how sure that is, on what it rests and what to change.</summary>
public sealed record Finding
{
    /// <summary>The id of the rule, and of its page; an id once shipped never changes its meaning.</summary>
    public required string Id { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure it is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Where the reason lies.</summary>
    public required FindingSubject Subject { get; init; }

    /// <summary>What happened, in a sentence or two.</summary>
    public required string Message { get; init; }

    /// <summary>What to do, step by step; what is the same everywhere first, then by product.</summary>
    public required IReadOnlyList<RemedyStep> Remedy { get; init; }

    /// <summary>Where to read on: the rule's page and the clause of the standard.</summary>
    public required string Reference { get; init; }

    /// <summary>What it rests on; never empty.</summary>
    public required IReadOnlyList<Evidence> Evidence
    {
        get;

        // The compiler's own lists cannot be indexed in PowerShell.
        init => field = value as Evidence[] ?? [.. value];
    }

    /// <summary>Where the handshake came from.</summary>
    public string? Source => Handshake?.Source;

    /// <summary>The number of the handshake in its source.</summary>
    public int? Number => Handshake?.Number;

    /// <summary>The handshake in which it was found.</summary>
    public TlsHandshake? Handshake { get; init; }

    /// <summary>Says it in one line, for instance <c>Failure ClientCertificateMissing (Certain): The client sent no certificate.</c></summary>
    public override string ToString() => $"{Severity} {Id} ({Confidence}): {Message}";
}

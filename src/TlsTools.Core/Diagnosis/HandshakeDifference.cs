namespace TlsTools.Diagnosis;

/// <summary>Something in which a good and a bad handshake differ, beside what differs in all of them.</summary>
public sealed record HandshakeDifference
{
    /// <summary>What differs, by the name of the property, for instance <c>ServerName</c> or <c>ClientHello.CipherSuites</c>.</summary>
    public required string Field { get; init; }

    /// <summary>The value in the good handshake; of lists only what the bad one does not have. <see langword="null"/> where there is none.</summary>
    public required string? Good { get; init; }

    /// <summary>The value in the bad handshake; of lists only what the good one does not have. <see langword="null"/> where there is none.</summary>
    public required string? Bad { get; init; }

    /// <summary>How much it explains.</summary>
    public required DifferenceSignificance Significance { get; init; }

    /// <summary>What it means, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Says it in one line, for instance <c>ServerName: good server.example, bad –</c>.</summary>
    public override string ToString() => $"{Field}: good {Good ?? "–"}, bad {Bad ?? "–"}";
}

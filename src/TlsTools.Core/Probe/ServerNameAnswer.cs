using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>What a server does when it is asked under a name, or under none.</summary>
public sealed record ServerNameAnswer
{
    /// <summary>How it was asked.</summary>
    public required ServerNameQuestion Question { get; init; }

    /// <summary>The name; <see langword="null"/> for none.</summary>
    public required string? ServerName { get; init; }

    /// <summary>Whether the server chose a version and a suite.</summary>
    public required bool IsAnswered { get; init; }

    /// <summary>The alert that it sent, also one that only warns, for instance <c>unrecognized_name</c>; <see langword="null"/> for none.</summary>
    public required string? Alert { get; init; }

    /// <summary>Its certificate; <see langword="null"/> where it sent none.</summary>
    public required TlsCertificate? Certificate { get; init; }

    /// <summary>Whether that is the one it sends for the name that was given; <see langword="null"/> where one of them is not known.</summary>
    public required bool? IsSameCertificate { get; init; }

    /// <summary>Says it in one line, for instance <c>Wrong tlstools.invalid: unrecognized_name</c>.</summary>
    public override string ToString() => $"{Question}{(ServerName is null ? "" : " " + ServerName)}: {Alert ?? Certificate?.Subject?.ToString() ?? (IsAnswered ? "answered" : "no answer")}";
}

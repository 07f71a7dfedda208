using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>One name of two lists of names.</summary>
public sealed record AuthorityDifference
{
    /// <summary>The name.</summary>
    public required DistinguishedName Name { get; init; }

    /// <summary><c>&lt;=</c> when only the reference has it, <c>=&gt;</c> when only the difference has it, <c>==</c> when both have.</summary>
    public required string SideIndicator { get; init; }

    /// <summary>The place in the reference, from 1; <see langword="null"/> when it is not there.</summary>
    public int? ReferencePosition { get; init; }

    /// <summary>The place in the difference, from 1; <see langword="null"/> when it is not there.</summary>
    public int? DifferencePosition { get; init; }

    /// <summary>Whether both have the same bytes; <see langword="null"/> where that is not known or only one has the name.</summary>
    public bool? IsSameBytes { get; init; }

    /// <summary>A certificate at hand that has the name.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>Gives the side and the name.</summary>
    public override string ToString() => $"{SideIndicator} {Name}";

    internal const string OnlyReference = "<=";
    internal const string OnlyDifference = "=>";
    internal const string Both = "==";
}

using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Something that is nearly a match, and why it is none, or is none for some peers.</summary>
public sealed record NearMiss
{
    /// <summary>What is amiss.</summary>
    public required NearMissKind Kind { get; init; }

    /// <summary>The listed authority.</summary>
    public required AcceptableAuthority Authority { get; init; }

    /// <summary>The name on the client's side.</summary>
    public required DistinguishedName Name { get; init; }

    /// <summary>The certificate that it is about: the cross certificate, the missing one, the one with the other key.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>Gives the sentence.</summary>
    public override string ToString() => $"{Kind}: {Message}";
}

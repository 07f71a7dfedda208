using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>What a client of one stack would do with the certificate.</summary>
public sealed record StackVerdict
{
    /// <summary>The stack.</summary>
    public required TlsImplementation Stack { get; init; }

    /// <summary>Whether it would send the certificate; <see langword="null"/> when that cannot be told from what is known.</summary>
    public required bool? WouldBeSent { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The certificates that it would send, leaf first; empty when it would send none.</summary>
    public IReadOnlyList<TlsCertificate> Sends { get; init; } = [];

    /// <summary>Says whether it would send.</summary>
    public override string ToString() => $"{Stack}: {WouldBeSent?.ToString() ?? "unknown"}";
}

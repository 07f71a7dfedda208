using System;
using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>One certificate against one server: would it be sent, would it be accepted, and why.</summary>
public sealed record ClientCertificateTest
{
    /// <summary>The certificate; <see langword="null"/> where the source tells of it and does not contain it.</summary>
    public TlsCertificate? Certificate { get; init; }

    /// <summary>Whose certificate it is.</summary>
    public DistinguishedName? Subject { get; init; }

    /// <summary>The entry's name in its store.</summary>
    public string? Alias { get; init; }

    /// <summary>The file or store.</summary>
    public required string Source { get; init; }

    /// <summary>Where the server's wishes are known from.</summary>
    public required string Server { get; init; }

    /// <summary>The time for which it was judged, in UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Whether a client that honours the list and the request would send it.</summary>
    public required bool WouldBeSent { get; init; }

    /// <summary>Whether clients of the single stacks would.</summary>
    public required StackVerdicts WouldBeSentBy { get; init; }

    /// <summary>Whether the server would accept it; <see langword="null"/> where that cannot be told from what was given.</summary>
    public required bool? WouldBeAccepted { get; init; }

    /// <summary>The ids of what decided, what speaks against the certificate first.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Everything that was checked.</summary>
    public required IReadOnlyList<ClientCertificateCheck> Checks { get; init; }

    /// <summary>The name of the list that the chain leads to; <see langword="null"/> when it leads to none.</summary>
    public DistinguishedName? MatchedAuthority { get; init; }

    /// <summary>All chains that can be built.</summary>
    public IReadOnlyList<CertificatePath> Paths { get; init; } = [];

    /// <summary>1 for the best certificate of those tested together, 2 for the next …</summary>
    public int Rank { get; init; } = 1;

    /// <summary>Why another certificate goes before this one; <see langword="null"/> for the best one.</summary>
    public string? LosesBecause { get; init; }

    /// <summary>Whether it would be sent, and nothing says that the server would refuse it.</summary>
    public bool WouldWork => WouldBeSent && WouldBeAccepted is not false;

    /// <summary>Says the verdicts in short.</summary>
    public override string ToString() =>
        $"{Alias ?? Subject?.Name}: {(WouldBeSent ? "sent" : "not sent")}, {WouldBeAccepted switch { true => "accepted", false => "refused", null => "acceptance not known" }}";
}

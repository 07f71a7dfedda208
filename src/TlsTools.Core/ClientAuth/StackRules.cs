using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>
/// How clients of each stack choose. Jsse, OpenSsl, DotNet and GnuTls as measured with Java 17, OpenSSL 3.0, .NET 10 and GnuTLS 3.7;
/// Schannel and Nss as their makers document it.
/// </summary>
internal static class StackRules
{
    public static IReadOnlyList<StackVerdict> Judge(Candidate candidate)
    {
        IReadOnlyList<TlsImplementation> wanted = candidate.Context.Stacks;
        return s_rules.Where(rule => wanted.Count == 0 || wanted.Contains(rule.Key)).Select(rule => Judge(candidate, rule.Key, rule.Value)).ToArray();
    }

    private static StackVerdict Judge(Candidate candidate, TlsImplementation stack, Func<Candidate, (bool? Sends, string Reason)> rule)
    {
        (bool? sends, string reason) = candidate.Request.NotRequested ? (false, "It is not asked, so it sends nothing.")
            : candidate.CanSign is false ? (false, CannotSign(candidate))
            : rule(candidate);
        if (sends is true && candidate.CanSign is null)
        {
            (sends, reason) = (null, "It would if the entry has the private key, of which nothing is known.");
        }

        return new StackVerdict
        {
            Stack = stack,
            WouldBeSent = sends,
            Reason = reason,
            Sends = sends is true ? Sent(candidate, stack) : [],
        };
    }

    private static string CannotSign(Candidate candidate) => candidate switch
    {
        { UsableSchemes.Count: 0 } or { IsTypeAccepted: false } => "It sends nothing, because the key cannot sign as the server asks.",
        { Entry.PrivateKey.Present: false } => "It has no private key and sends nothing.",
        _ => "It cannot read the private key.",
    };

    /// <summary>JSSE compares the issuers of the chain in the key entry, and does not look at dates or purposes.</summary>
    private static (bool?, string) Jsse(Candidate candidate) => candidate.Authorities switch
    {
        null => ListUnknown,
        { } list when list.Remarks.Contains(AuthorityListRemark.RefusedByJava) => (false, "It ends the connection, because the list is longer than 32,768 bytes."),
        { Count: 0 } => (true, "The list is empty, so it sends the first entry whose key fits."),
        _ when candidate.StoredMatch is { } match => (true, $"The chain in the entry has an issuer that the server lists: '{match.Authority}'."),
        _ => (false, "It sends nothing, because no issuer of the chain in the entry is listed."),
    };

    private static (bool?, string) OpenSsl(Candidate candidate) => candidate.Entry.PrivateKey.MatchesCertificate is false
        ? (false, "It does not load a key that belongs to another certificate.")
        : candidate.Leaf?.PublicKey is { Algorithm: "RSA", Size: < 2048 }
            ? (null, "At security level 2 it does not load an RSA key under 2048 bits.")
            : (true, "It sends what is configured and ignores the list.");

    private static (bool?, string) GnuTls(Candidate candidate) => candidate.Entry.PrivateKey.MatchesCertificate is false
        ? (false, "It does not load a key that belongs to another certificate.")
        : (true, "It sends what is configured and ignores the list.");

    private static (bool?, string) DotNet(Candidate candidate) => candidate.Entry.PrivateKey.MatchesCertificate is false
        ? (null, "What it does with a key that belongs to another certificate was not measured.")
        : (true, candidate.Entry.Chain.Count > 1
            ? "It ignores the list and sends the certificate alone, without the chain of the entry."
            : "It ignores the list and sends the certificate alone.");

    /// <summary>Schannel builds a chain of its own and filters by dates, purposes and the list.</summary>
    private static (bool?, string) Schannel(Candidate candidate)
    {
        if (candidate.Entry.NotAfter < candidate.At || candidate.Entry.NotBefore > candidate.At)
        {
            return (false, "It does not offer a certificate that is not valid.");
        }

        if (candidate.Leaf?.ExtendedKeyUsage is { } purposes && !purposes.Contains(KeyPurpose.ClientAuthentication) && !purposes.Contains(KeyPurpose.Any))
        {
            return (false, "It does not offer a certificate that is not for clientAuth.");
        }

        if (candidate.Authorities is not { } list)
        {
            return ListUnknown;
        }

        if (list.Count == 0)
        {
            return (true, "The list is empty, so it sends the certificate that the program chose.");
        }

        // Windows holds that a certificate has one chain; where two can be built, which one that is depends on its stores.
        List<bool> leads = [.. candidate.ClientPaths.Select(path => path.Issuers.Any(issuer => list.Find(issuer) is not null))];
        return (leads.Any(leadsToList => leadsToList), leads.All(leadsToList => leadsToList)) switch
        {
            _ when leads.Count == 0 => candidate.StoredMatch is null ? (false, "No chain leads to a listed authority.") : (true, "The chain leads to a listed authority."),
            (true, true) => (true, "Every chain that can be built leads to a listed authority."),
            (true, false) => (null, "Some chains lead to a listed authority and some do not; Windows takes one of them."),
            _ => (false, "It sends nothing, because no chain leads to a listed authority."),
        };
    }

    /// <summary>NSS compares the issuers of the chain that its database holds byte by byte, and passes over expired certificates.</summary>
    private static (bool?, string) Nss(Candidate candidate)
    {
        if (candidate.Entry.NotAfter < candidate.At || candidate.Entry.NotBefore > candidate.At)
        {
            return (false, "It passes over certificates that are not valid.");
        }

        if (candidate.Authorities is not { } list)
        {
            return ListUnknown;
        }

        if (list.Count == 0)
        {
            return (true, "The list is empty, so it sends the first certificate that it finds.");
        }

        IEnumerable<DistinguishedName> issuers = candidate.ClientPaths.SelectMany(path => path.Issuers).Concat(candidate.Names.Select(names => names.Issuer).OfType<DistinguishedName>());
        List<(DistinguishedName Issuer, AcceptableAuthority Authority)> matches = [.. issuers.Select(issuer => (Issuer: issuer, Authority: list.Find(issuer)!)).Where(match => match.Authority is not null)];
        return matches.Count == 0 ? (false, "It sends nothing, because no chain leads to a listed authority.")
            : matches.Any(match => match.Authority.RawData is { } bytes && bytes.SequenceEqual(match.Issuer.RawData)) ? (true, "A chain leads to a listed authority.")
            : matches.Any(match => match.Authority.RawData is null) ? (null, "A chain leads to a listed authority, if the name has the same bytes; the source does not tell them.")
            : (false, "A listed name is the same and has other bytes, and it compares bytes.");
    }

    private static IReadOnlyList<TlsCertificate> Sent(Candidate candidate, TlsImplementation stack) => (stack, candidate.Leaf) switch
    {
        (_, null) => [],
        (TlsImplementation.DotNet, { } leaf) => new[] { leaf },
        (TlsImplementation.OpenSsl or TlsImplementation.GnuTls, _) => candidate.Entry.AsStored,
        (TlsImplementation.Jsse, _) => candidate.Entry.Chain,
        _ => (candidate.ClientPaths.Count > 0 ? candidate.ClientPaths[0].Certificates : []).Where((certificate, depth) => depth == 0 || !certificate.IsSelfIssued).ToArray(),
    };

    private static (bool?, string) ListUnknown => (null, "It honours the server's list, which is not known.");

    private static readonly Dictionary<TlsImplementation, Func<Candidate, (bool?, string)>> s_rules = new()
    {
        [TlsImplementation.Jsse] = Jsse,
        [TlsImplementation.Schannel] = Schannel,
        [TlsImplementation.OpenSsl] = OpenSsl,
        [TlsImplementation.DotNet] = DotNet,
        [TlsImplementation.Nss] = Nss,
        [TlsImplementation.GnuTls] = GnuTls,
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Stores;

namespace TlsTools.ClientAuth;

/// <summary>Tests client certificates against what a server wants.</summary>
public static class ClientCertificateEvaluation
{
    /// <summary>Tests one entry of a store.</summary>
    /// <param name="entry">The entry; its chain is taken as it is stored.</param>
    /// <param name="context">What the server wants and trusts, and the time.</param>
    public static ClientCertificateTest Test(KeyStoreEntry entry, ClientCertificateContext context)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(context);
        Candidate candidate = new(entry, context);
        List<ClientCertificateCheck> checks = [.. s_checks.SelectMany(examine => examine(candidate))];
        return new ClientCertificateTest
        {
            Certificate = entry.Certificate,
            Subject = entry.Subject,
            Alias = entry.Alias,
            Source = entry.Source,
            Server = context.Request.Source,
            At = context.At,
            WouldBeSent = !checks.Any(check => check.Effect.HasFlag(CheckEffect.NotSent)),
            WouldBeSentBy = new StackVerdicts(StackRules.Judge(candidate)),
            WouldBeAccepted = IsAccepted(candidate, checks),
            Reasons = FindReasons(checks).ToArray(),
            Checks = checks,
            MatchedAuthority = candidate.StoredMatch?.Authority.Name,
            Paths = candidate.Paths,
        };
    }

    /// <summary>Tests all entries of stores and puts the best first.</summary>
    /// <param name="entries">
    /// The entries. Certificates of authorities that have no key are left out when anything else is there, because nobody would send them.
    /// </param>
    /// <param name="context">What the server wants and trusts, and the time.</param>
    public static IReadOnlyList<ClientCertificateTest> Rank(IEnumerable<KeyStoreEntry> entries, ClientCertificateContext context)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<KeyStoreEntry> all = [.. entries];
        List<KeyStoreEntry> candidates = [.. all.Where(entry => entry.Kind == KeyStoreEntryKind.Key || entry.Certificate is null || !AuthorityRemarks.IsAuthority(entry.Certificate))];
        List<ClientCertificateTest> tests =
        [
            .. (candidates.Count > 0 ? candidates : all)
                .Select(entry => Test(entry, context))
                .OrderByDescending(test => test.WouldBeSent)
                .ThenByDescending(test => test.WouldBeAccepted switch { true => 2, null => 1, false => 0 })
                .ThenBy(test => test.Checks.Count(check => check.Result == CheckResult.Fail))
                .ThenBy(test => test.Checks.Count(check => check.Result == CheckResult.Warning))
                .ThenBy(test => test.Reasons.Contains(CertificateReason.ChainLeadsToListedAuthority))
                .ThenByDescending(test => test.Certificate?.NotAfter),
        ];
        return tests.Select((test, index) => test with { Rank = index + 1, LosesBecause = index == 0 ? null : Compare(tests[0], test) }).ToArray();
    }

    private static bool? IsAccepted(Candidate candidate, List<ClientCertificateCheck> checks) =>
        checks.Any(check => check.Effect.HasFlag(CheckEffect.NotAccepted)) ? false
        : candidate.Context.TrustAnchors is null || candidate.Leaf is null || checks.Any(check => check.Effect.HasFlag(CheckEffect.Undecided)) ? null
        : true;

    private static IEnumerable<string> FindReasons(List<ClientCertificateCheck> checks) => checks
        .Where(check => check.Result is CheckResult.Fail or CheckResult.Warning || s_positive.Contains(check.Id))
        .OrderBy(check => check.Result switch { CheckResult.Fail => 0, CheckResult.Warning => 1, _ => 2 })
        .Select(check => check.Id)
        .Distinct();

    private static string Compare(ClientCertificateTest best, ClientCertificateTest other)
    {
        ClientCertificateCheck? against = other.Checks
            .Where(check => check.Result is CheckResult.Fail or CheckResult.Warning && !best.Checks.Any(same => same.Id == check.Id && same.Result == check.Result))
            .OrderByDescending(check => check.Result == CheckResult.Fail)
            .FirstOrDefault();
        return against?.Message
            ?? (other.Certificate?.NotAfter < best.Certificate?.NotAfter ? $"It is as good as '{best.Alias ?? best.Subject?.Name}' and ends sooner."
                : $"It is as good as '{best.Alias ?? best.Subject?.Name}', which stands before it.");
    }

    private static readonly string[] s_positive =
    [
        CertificateReason.IssuerListed, CertificateReason.ChainLeadsToListedAuthority, CertificateReason.SelfSignedListed, CertificateReason.AcceptableListEmpty,
    ];

    // The order is the order of the rows and, among equal results, of the reasons.
    private static readonly Func<Candidate, IEnumerable<ClientCertificateCheck>>[] s_checks =
    [
        AuthorityCheck.Examine,
        PrivateKeyCheck.Examine,
        ValidityCheck.Examine,
        UsageCheck.Examine,
        KeyCheck.Examine,
        ChainCheck.Examine,
        RevocationCheck.Examine,
    ];
}

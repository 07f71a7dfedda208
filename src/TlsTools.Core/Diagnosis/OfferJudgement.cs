using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis;

/// <summary>
/// Splits a bare refusal of a ClientHello, <c>handshake_failure</c>, by what the client offered: against what the same server
/// chose in other handshakes of the source and, where that is not known, by how unusual each part of the offer is. The alert
/// itself says no more than that some part did not fit.
/// </summary>
internal sealed partial class OfferJudgement
{
    private readonly DiagnosisCase _examined;
    private readonly ClientHello? _hello;
    private readonly List<CipherSuite> _suites = [];
    private readonly List<OfferReason> _reasons = [];

    /// <summary>Judges the offer.</summary>
    public OfferJudgement(DiagnosisCase examined)
    {
        _examined = examined;
        _hello = IsRefusedByAlert(examined) ? LastHello(examined) : null;
        if (_hello is null)
        {
            return;
        }

        CollectSuites(_hello);
        Judge(_hello);
        Weigh();
    }

    /// <summary>Whether there is anything to split: the server answered the ClientHello with an alert that gives no reason.</summary>
    public bool IsRefused => _hello is not null;

    /// <summary>What may have been refused, the most likely first.</summary>
    public IReadOnlyList<OfferReason> Reasons => _reasons;

    /// <summary>What the client offered that is not unusual, to say what cannot be it.</summary>
    public string Excluded => _hello is null ? string.Empty
        : $"it offered {string.Join(", ", _hello.OfferedVersions)}, {Count(_suites.Count, "cipher suite")}, {Count(Groups(_hello).Count, "group")} and {Count(_hello.SignatureSchemes.Count, "signature scheme")}";

    /// <summary>The findings of a rule that owns a part of the offer.</summary>
    public IEnumerable<RuleFinding> FindingsOf(OfferPart part, RuleInfo rule)
    {
        foreach (OfferReason reason in _reasons)
        {
            if (reason.Part == part)
            {
                string verdict = reason.Confidence switch
                {
                    Confidence.Certain => $"the server {reason.Guess}",
                    Confidence.Likely => $"most likely the server {reason.Guess}",
                    _ => $"perhaps the server {reason.Guess}",
                };
                yield return rule.Found(
                    FindingSubject.Client,
                    reason.Confidence,
                    $"{reason.Fact}, and the server refused the ClientHello with the alert {_examined.Sign.Description}: {verdict}.",
                    [.. reason.Evidence, _examined.Sign.Evidence]);
            }
        }
    }

    private void Judge(ClientHello hello)
    {
        // That is what Java says of TLS 1.3 where there is no group in common, and of nothing else in an offer.
        if (_examined.Sign.Description == AlertDescription.UnexpectedMessage)
        {
            JudgeGroups(hello);
            return;
        }

        JudgeSignatureSchemes(hello);

        // Who asks for another ClientHello has found version, cipher suite and group in the first one.
        if (!_examined.Handshake.HelloRetryRequest)
        {
            JudgeGroups(hello);
            JudgeSuites(hello);
            JudgeProtections(hello);
            JudgeVersions(hello);
        }

        JudgeServerName(hello);
    }

    private static bool IsRefusedByAlert(DiagnosisCase examined) =>
        examined.HasFailed
        && examined.Sign is { Kind: FailureKind.Alert, Sender: Side.Server, Stage: FailureStage.ServerAnswers, Description: { } alert }
        && (alert == AlertDescription.HandshakeFailure || alert == AlertDescription.InsufficientSecurity
            || (alert == AlertDescription.UnexpectedMessage && !examined.Handshake.HelloRetryRequest));

    // After a HelloRetryRequest it is the second hello that was refused.
    private static ClientHello? LastHello(DiagnosisCase examined)
    {
        ClientHello? last = null;
        foreach (TlsMessage message in examined.Handshake.AllMessages)
        {
            last = message is { Sender: Side.Client, IsIncomplete: false, Handshake: ClientHello { Fault: null } hello } ? hello : last;
        }

        return last is { IsSsl2Form: false } ? last : null;
    }

    private static bool OffersTls13(ClientHello hello) => hello.OfferedVersions.Any(version => version.IsTls13);

    private static bool OffersOlder(ClientHello hello) => hello.OfferedVersions.Any(version => !version.IsTls13);

    private static List<NamedGroup> Groups(ClientHello hello) => [.. hello.SupportedGroups.Where(group => !group.IsGrease)];

    private void JudgeSignatureSchemes(ClientHello hello)
    {
        List<SignatureScheme> schemes = [.. hello.SignatureSchemes.Where(scheme => !scheme.IsGrease)];
        if (schemes.Count == 0 || _suites.Count == 0 || _suites.TrueForAll(SuiteTraits.NeedsSharedKey))
        {
            return;
        }

        if (ChosenElsewhere(handshake => handshake.SignatureScheme) is { } chosen)
        {
            Compare(OfferPart.SignatureSchemes, schemes, chosen, "signature scheme", "can sign in none of these", "signature_algorithms", hello);
            return;
        }

        bool isTls13Only = !OffersOlder(hello);
        string list = SuiteTraits.Few(schemes);
        (int weight, string fact, string guess) = schemes switch
        {
            [_] => (3, $"The client takes only signatures of the scheme {list}", "has no key for it"),
            _ when schemes.TrueForAll(IsElliptic) => (3, $"The client takes only ECDSA and EdDSA signatures ({list})", "has an RSA key"),
            _ when schemes.TrueForAll(IsSha1) => (3, $"The client takes only signatures with SHA-1 or MD5 ({list})", "does not sign in that way any more"),
            _ when isTls13Only && schemes.TrueForAll(scheme => IsElliptic(scheme) || IsPkcs1(scheme)) =>
                (3, $"The client takes no RSA-PSS signatures ({list}), which RSA keys make in TLS 1.3", "has an RSA key"),
            _ when !schemes.Exists(IsElliptic) && schemes.TrueForAll(IsPkcs1) => (1, $"The client takes only RSA signatures without PSS ({list})", "has another kind of key"),
            { Count: 2 } => (2, $"The client takes only signatures of the schemes {list}", "has no key for them"),
            _ => (0, string.Empty, string.Empty),
        };
        Add(OfferPart.SignatureSchemes, weight, fact, guess, hello, "signature_algorithms");
    }

    private void JudgeGroups(ClientHello hello)
    {
        List<NamedGroup> groups = Groups(hello);
        bool areNeeded = OffersTls13(hello) || _suites.Exists(SuiteTraits.NeedsCurve);
        if (groups.Count == 0 || !areNeeded)
        {
            return;
        }

        if (ChosenElsewhere(handshake => handshake.Group) is { } chosen)
        {
            Compare(OfferPart.Groups, groups, chosen, "group", "takes none of these", "supported_groups", hello);
            return;
        }

        string list = SuiteTraits.Few(groups);
        (int weight, string fact, string guess) = groups switch
        {
            _ when !groups.Contains(NamedGroup.X25519) && !groups.Contains(NamedGroup.Secp256r1) =>
                (3, $"The client offered neither x25519 nor secp256r1 for the key exchange, only {list}", "takes no group of these"),
            [_] => (2, $"The client offered only the group {list} for the key exchange", "does not take it"),
            _ => (0, string.Empty, string.Empty),
        };
        Add(OfferPart.Groups, weight, fact, guess, hello, "supported_groups");
    }

    // Clients of TLS 1.2 that lack these are rare by now, and so are servers that insist on them.
    private void JudgeProtections(ClientHello hello)
    {
        if (OffersTls13(hello) || !hello.OfferedVersions.Contains(ProtocolVersion.Tls12) || _suites.Count == 0)
        {
            return;
        }

        if (hello.Extension(ExtensionType.ExtendedMasterSecret) is null && !_examined.Elsewhere.Any(other => Lacks(other, ExtensionType.ExtendedMasterSecret)))
        {
            Add(OfferPart.ExtendedMasterSecret, 1, "The client did not offer the extended master secret", "asks for it, as servers under FIPS rules do", hello, "no extended_master_secret");
        }

        if (hello.Extension(ExtensionType.RenegotiationInfo) is null && !hello.CipherSuites.Contains(CipherSuite.TlsEmptyRenegotiationInfoScsv))
        {
            Add(OfferPart.Renegotiation, 1, "The client does not know secure renegotiation", "asks for it", hello, "no renegotiation_info");
        }
    }

    private static bool Lacks(TlsHandshake other, ExtensionType type) => other is { Version.IsTls13: false, ClientHello: { } hello } && hello.Extension(type) is null;

    private void JudgeVersions(ClientHello hello)
    {
        IReadOnlyList<ProtocolVersion> offered = hello.OfferedVersions;
        List<TlsHandshake> known = [.. _examined.Elsewhere.Where(handshake => handshake.Version is not null)];
        if (known.Exists(handshake => offered.Contains(handshake.Version!.Value)))
        {
            return;
        }

        string list = string.Join(", ", offered);
        if (known.Count > 0)
        {
            // A server that chose a newer version with others may take TLS 1.2 as well, as most do.
            string chosen = string.Join(", ", known.Select(handshake => handshake.Version!.Value).Distinct());
            int weightElsewhere = offered.Contains(ProtocolVersion.Tls12) ? 1 : FromElsewhere;
            AddFromElsewhere(OfferPart.Versions, weightElsewhere, $"The client offered {list}, while the server chose {chosen} in other handshakes", $"takes no {list}", "supported_versions", hello, known[0]);
            return;
        }

        int weight = offered.Count == 0 || offered.Any(version => version.IsTls13) ? 0 : offered.Contains(ProtocolVersion.Tls12) ? 1 : 3;
        Add(OfferPart.Versions, weight, $"The client offered no version above {list}", "wants a newer one", hello, "supported_versions");
    }

    private void JudgeServerName(ClientHello hello)
    {
        if (hello.ServerName is not null || hello.OffersEncryptedClientHello)
        {
            return;
        }

        TlsHandshake? named = _examined.Elsewhere.FirstOrDefault(handshake => handshake.ServerName is not null);
        if (named is null && _examined.Elsewhere.Count > 0)
        {
            return;
        }

        if (named is not null)
        {
            AddFromElsewhere(OfferPart.ServerName, FromElsewhere, $"The client named no server (SNI), while others asked this server for {named.ServerName}", "takes no ClientHello without a name", "server_name", hello, named);
            return;
        }

        Add(OfferPart.ServerName, 1, "The client named no server (SNI)", "takes no ClientHello without a name", hello, "no server_name");
    }

    private (HashSet<T> Values, TlsHandshake First)? ChosenElsewhere<T>(Func<TlsHandshake, T?> choice)
        where T : struct
    {
        HashSet<T> values = [];
        TlsHandshake? first = null;
        foreach (TlsHandshake handshake in _examined.Elsewhere)
        {
            if (choice(handshake) is { } value)
            {
                values.Add(value);
                first ??= handshake;
            }
        }

        return first is null ? null : (values, first);
    }

    private void Compare<T>(OfferPart part, List<T> offered, (HashSet<T> Values, TlsHandshake First) chosen, string what, string guess, string field, ClientHello hello)
        where T : struct
    {
        if (!offered.Exists(chosen.Values.Contains))
        {
            AddFromElsewhere(
                part,
                FromElsewhere,
                $"The client did not offer the {what} {string.Join(", ", chosen.Values)}, which the server chose in other handshakes, but {SuiteTraits.Few(offered)}",
                guess,
                field,
                hello,
                chosen.First);
        }
    }

    private void Add(OfferPart part, int weight, string fact, string guess, ClientHello hello, string field)
    {
        if (weight > 0)
        {
            _reasons.Add(new OfferReason(part, weight, fact, guess, [_examined.EvidenceOf(hello, field)]));
        }
    }

    // What a server chose once is not all that it takes, so this, too, does not prove it.
    private void AddFromElsewhere(OfferPart part, int weight, string fact, string guess, string field, ClientHello hello, TlsHandshake other)
    {
        Evidence choice = other.ServerHello is { } answer
            ? EvidenceIn(other, answer)
            : Evidence.Of("another handshake of the same server", Side.Server);
        _reasons.Add(new OfferReason(part, weight, fact, guess, [_examined.EvidenceOf(hello, field), choice]));
    }

    private static Evidence EvidenceIn(TlsHandshake other, ServerHello answer)
    {
        foreach (TlsMessage message in other.AllMessages)
        {
            if (ReferenceEquals(message.Handshake, answer))
            {
                return Evidence.Of(message, "another handshake of the same server");
            }
        }

        return Evidence.Of(answer.Summary, Side.Server);
    }

    // The most unusual part is the likely one; of equals the first. What is usual is only worth naming where nothing else is.
    private void Weigh()
    {
        List<OfferReason> ordered = [.. _reasons.OrderByDescending(reason => reason.Weight)];
        _reasons.Clear();
        for (int index = 0; index < ordered.Count && index < MostReasons; index++)
        {
            int weight = ordered[index].Weight;
            if (index > 0 && weight < ordered[0].Weight - 1)
            {
                break;
            }

            Confidence confidence = index > 0 || weight == 1 ? Confidence.Possible : weight == 4 ? Confidence.Certain : Confidence.Likely;
            _reasons.Add(ordered[index] with { Confidence = confidence });
        }
    }

    private static bool IsElliptic(SignatureScheme scheme) => scheme.Name is { } name && (name.StartsWith("ecdsa", StringComparison.Ordinal) || name.StartsWith("ed", StringComparison.Ordinal));

    private static bool IsPkcs1(SignatureScheme scheme) => scheme.Name is { } name && name.StartsWith("rsa_pkcs1", StringComparison.Ordinal);

    private static bool IsSha1(SignatureScheme scheme) => scheme.Name is { } name && (name.EndsWith("sha1", StringComparison.Ordinal) || name.EndsWith("md5", StringComparison.Ordinal));

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    // More explanations than that explain nothing.
    private const int MostReasons = 3;
}

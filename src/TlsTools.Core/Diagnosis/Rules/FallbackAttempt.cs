using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis.Rules;

/// <summary>The client tried again with an older version after an attempt that failed: the first failure is the one to explain.</summary>
internal sealed class FallbackAttempt : IDiagnosisRule
{
    /// <inheritdoc/>
    public RuleInfo Info { get; } = new(nameof(FallbackAttempt), Severity.Warning, "RFC 7507, 1");

    /// <inheritdoc/>
    public IEnumerable<RuleFinding> Examine(DiagnosisCase examined)
    {
        // A hello with keys for TLS 1.3 offers the newest version; that is quickly seen.
        if (examined.Handshake.ClientHello is not { } hello
            || hello.Extension(ExtensionType.KeyShare) is not null
            || examined.EarlierFailures.Count == 0
            || Highest(examined.Handshake) is not { } highest)
        {
            return [];
        }

        // Many clients share an address; one that falls back offers what it offered, as far as the older version has it.
        bool isSignalled = hello.CipherSuites.Contains(CipherSuite.TlsFallbackScsv);
        TlsHandshake? first = examined.EarlierFailures.FirstOrDefault(earlier =>
            IsStepDown(earlier, examined.Handshake, highest) && (isSignalled || IsOfSameClient(earlier.ClientHello, hello)));
        if (first is not null)
        {
            return [Info.Found(
                FindingSubject.Client,
                isSignalled ? Confidence.Certain : Confidence.Likely,
                $"The client had tried this server before with {Highest(first)} and failed, and tries again with {highest} at most. The first failure is the one to explain: {Describe(first)}.",
                examined.EvidenceOf(hello, $"nothing newer than {highest}"),
                FailureSign.Read(first).Evidence)];
        }

        return [];
    }

    /// <summary>An attempt by what it offered and how it ended, for a message.</summary>
    internal static string Describe(TlsHandshake attempt)
    {
        FailureSign sign = FailureSign.Read(attempt);
        string offer = Highest(attempt) is { } highest ? $"with {highest}" : "before";
        string end = sign.Kind switch
        {
            FailureKind.Alert => $"ended by the {NameOf(sign.Sender)}'s alert {sign.Description}",
            FailureKind.EncryptedAlert => $"ended by an encrypted alert of the {NameOf(sign.Sender)}",
            FailureKind.Reset => $"reset by the {NameOf(sign.Sender)}",
            _ => $"closed by the {NameOf(sign.Sender)}",
        };
        return sign.Evidence.Packet is long packet ? $"the attempt {offer}, {end} in packet {packet}" : $"the attempt {offer}, {end}";
    }

    private static bool IsStepDown(TlsHandshake earlier, TlsHandshake later, ProtocolVersion highest) =>
        (earlier.ServerName is null || later.ServerName is null || earlier.ServerName == later.ServerName)
        && later.StartTime is { } start && earlier.StartTime is { } begun && (start - begun).TotalSeconds is >= 0 and < LongestDance
        && Highest(earlier) is { } before
        && Rank(before) > Rank(highest);

    private static bool IsOfSameClient(ClientHello? earlier, ClientHello later)
    {
        if (earlier is null)
        {
            return false;
        }

        List<CipherSuite> before = OlderSuites(earlier);
        List<CipherSuite> now = OlderSuites(later);
        return now.TrueForAll(before.Contains) || before.TrueForAll(now.Contains);
    }

    private static List<CipherSuite> OlderSuites(ClientHello hello) =>
        [.. hello.CipherSuites.Where(suite => !SuiteTraits.IsSignal(suite) && !SuiteTraits.IsOfTls13(suite))];

    private static ProtocolVersion? Highest(TlsHandshake handshake)
    {
        ProtocolVersion? highest = null;
        foreach (ProtocolVersion version in handshake.OfferedVersions ?? [])
        {
            highest = highest is null || Rank(version) > Rank(highest.Value) ? version : highest;
        }

        return highest;
    }

    // The code of SSL 2.0 is 0x0002, those of the drafts of TLS 1.3 are above all.
    private static int Rank(ProtocolVersion version) => version.IsTls13 ? int.MaxValue : version.Code;

    private static string NameOf(Side? side) => side == Side.Server ? "server" : "client";

    // Clients that fall back do so at once; what comes minutes later is another matter. In seconds.
    private const int LongestDance = 60;
}

using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>One of the certificates that a server has for its name, with the chain it sends, and what is to be said of it.</summary>
public sealed record EndpointChain
{
    /// <summary>The kind of the certificate's key: <c>RSA</c>, <c>EC</c>, <c>Ed25519</c> …; <see langword="null"/> where it cannot be read.</summary>
    public string? KeyType => Certificates[0].PublicKey?.Algorithm;

    /// <summary>The certificates as sent, the server's own first; at least one.</summary>
    public required IReadOnlyList<TlsCertificate> Certificates { get; init; }

    /// <summary>The versions in which it was sent.</summary>
    public required IReadOnlyList<ProtocolVersion> Versions { get; init; }

    /// <summary>Whether the certificate is for the name that was asked for; without one, for the name or address that was connected to.</summary>
    public required bool FitsName { get; init; }

    /// <summary>Whether all certificates of the path were within their dates when the probe was made.</summary>
    public required bool IsInTime { get; init; }

    /// <summary>
    /// Whether the path ends with a root that was sent, which is <see langword="true"/>; or with an authority whose own issuer was not sent,
    /// which is as it should be where that issuer is a root, and <see langword="null"/>; or before the first authority, which is
    /// <see langword="false"/>.
    /// </summary>
    public required bool? IsComplete { get; init; }

    /// <summary>The authority of which no certificate was sent; <see langword="null"/> where the path leads to a root.</summary>
    public DistinguishedName? MissingIssuer { get; init; }

    /// <summary>What a client that checks it finds wrong, whatever it trusts; empty where nothing is.</summary>
    public IReadOnlyList<EndpointChainFault> Faults { get; init; } = [];

    /// <summary>Says it in one line, for instance <c>EC CN=server.example, until 2027-01-01: Expired</c>.</summary>
    public override string ToString() =>
        $"{KeyType} {Certificates[0].Subject}, until {Certificates[0].NotAfter:yyyy-MM-dd}{(Faults.Count == 0 ? "" : ": " + string.Join(", ", Faults.Select(fault => fault.Id)))}";

    /// <summary>Judges the chain of an attempt.</summary>
    /// <param name="attempt">An attempt in which certificates were sent.</param>
    /// <param name="name">The name or address for which the certificate has to be.</param>
    /// <param name="time">The time now, in UTC.</param>
    internal static EndpointChain Judge(TlsHandshake attempt, string name, DateTime time)
    {
        IReadOnlyList<TlsCertificate> sent = attempt.ServerCertificates!;
        ChainJudgement judgement = ChainJudgement.Of(sent, isWhole: attempt.ServerCertificateMessage is { Fault: null }, time, KeyPurpose.ServerAuthentication);
        bool fits = ServerNames.Fits(sent[0], name);
        List<EndpointChainFault> faults =
        [
            .. fits ? [] : new[] { new EndpointChainFault(NameMismatch, $"the certificate '{sent[0]}' is for {ServerNames.Describe(sent[0])} and not for '{NameText.Neutralize(name)}'") },
            .. judgement.Faults.Select(fault => new EndpointChainFault(fault.Kind.ToString(), fault.Text)),
        ];
        if (!ChainTraits.IsInOrder(sent))
        {
            faults.Add(new EndpointChainFault(OutOfOrder, "not each certificate was followed by that of its issuer"));
        }

        return new EndpointChain
        {
            Certificates = sent,
            Versions = attempt.Version is { } version ? new[] { version } : [],
            FitsName = fits,
            IsInTime = judgement.Find(ChainFaultKind.Expired) is null && judgement.Find(ChainFaultKind.NotYetValid) is null,
            IsComplete = judgement.LacksIssuer || judgement.Find(ChainFaultKind.IssuerKeyDiffers) is not null ? false : judgement.MissingIssuer is null ? true : null,
            MissingIssuer = judgement.MissingIssuer,
            Faults = faults.ToArray(),
        };
    }

    private const string NameMismatch = "NameMismatch";
    private const string OutOfOrder = "OutOfOrder";
}

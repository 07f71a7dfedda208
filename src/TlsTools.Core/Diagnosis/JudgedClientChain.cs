using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>
/// What the checks of a key store's entry tell of a chain that a client sent, held against a request. A client that is refused tries
/// again and again, with the same certificates at the same servers: then it is told once.
/// </summary>
internal sealed class JudgedClientChain
{
    private static readonly ConditionalWeakTable<TlsCertificate, JudgedClientChain> s_known = new();
    private readonly Asked _asked;
    private readonly TlsCertificate[] _sent;
    private readonly TlsCertificate[] _serverChain;
    private readonly TlsCertificate[] _others;
    private (bool IsKnown, ClientCertificateCheck? Value) _signatureFault;
    private (bool IsKnown, (AcceptableAuthority Authority, int Depth)? Value) _storedMatch;
    private bool? _isKeyExcluded;

    private JudgedClientChain(DiagnosisCase examined, KeyStoreEntry entry, DateTime time, TlsCertificate[] others)
    {
        _asked = Asked.In(examined.Handshake);
        _sent = examined.SentChain;
        _serverChain = examined.ServerChain;
        _others = others;
        Judgement = ChainJudgement.Of(entry.Chain, isWhole: true, time, KeyPurpose.ClientAuthentication, examined.Inputs?.TrustAnchors);
        Candidate = new Candidate(entry, new ClientCertificateContext
        {
            Request = examined.Request,
            At = time,
            TrustAnchors = examined.Inputs?.TrustAnchors,
            OtherCertificates = others,
        });
    }

    /// <summary>What the bytes of the chain tell.</summary>
    public ChainJudgement Judgement { get; }

    /// <summary>The chain as an entry before the server.</summary>
    public Candidate Candidate { get; }

    /// <summary>The first certificate whose issuer the server lists.</summary>
    public (AcceptableAuthority Authority, int Depth)? StoredMatch
    {
        get
        {
            if (!_storedMatch.IsKnown)
            {
                _storedMatch = (true, Candidate.StoredMatch);
            }

            return _storedMatch.Value;
        }
    }

    /// <summary>Whether the request takes none of the signatures that the client's key can make, or no keys of its kind.</summary>
    public bool IsKeyExcluded => _isKeyExcluded ??= Candidate.IsTypeAccepted is false || Candidate.UsableSchemes is { Count: 0 };

    /// <summary>A signature of the chain that the request does not take; null where there is none.</summary>
    public ClientCertificateCheck? SignatureFault
    {
        get
        {
            if (!_signatureFault.IsKnown)
            {
                _signatureFault = (true, Candidate.LikelyPath is { } path
                    ? PathChecks.Examine(path, Candidate).FirstOrDefault(check => check is { Id: CertificateReason.ChainSignatureAlgorithmNotAccepted, Result: CheckResult.Fail })
                    : null);
            }

            return _signatureFault.Value;
        }
    }

    /// <summary>Judges, unless the same was judged before.</summary>
    /// <param name="examined">The handshake and what the user has.</param>
    /// <param name="entry">The client's chain.</param>
    /// <param name="time">The time for which it is judged.</param>
    public static JudgedClientChain Of(DiagnosisCase examined, KeyStoreEntry entry, DateTime time)
    {
        TlsCertificate[] others = [.. examined.Elsewhere.SelectMany(other => other.ClientCertificates ?? [])];
        if (examined.Inputs is not null)
        {
            return new JudgedClientChain(examined, entry, time, others);
        }

        TlsCertificate leaf = entry.Chain[0];
        if (!s_known.TryGetValue(leaf, out JudgedClientChain? known) || !known.HoldsFor(examined, time, others))
        {
            known = new JudgedClientChain(examined, entry, time, others);
            s_known.Remove(leaf);
            s_known.GetValue(leaf, _ => known);
        }

        return known;
    }

    // What comes in many handshakes is the same object in all that were read from one source.
    private bool HoldsFor(DiagnosisCase examined, DateTime time, TlsCertificate[] others) =>
        ReferenceEquals(examined.SentChain, _sent)
        && ReferenceEquals(examined.ServerChain, _serverChain)
        && others.SequenceEqual(_others)
        && Asked.In(examined.Handshake).IsSameAs(_asked)
        && IsValidAsAt(time, _sent) && IsValidAsAt(time, _serverChain) && IsValidAsAt(time, _others);

    private bool IsValidAsAt(DateTime time, TlsCertificate[] certificates) => Array.TrueForAll(certificates, certificate =>
        ChainJudgement.ValidityAt(certificate, time) == ChainJudgement.ValidityAt(certificate, Candidate.At));

    // What a handshake has of the request; not the handshake, which would be kept alive.
    private readonly record struct Asked(
        ProtocolVersion? Version,
        ClientAuthentication Authentication,
        bool? IsResumed,
        IReadOnlyList<DistinguishedName>? Authorities,
        IReadOnlyList<CertificateType> Types,
        IReadOnlyList<SignatureScheme> Schemes,
        TlsExtension? CertificateSchemes)
    {
        public static Asked In(TlsHandshake handshake)
        {
            CertificateRequest? request = handshake.CertificateRequest;
            return new Asked(
                handshake.Version,
                handshake.ClientAuthentication,
                handshake.Resumed,
                handshake.AcceptableCA,
                request?.CertificateTypes ?? [],
                request?.SignatureSchemes ?? [],
                request?.Extensions is { } extensions ? ExtensionList.Find(extensions, ExtensionType.SignatureAlgorithmsCert) : null);
        }

        public bool IsSameAs(Asked other) => Version == other.Version
            && Authentication == other.Authentication
            && IsResumed == other.IsResumed
            && ReferenceEquals(Authorities, other.Authorities)
            && Types.SequenceEqual(other.Types)
            && Schemes.SequenceEqual(other.Schemes)
            && ReferenceEquals(CertificateSchemes, other.CertificateSchemes);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>
/// The certificates by which a client answered, held against what the server asked for: by the same checks that
/// <see cref="ClientCertificateEvaluation"/> makes of a key store's entry.
/// </summary>
internal sealed class ClientChain
{
    private readonly JudgedClientChain _judged;

    private ClientChain(DiagnosisCase examined, KeyStoreEntry entry, DateTime time, Evidence evidence)
    {
        Certificates = entry.Chain;
        Evidence = evidence;
        _judged = JudgedClientChain.Of(examined, entry, time);
    }

    /// <summary>The certificates in the order in which they were sent.</summary>
    public IReadOnlyList<TlsCertificate> Certificates { get; }

    /// <summary>The client's own certificate.</summary>
    public TlsCertificate Leaf => Certificates[0];

    /// <summary>Whether the handshake shows the chain; otherwise it is what the user says that the client has.</summary>
    public bool IsSeen => _judged.Candidate.Entry.StoreType == KeyStoreType.Handshake;

    /// <summary>Where it was seen.</summary>
    public Evidence Evidence { get; }

    /// <summary>The names that the server listed; null where it listed none or its request was not seen.</summary>
    public AcceptableAuthorityList? Listed => _judged.Candidate.Request.Authorities is { Count: > 0 } list ? list : null;

    /// <summary>Whether the server listed an issuer of the chain; null where it listed nobody or its list was not seen.</summary>
    public bool? IsListed => Listed is null ? null : _judged.StoredMatch is not null;

    /// <summary>The listed authority that issued a certificate of the chain.</summary>
    public AcceptableAuthority? ListedIssuer => Listed is null ? null : _judged.StoredMatch?.Authority;

    /// <summary>Whether the chain leads to what the server trusts; null where the user did not say what that is.</summary>
    public bool? IsTrusted => _judged.Candidate.Context.TrustAnchors is null ? null : _judged.Candidate.ServerPaths.Any(path => path.IsTrusted);

    /// <summary>Whether the client's certificate came without that of its issuer.</summary>
    public bool IsAlone => !Leaf.IsSelfIssued && _judged.Judgement.Path is { Certificates.Count: 1, IsTrusted: false };

    /// <summary>Whether the client's certificate signed itself.</summary>
    public bool IsSelfSigned => _judged.Judgement.IsSelfSigned;

    /// <summary>The name at which the chain as sent ends: the issuer of the last certificate that belongs to it.</summary>
    public DistinguishedName? End => _judged.Judgement.Path.Certificates[_judged.Judgement.Path.Certificates.Count - 1].Issuer;

    /// <summary>What else a server may have against the chain, in the words of <see cref="ChainFault.Text"/>.</summary>
    public IEnumerable<ChainFault> Faults => _judged.Judgement.Faults;

    /// <summary>Whether the request takes none of the signatures that the client's key can make, or no keys of its kind.</summary>
    public bool IsKeyExcluded => _judged.IsKeyExcluded;

    /// <summary>Whether a fault can be seen for which there is a rule of its own.</summary>
    public bool HasFault => Find(ChainFaultKind.Expired) is not null || Find(ChainFaultKind.NotYetValid) is not null || Find(ChainFaultKind.WrongUsage) is not null || Find(ChainFaultKind.Unreadable) is not null
        || IsListed is false || IsTrusted is false || IsKeyExcluded || SignatureFault is not null || (IsSelfSigned && IsListed is not true && IsTrusted is not true);

    /// <summary>
    /// The chain that the client answered with, or, where that cannot be seen, the one that it must have sent because the user
    /// says that it has no other; null where neither is known.
    /// </summary>
    public static ClientChain? Of(DiagnosisCase examined)
    {
        if (examined.Time is not { } time)
        {
            return null;
        }

        if (examined.SentChain is { Length: > 0 } sent)
        {
            if (examined.Handshake.ClientCertificateMessage is not { Fault: null } message)
            {
                return null;
            }

            KeyStoreEntry seen = new()
            {
                Kind = KeyStoreEntryKind.Key,
                Chain = sent,
                Source = examined.Handshake.Source ?? string.Empty,
                StoreType = KeyStoreType.Handshake,
                PrivateKey = new PrivateKeyState { Present = true },
            };
            return new ClientChain(examined, seen, time, examined.EvidenceOf(message, "certificate_list"));
        }

        return examined.Handshake.ClientCertificateMessage is null && FindOnly(examined.Inputs?.ClientEntries ?? []) is { } only
            ? new ClientChain(examined, only, time, Evidence.Of($"entry {only} of {only.Source}", Side.Client))
            : null;
    }

    /// <summary>The first fault of a kind; null where there is none.</summary>
    public ChainFault? Find(ChainFaultKind kind) => _judged.Judgement.Find(kind);

    /// <summary>When the first certificate of the chain expires.</summary>
    public DateTime? NotAfter => Certificates.Min(certificate => certificate.NotAfter);

    /// <summary>A signature of the chain that the request does not take.</summary>
    public ClientCertificateCheck? SignatureFault => _judged.SignatureFault;

    /// <summary>The certificates by which the chain would have led to a listed or trusted authority, and that authority's name.</summary>
    public (IReadOnlyList<TlsCertificate> Missing, string Authority)? FindGap()
    {
        if (IsTrusted is true || IsListed is true)
        {
            return null;
        }

        if (Listed is not null && _judged.Candidate.BuiltMatch is { } built)
        {
            return Gap(built.Path, built.Authority.ToString());
        }

        CertificatePath? complete = _judged.Candidate.Paths.FirstOrDefault(path => path.IsTrusted)
            ?? (Listed is null && IsAlone ? _judged.Candidate.Paths.FirstOrDefault(path => path.IsComplete) : null);
        return complete is null ? null : Gap(complete, complete.Certificates[complete.Certificates.Count - 1].ToString());
    }

    /// <summary>A certificate as it is called in a message: the client's own, or one further up.</summary>
    public static string Describe(ChainFault fault) => fault.IsLeaf ? $"the client's certificate '{fault.Certificate}'" : $"the authority's certificate '{fault.Certificate}' in the client's chain";

    /// <summary>A date as messages write it.</summary>
    public static string Date(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "?";

    private (IReadOnlyList<TlsCertificate>, string)? Gap(CertificatePath path, string authority)
    {
        TlsCertificate[] missing = [.. path.Certificates.Where(certificate => !Certificates.Contains(certificate) && !certificate.IsSelfIssued)];
        return missing.Length == 0 ? null : (missing, authority);
    }

    // A key decides; who gives a certificate alone means it all the same.
    private static KeyStoreEntry? FindOnly(IReadOnlyList<KeyStoreEntry> entries)
    {
        KeyStoreEntry[] own = [.. entries.Where(entry => entry.Certificate is { } certificate && !AuthorityRemarks.IsAuthority(certificate))];
        KeyStoreEntry[] usable = [.. own.Where(entry => entry.Kind == KeyStoreEntryKind.Key)];
        return usable is [var only] ? only : usable.Length == 0 && own is [var named] ? named : null;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Stores;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>One entry of a store before one server, with what all checks ask about it.</summary>
internal sealed class Candidate
{
    private readonly Lazy<IReadOnlyList<CertificatePath>> _paths;
    private readonly Lazy<IReadOnlyList<CertificatePath>> _serverPaths;
    private readonly Lazy<IReadOnlyList<CertificatePath>> _clientPaths;
    private readonly Lazy<CertificatePath?> _decidingPath;

    public Candidate(KeyStoreEntry entry, ClientCertificateContext context)
    {
        Entry = entry;
        Context = context;
        Names = entry.Names;
        Authorities = Request.Authorities
            ?? (context.TrustAnchors is { } anchors ? AcceptableAuthorityList.FromCertificates(anchors, "trust store") : null);
        _paths = new(() => Build([.. context.OtherCertificates, .. Request.Certificates, .. ListedCertificates()]));
        _serverPaths = new(() => Build([]));
        _clientPaths = new(() => Leaf is null ? [] : new CertificatePathBuilder(entry.Chain.Concat(entry.AsStored), context.OtherCertificates, []).Build(Leaf));
        _decidingPath = new(FindDecidingPath);
    }

    public KeyStoreEntry Entry { get; }

    public ClientCertificateContext Context { get; }

    public ClientCertificateRequest Request => Context.Request;

    public DateTime At => Context.At;

    public TlsCertificate? Leaf => Entry.Certificate;

    public IReadOnlyList<CertificateNames> Names { get; }

    /// <summary>What the server lists; what it trusts where its list is not known, because servers make the one from the other.</summary>
    public AcceptableAuthorityList? Authorities { get; }

    /// <summary>All paths over all certificates at hand.</summary>
    public IReadOnlyList<CertificatePath> Paths => _paths.Value;

    /// <summary>The path that goes furthest; <see langword="null"/> without a certificate.</summary>
    public CertificatePath? LikelyPath => Paths.Count > 0 ? Paths[0] : null;

    /// <summary>The paths that the client can build from what it has; what only the server showed or lists is not among it.</summary>
    public IReadOnlyList<CertificatePath> ClientPaths => _clientPaths.Value;

    /// <summary>The paths that the server can build from what the entry holds and what it trusts.</summary>
    public IReadOnlyList<CertificatePath> ServerPaths => _serverPaths.Value;

    /// <summary>The path that the server would take: of those that lead to what it trusts the one with the fewest faults.</summary>
    public CertificatePath? DecidingPath => _decidingPath.Value;

    /// <summary>The schemes of the request that the key can sign in; <see langword="null"/> when the request does not say or the key is not known.</summary>
    public IReadOnlyList<SignatureScheme>? UsableSchemes => Request.SignatureSchemes.Count == 0 || Leaf?.PublicKey is not { } key
        ? null
        : [.. Request.SignatureSchemes.Where(scheme => SchemeTraits.Of(scheme) is { } traits && traits.Fits(key, Request.Version))];

    /// <summary>Whether the server takes keys of this kind; <see langword="null"/> when it does not say.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8422#section-5.5">RFC 8422, 5.5</seealso>
    public bool? IsTypeAccepted
    {
        get
        {
            CertificateType? type = Leaf?.PublicKey?.Algorithm switch
            {
                "RSA" or "RSA-PSS" => CertificateType.RsaSign,
                "EC" or "Ed25519" or "Ed448" => CertificateType.EcdsaSign,
                "DSA" => CertificateType.DssSign,
                _ => null,
            };
            return type is null || Request.CertificateTypes.Count == 0 ? null : Request.CertificateTypes.Contains(type.Value);
        }
    }

    /// <summary>Whether the entry has a key that may sign for this server; <see langword="null"/> when nothing is known of the key.</summary>
    public bool? CanSign =>
        IsTypeAccepted is false || UsableSchemes is { Count: 0 } ? false
        : IsKeyUnknown ? null
        : Entry.PrivateKey.Present && Entry.PrivateKey.Readable is not false;

    /// <summary>Whether the source only tells of the certificate, as a management interface does.</summary>
    public bool IsKeyUnknown => Leaf is null && Entry.Descriptions.Count > 0 && !Entry.PrivateKey.Present;

    /// <summary>The first certificate of the entry whose issuer the server lists; <see langword="null"/> when there is none.</summary>
    public (AcceptableAuthority Authority, int Depth)? StoredMatch
    {
        get
        {
            for (int depth = 0; depth < Names.Count; depth++)
            {
                if (Authorities?.Find(Names[depth].Issuer) is { } authority)
                {
                    return (authority, depth);
                }
            }

            return null;
        }
    }

    /// <summary>A path over other certificates at hand that leads to a listed name.</summary>
    public (AcceptableAuthority Authority, CertificatePath Path)? BuiltMatch
    {
        get
        {
            foreach (CertificatePath path in Paths)
            {
                if (path.Issuers.Select(issuer => Authorities?.Find(issuer)).FirstOrDefault(found => found is not null) is { } authority)
                {
                    return (authority, path);
                }
            }

            return null;
        }
    }

    private IReadOnlyList<CertificatePath> Build(IEnumerable<TlsCertificate> others) =>
        Leaf is null ? [] : new CertificatePathBuilder(Entry.Chain.Concat(Entry.AsStored), others, Context.TrustAnchors ?? []).Build(Leaf);

    private IEnumerable<TlsCertificate> ListedCertificates() =>
        (Authorities?.Authorities ?? []).Select(authority => authority.Certificate).OfType<TlsCertificate>();

    private CertificatePath? FindDecidingPath()
    {
        IEnumerable<CertificatePath> paths = Context.TrustAnchors is null ? Paths : ServerPaths.Where(path => path.IsTrusted);
        return paths
            .OrderBy(path => PathChecks.Examine(path, this).Count(check => check.Result == CheckResult.Fail))
            .ThenByDescending(path => path.IsComplete)
            .ThenByDescending(path => path.Certificates[path.Certificates.Count - 1].IsSelfIssued)
            .FirstOrDefault();
    }
}

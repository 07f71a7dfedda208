using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Finds all paths that lead up from a certificate, also those over cross certificates and re-keyed authorities.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4158">RFC 4158</seealso>
internal sealed class CertificatePathBuilder
{
    private readonly Dictionary<DistinguishedName, List<TlsCertificate>> _bySubject = [];
    private readonly Dictionary<(TlsCertificate Certificate, TlsCertificate Issuer), bool?> _signatures = [];
    private readonly HashSet<TlsCertificate> _stored;
    private readonly HashSet<TlsCertificate> _anchors;

    /// <summary>Prepares to build.</summary>
    /// <param name="stored">The certificates of the entry.</param>
    /// <param name="others">Further certificates at hand.</param>
    /// <param name="anchors">The certificates that the server trusts.</param>
    public CertificatePathBuilder(IEnumerable<TlsCertificate> stored, IEnumerable<TlsCertificate> others, IEnumerable<TlsCertificate> anchors)
    {
        _stored = [.. stored];
        _anchors = [.. anchors];
        foreach (TlsCertificate certificate in _stored.Concat(others).Concat(_anchors).Distinct())
        {
            if (certificate.Subject is not { } subject)
            {
                continue;
            }

            if (!_bySubject.TryGetValue(subject, out List<TlsCertificate>? same))
            {
                _bySubject[subject] = same = [];
            }

            same.Add(certificate);
        }
    }

    /// <summary>All paths, those that end at a trusted certificate first, among them shorter ones first.</summary>
    public IReadOnlyList<CertificatePath> Build(TlsCertificate leaf)
    {
        List<CertificatePath> paths = [];
        Extend([leaf], paths);
        return paths.OrderBy(path => path.End).ThenBy(path => path.Certificates.Count).ToArray();
    }

    /// <summary>Whether an authority's key signed a certificate; asked once for each pair, because signatures are slow to check.</summary>
    public bool? IsSignedBy(TlsCertificate certificate, TlsCertificate issuer)
    {
        if (!_signatures.TryGetValue((certificate, issuer), out bool? signed))
        {
            signed = certificate.IsSignedBy(issuer);
            _signatures[(certificate, issuer)] = signed;
        }

        return signed;
    }

    private void Extend(List<TlsCertificate> path, List<CertificatePath> paths)
    {
        TlsCertificate last = path[path.Count - 1];
        bool isSelfSigned = last.IsSelfIssued && IsSignedBy(last, last) is not false;
        if (_anchors.Contains(last))
        {
            Add(path, CertificatePathEnd.TrustAnchor, [], paths);
        }
        else if (isSelfSigned)
        {
            Add(path, CertificatePathEnd.SelfSigned, [], paths);
        }

        if (isSelfSigned)
        {
            return;
        }

        List<TlsCertificate> named = Named(last.Issuer).Where(issuer => !path.Any(used => IsSameAuthority(used, issuer))).ToList();
        List<TlsCertificate> issuers = named.Where(issuer => IsSignedBy(last, issuer) is not false).ToList();
        if (issuers.Count == 0 && !_anchors.Contains(last))
        {
            Add(path, named.Count > 0 ? CertificatePathEnd.IssuerKeyDiffers : CertificatePathEnd.IssuerMissing, named, paths);
        }

        foreach (TlsCertificate issuer in issuers.Where(_ => path.Count < LongestPath && paths.Count < MostPaths))
        {
            Extend([.. path, issuer], paths);
        }
    }

    private List<TlsCertificate> Named(DistinguishedName? name) =>
        name is not null && _bySubject.TryGetValue(name, out List<TlsCertificate>? found) ? found : [];

    /// <summary>RFC 4158, 2.4.2: a path that meets a name with the same key again goes in a circle.</summary>
    private static bool IsSameAuthority(TlsCertificate one, TlsCertificate other) =>
        one.Equals(other)
        || (one.Subject == other.Subject
            && one.PublicKey is { } key && other.PublicKey is { } otherKey && key.RawData.SequenceEqual(otherKey.RawData));

    private void Add(List<TlsCertificate> path, CertificatePathEnd end, List<TlsCertificate> otherKeys, List<CertificatePath> paths)
    {
        bool isComplete = end is CertificatePathEnd.TrustAnchor or CertificatePathEnd.SelfSigned;
        paths.Add(new CertificatePath
        {
            Certificates = path.ToArray(),
            End = end,
            OtherKeys = otherKeys,
            IsAsStored = path.Take(isComplete && path.Count > 1 ? path.Count - 1 : path.Count).All(_stored.Contains),
            IsVerified = Enumerable.Range(0, path.Count - 1).All(index => IsSignedBy(path[index], path[index + 1]) is true),
        });
    }

    // Cross certificates multiply: a forged bundle of a hundred authorities that all signed each other has more paths than can be walked.
    private const int MostPaths = 64;

    // The longest path in public use has five certificates.
    private const int LongestPath = 16;
}

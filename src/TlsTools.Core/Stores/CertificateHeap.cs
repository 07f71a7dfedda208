using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>Certificates that a source keeps without saying which belong together; finds chains among them by name.</summary>
internal sealed class CertificateHeap
{
    private readonly List<TlsCertificate> _certificates;
    private readonly Dictionary<DistinguishedName, List<TlsCertificate>> _bySubject = [];
    private readonly Dictionary<TlsCertificate, int> _places = [];
    private Dictionary<string, TlsCertificate>? _byPublicKey;

    public CertificateHeap(IEnumerable<TlsCertificate> certificates)
    {
        _certificates = certificates.ToList();
        foreach (TlsCertificate certificate in _certificates)
        {
            _places[certificate] = _places.TryGetValue(certificate, out int first) ? first : _places.Count;
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

    /// <summary>All certificates in the order of the source.</summary>
    public IReadOnlyList<TlsCertificate> All => _certificates;

    /// <summary>The first certificate with this subjectPublicKey.</summary>
    public TlsCertificate? FindByPublicKey(byte[] bits)
    {
        if (_byPublicKey is null)
        {
            _byPublicKey = [];
            foreach (TlsCertificate certificate in Enumerable.Reverse(_certificates))
            {
                if (certificate.PublicKey is { } publicKey && KeyNumbers.ReadBits(publicKey) is { } own)
                {
                    _byPublicKey[Hex.Lower(own)] = certificate;
                }
            }
        }

        return _byPublicKey.TryGetValue(Hex.Lower(bits), out TlsCertificate? found) ? found : null;
    }

    /// <summary>The chain that begins with a certificate, as far as the heap has it.</summary>
    public IReadOnlyList<TlsCertificate> ChainFrom(TlsCertificate leaf)
    {
        List<TlsCertificate> chain = [leaf];
        while (chain.Count < LongestChain && IssuerOf(chain[chain.Count - 1], chain) is { } issuer)
        {
            chain.Add(issuer);
        }

        return chain;
    }

    /// <summary>The members of a chain in the order of the source.</summary>
    public IReadOnlyList<TlsCertificate> InOrderOfSource(IReadOnlyList<TlsCertificate> chain) =>
        chain.OrderBy(member => _places[member]).ToList();

    private TlsCertificate? IssuerOf(TlsCertificate certificate, List<TlsCertificate> chain)
    {
        bool endsItself = certificate.IsSelfIssued
            && (certificate.AuthorityKeyIdentifier is null || certificate.AuthorityKeyIdentifier == certificate.SubjectKeyIdentifier);
        if (endsItself || certificate.Issuer is not { } issuer || !_bySubject.TryGetValue(issuer, out List<TlsCertificate>? candidates))
        {
            return null;
        }

        // Names alone are ambiguous when an authority changed its key; the identifier of the key decides where there is one.
        List<TlsCertificate> unused = candidates.Where(candidate => !chain.Contains(candidate)).ToList();
        return unused.Find(candidate => certificate.AuthorityKeyIdentifier is { } key && candidate.SubjectKeyIdentifier == key)
            ?? unused.Find(candidate => certificate.AuthorityKeyIdentifier is null || candidate.SubjectKeyIdentifier is null)
            ?? (unused.Count > 0 ? unused[0] : null);
    }

    // Protects from files that are made to be one long chain, of which each certificate would be the start of another; peers
    // give up after ten or less.
    private const int LongestChain = 32;
}

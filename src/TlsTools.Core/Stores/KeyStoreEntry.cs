using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>One entry of a store: a private key with its chain, or a certificate.</summary>
public sealed class KeyStoreEntry : IDisposable
{
    private readonly IReadOnlyList<TlsCertificate>? _asStored;

    /// <summary>The entry's name in its store; <see langword="null"/> where the source gives none.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether the entry has a private key.</summary>
    public required KeyStoreEntryKind Kind { get; init; }

    /// <summary>The entry's own certificate; <see langword="null"/> for a key without one and for a source that only tells of certificates.</summary>
    public TlsCertificate? Certificate => Chain.Count > 0 ? Chain[0] : null;

    /// <summary>
    /// The chain of this entry, leaf first. Where the format keeps certificates in one heap (PEM, PKCS#7, PKCS#12) it is what the
    /// names lead to within the same source; nothing is added from elsewhere.
    /// </summary>
    public IReadOnlyList<TlsCertificate> Chain { get; init; } = [];

    /// <summary>
    /// The certificates in the order of the source; software that does not put them in order (OpenSSL's) sends these. For the
    /// only key of a source without entries these are all its certificates, also those that belong to no chain.
    /// </summary>
    public IReadOnlyList<TlsCertificate> AsStored
    {
        get => _asStored ?? Chain;
        init => _asStored = value;
    }

    /// <summary>What the source tells of the chain's certificates, leaf first, where it does not contain them; otherwise empty.</summary>
    public IReadOnlyList<CertificateDescription> Descriptions { get; init; } = [];

    /// <summary>Subject and issuer of each certificate of the chain, leaf first, from the certificates or from what the source tells of them.</summary>
    public IReadOnlyList<CertificateNames> Names => Chain.Count > 0
        ? Chain.Select(certificate => new CertificateNames(certificate.Subject, certificate.Issuer)).ToList()
        : Descriptions.Select(description => new CertificateNames(description.Subject, description.Issuer)).ToList();

    /// <summary>Whose certificate it is; <see langword="null"/> when that cannot be read.</summary>
    public DistinguishedName? Subject => Certificate is null ? Description?.Subject : Certificate.Subject;

    /// <summary>Who issued the certificate; <see langword="null"/> when that cannot be read.</summary>
    public DistinguishedName? Issuer => Certificate is null ? Description?.Issuer : Certificate.Issuer;

    /// <summary>From when on the certificate is valid, in UTC.</summary>
    public DateTime? NotBefore => Certificate is null ? Description?.NotBefore : Certificate.NotBefore;

    /// <summary>Until when the certificate is valid, in UTC.</summary>
    public DateTime? NotAfter => Certificate is null ? Description?.NotAfter : Certificate.NotAfter;

    /// <summary>The state of the private key.</summary>
    public PrivateKeyState PrivateKey { get; init; } = PrivateKeyState.None;

    /// <summary>When the entry was made, where the store notes it, in UTC.</summary>
    public DateTime? Created { get; init; }

    /// <summary>The file or store.</summary>
    public required string Source { get; init; }

    /// <summary>The form in which the source keeps its certificates.</summary>
    public required KeyStoreType StoreType { get; init; }

    internal IPrivateKeySource? KeySource { get; init; }

    private CertificateDescription? Description => Descriptions.Count > 0 ? Descriptions[0] : null;

    /// <summary>Clears the private key; all else stays readable.</summary>
    public void Dispose() => KeySource?.Dispose();

    /// <summary>Names the alias, or the subject where there is none.</summary>
    public override string ToString() => Alias ?? Certificate?.ToString() ?? Description?.ToString() ?? Kind.ToString();

    /// <summary>Makes the private key ready for a trial signature; <see langword="null"/> when there is none that can be used here.</summary>
    internal PrivateKeyHandle? OpenPrivateKey() => KeySource?.Open();
}

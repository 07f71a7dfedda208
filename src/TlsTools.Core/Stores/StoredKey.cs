using System.Linq;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>A private key of a source that keeps keys and certificates in a heap.</summary>
/// <param name="Alias">The key's name.</param>
/// <param name="Key">The key; <see langword="null"/> where it could not be read.</param>
/// <param name="Problem">Why it could not be read.</param>
internal sealed record StoredKey(string? Alias, PrivateKeyMaterial? Key, KeyStoreException? Problem)
{
    /// <summary>The certificate that the source itself puts with the key, if it does.</summary>
    public TlsCertificate? NamedCertificate { get; init; }

    /// <summary>What a format calls its provider in the state of keys.</summary>
    public static string ProviderOf(KeyStoreType type) => type switch
    {
        KeyStoreType.Pkcs12 => "PKCS#12 file",
        KeyStoreType.Pkcs7 => "PKCS#7 file",
        KeyStoreType.Pem => "PEM file",
        KeyStoreType.Der => "DER file",
        _ => $"{type.ToString().ToUpperInvariant()} file",
    };

    public PrivateKeyState Describe(TlsCertificate? certificate, KeyStoreType type) => Key?.Describe(certificate, ProviderOf(type)) ?? new PrivateKeyState
    {
        Present = true,
        Readable = false,
        Provider = ProviderOf(type),
        Remark = Problem?.Detail,
    };

    /// <summary>The certificate of the key among those of its source.</summary>
    /// <param name="heap">The certificates.</param>
    /// <param name="isOnly">Whether the source has no other key, so that what cannot be told apart must belong together.</param>
    public TlsCertificate? FindCertificate(CertificateHeap heap, bool isOnly)
    {
        if (NamedCertificate is not null)
        {
            return NamedCertificate;
        }

        if (Key?.PublicBits is { } bits && heap.FindByPublicKey(bits) is { } same)
        {
            return same;
        }

        if (Key is { PublicBits: null } && heap.All.Take(MostTried).FirstOrDefault(certificate => Key.Matches(certificate) == true) is { } own)
        {
            return own;
        }

        // A file that goes wrong here is to be shown as its readers take it: they put the first certificate with the key.
        return isOnly && heap.All.Count > 0
            ? heap.All.Take(MostTried).FirstOrDefault(certificate => Key is not null && Key.Matches(certificate) is null) ?? heap.All[0]
            : null;
    }

    // Protects from files with thousands of keys and certificates, where each pair can cost a trial signature on platforms that do
    // not compute the public key. In real ones the certificate stands near its key, before the authorities.
    private const int MostTried = 250;
}

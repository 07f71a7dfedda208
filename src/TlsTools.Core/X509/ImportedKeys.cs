using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.X509;

/// <summary>
/// The public keys of the certificates that were asked for last, as the platform has them. To import a key takes longer than to
/// verify with it, and in a capture the same few certificates are met again and again. Each thread has its own, because a key
/// of the platform is for one thread at a time.
/// </summary>
internal static class ImportedKeys
{
    [ThreadStatic]
    private static Entry[]? s_entries;

    [ThreadStatic]
    private static int s_next;

    /// <summary>The key, which stays this class's; <see langword="null"/> where it is none of RSA.</summary>
    /// <exception cref="CryptographicException">The platform does not read the key.</exception>
    public static RSA? Rsa(TlsCertificate certificate) => Find(certificate, isRsa: true) as RSA;

    /// <summary>The key, which stays this class's; <see langword="null"/> where it is none of an elliptic curve.</summary>
    /// <exception cref="CryptographicException">The platform does not read the key.</exception>
    public static ECDsa? EllipticCurve(TlsCertificate certificate) => Find(certificate, isRsa: false) as ECDsa;

    private static AsymmetricAlgorithm? Find(TlsCertificate certificate, bool isRsa)
    {
        Entry[] entries = s_entries ??= new Entry[MostKeys];
        foreach (Entry entry in entries)
        {
            if (ReferenceEquals(entry.Certificate, certificate) && entry.IsRsa == isRsa)
            {
                return entry.Key;
            }
        }

        AsymmetricAlgorithm? key = isRsa ? certificate.Certificate?.GetRSAPublicKey() : certificate.Certificate?.GetECDsaPublicKey();
        entries[s_next].Key?.Dispose();
        entries[s_next] = new Entry(certificate, isRsa, key);
        s_next = (s_next + 1) % MostKeys;
        return key;
    }

    private readonly record struct Entry(TlsCertificate? Certificate, bool IsRsa, AsymmetricAlgorithm? Key);

    private const int MostKeys = 8;
}

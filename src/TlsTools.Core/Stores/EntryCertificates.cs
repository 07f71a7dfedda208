using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.Stores;

/// <summary>Hands entries to the platform's own TLS.</summary>
public static partial class EntryCertificates
{
    /// <summary>The entry's certificate with its key as the platform wants it; it belongs to the caller.</summary>
    /// <param name="entry">An entry with a private key.</param>
    /// <exception cref="KeyStoreException">The entry has no private key, or none that this platform can use with the certificate.</exception>
    public static X509Certificate2 ToCertificate(this KeyStoreEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Certificate is not { } leaf || !entry.PrivateKey.Present)
        {
            throw new KeyStoreException(entry.Source, KeyStoreFailure.KeyUnreadable, "It has no certificate with a private key.", entry.Alias);
        }

        try
        {
            if (entry.KeySource is PlatformPrivateKey held)
            {
                return new X509Certificate2(held.Certificate);
            }

            using PrivateKeyHandle? handle = entry.OpenPrivateKey();
            using X509Certificate2 bare = new(leaf.RawData);
            return handle is null
                ? throw new KeyStoreException(entry.Source, KeyStoreFailure.KeyUnreadable, entry.PrivateKey.Remark ?? "This platform cannot use such a key.", entry.Alias)
                : Join(bare, handle.Algorithm);
        }
        catch (Exception refused) when (refused is CryptographicException or ArgumentException or InvalidOperationException)
        {
            throw new KeyStoreException(entry.Source, KeyStoreFailure.KeyUnreadable, $"This platform does not take the key with its certificate: {refused.Message}", entry.Alias, refused);
        }
    }
}

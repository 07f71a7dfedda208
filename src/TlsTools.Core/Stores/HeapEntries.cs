using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>Makes entries of keys and certificates that a source keeps in a heap.</summary>
internal static class HeapEntries
{
    public static List<KeyStoreEntry> Build(StoreContext context, IReadOnlyList<StoredKey> keys, IReadOnlyList<StoredCertificate> certificates)
    {
        if (keys.Count > MostKeys)
        {
            throw context.Failed(KeyStoreFailure.LimitExceeded, $"There are {keys.Count} private keys, more than the {MostKeys} that are looked at.");
        }

        CertificateHeap heap = new(certificates.Select(stored => stored.Certificate));
        HashSet<TlsCertificate> claimed = [];
        List<KeyStoreEntry> entries = [];
        foreach (StoredKey key in keys)
        {
            TlsCertificate? certificate = key.FindCertificate(heap, isOnly: keys.Count == 1);
            IReadOnlyList<TlsCertificate> chain = certificate is null ? [] : heap.ChainFrom(certificate);
            claimed.UnionWith(chain);
            if (key.Problem is not null)
            {
                context.Problems.Add(key.Problem);
            }

            entries.Add(new KeyStoreEntry
            {
                Alias = key.Alias ?? certificates.FirstOrDefault(stored => stored.Certificate.Equals(certificate))?.Alias,
                Kind = KeyStoreEntryKind.Key,
                Chain = chain,
                AsStored = keys.Count == 1
                    ? certificates.Where(stored => !stored.IsTrusted).Select(stored => stored.Certificate).ToList()
                    : heap.InOrderOfSource(chain),
                PrivateKey = key.Describe(certificate, context.StoreType),
                KeySource = key.Key,
                Source = context.Source,
                StoreType = context.StoreType,
            });
        }

        foreach (StoredCertificate stored in certificates.Where(stored => stored.IsTrusted || !claimed.Contains(stored.Certificate)))
        {
            IReadOnlyList<TlsCertificate> chain = stored.IsTrusted ? [stored.Certificate] : heap.ChainFrom(stored.Certificate);
            entries.Add(new KeyStoreEntry
            {
                Alias = stored.Alias,
                Kind = KeyStoreEntryKind.Trusted,
                Chain = chain,
                AsStored = heap.InOrderOfSource(chain),
                Source = context.Source,
                StoreType = context.StoreType,
            });
        }

        return entries;
    }

    // Protects from files with thousands of keys, of which each is to be tried with many certificates; stores of hosting
    // machines have some hundreds.
    private const int MostKeys = 1000;
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>Opens a store of the operating system; tests put their own in its place.</summary>
/// <param name="location">Whose store it is.</param>
/// <param name="name">Its name, for instance <c>My</c>.</param>
/// <exception cref="CryptographicException">There is no such store, or it may not be read.</exception>
internal delegate IReadOnlyList<X509Certificate2> SystemStoreReader(StoreLocation location, string name);

/// <summary>Reads the stores of the operating system, and certificate objects that came from them.</summary>
internal static class SystemStores
{
    public static KeyStore Open(string name, SystemStoreReader read)
    {
        (StoreLocation location, string store) = Parse(name);
        try
        {
            IReadOnlyList<X509Certificate2> certificates = read(location, store);
            return new KeyStore
            {
                Source = name,
                StoreType = KeyStoreType.System,
                Entries = Build(certificates, name, KeyStoreType.System),
            };
        }
        catch (CryptographicException failure)
        {
            throw new KeyStoreException(name, KeyStoreFailure.NotAvailable, $"The store cannot be opened: {failure.Message}", null, failure);
        }
    }

    /// <summary>Reads with the platform's own class.</summary>
    public static IReadOnlyList<X509Certificate2> ReadPlatform(StoreLocation location, string name)
    {
        using X509Store store = new(name, location);
        store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        return store.Certificates.Cast<X509Certificate2>().ToList();
    }

    public static IReadOnlyList<KeyStoreEntry> Build(IReadOnlyList<X509Certificate2> certificates, string source, KeyStoreType type)
    {
        CertificateHeap heap = new(certificates.Select(certificate => TlsCertificate.FromDer(certificate.RawData)));
        return certificates.Select((certificate, index) => MakeEntry(certificate, heap.ChainFrom(heap.All[index]), source, type)).ToList();
    }

    public static KeyStoreEntry MakeEntry(X509Certificate2 certificate, IReadOnlyList<TlsCertificate> chain, string source, KeyStoreType type) => new()
    {
        Alias = string.IsNullOrEmpty(certificate.FriendlyName) ? null : NameText.Neutralize(certificate.FriendlyName),
        Kind = certificate.HasPrivateKey ? KeyStoreEntryKind.Key : KeyStoreEntryKind.Trusted,
        Chain = chain,
        PrivateKey = certificate.HasPrivateKey ? PlatformPrivateKey.Describe(certificate, chain[0]) : PrivateKeyState.None,
        KeySource = certificate.HasPrivateKey ? new PlatformPrivateKey(certificate) : null,
        Source = source,
        StoreType = type,
    };

    /// <summary>Takes <c>CurrentUser\My</c>, also with slashes and as PowerShell's <c>Cert:\CurrentUser\My</c>.</summary>
    private static (StoreLocation Location, string Name) Parse(string name)
    {
        string path = name.Replace('/', '\\');
        path = path.StartsWith(DrivePrefix, StringComparison.OrdinalIgnoreCase) ? path.Substring(DrivePrefix.Length) : path;
        string[] parts = path.Trim('\\').Split('\\');
        StoreLocation? location = parts[0].ToUpperInvariant() switch
        {
            "CURRENTUSER" => StoreLocation.CurrentUser,
            "LOCALMACHINE" => StoreLocation.LocalMachine,
            _ => null,
        };
        return location is { } known && parts.Length == 2 && parts[1].Length > 0
            ? (known, parts[1])
            : throw new KeyStoreException(name, KeyStoreFailure.NotAvailable, @"A store is named by its location and its name, for instance CurrentUser\My or LocalMachine\Root.");
    }

    private const string DrivePrefix = @"Cert:\";
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Handshakes;
using TlsTools.Stores.Formats;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>Opens key stores. What a store is comes from its content, never from its name.</summary>
public static class KeyStores
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">PEM, DER, PKCS#7, PKCS#12, JKS, JCEKS, or Apigee's JSON.</param>
    /// <param name="options">How to open it.</param>
    /// <exception cref="KeyStoreException">The file is no store, is damaged, or needs another password.</exception>
    public static KeyStore Open(string path, KeyStoreOptions? options = null)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Open(file, path, options);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The content of a file.</param>
    /// <param name="source">What entries and messages call it.</param>
    /// <param name="options">How to open it.</param>
    /// <exception cref="KeyStoreException">The content is no store, is damaged, or needs another password.</exception>
    public static KeyStore Open(Stream stream, string source, KeyStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(source);
        using StoreContext context = new(source, options ?? new KeyStoreOptions());
        byte[] content = ReadAll(context, stream);
        try
        {
            return StoreFormats.Read(context, content);
        }
        finally
        {
            // It may hold keys without encryption.
            Array.Clear(content, 0, content.Length);
        }
    }

    /// <summary>Reads a store of the operating system.</summary>
    /// <param name="name">Location and name, for instance <c>CurrentUser\My</c>.</param>
    /// <exception cref="KeyStoreException">There is no such store, or it may not be read.</exception>
    public static KeyStore OpenSystem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return SystemStores.Open(name, SystemStores.ReadPlatform);
    }

    /// <summary>Takes a certificate object; its key stays where it is.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="source">What the entry calls its source.</param>
    /// <param name="others">Certificates of the same source, among which the chain is looked for.</param>
    public static KeyStoreEntry FromObject(X509Certificate2 certificate, string? source = null, IEnumerable<X509Certificate2>? others = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        TlsCertificate leaf = TlsCertificate.FromDer(certificate.RawData);
        CertificateHeap heap = new((others ?? []).Select(other => TlsCertificate.FromDer(other.RawData)));
        return SystemStores.MakeEntry(certificate, heap.ChainFrom(leaf), source ?? nameof(X509Certificate2), KeyStoreType.CertificateObject);
    }

    /// <summary>Takes the chains that the peers of a handshake sent; a chain that was not seen makes no entry.</summary>
    /// <param name="handshake">The handshake.</param>
    public static IReadOnlyList<KeyStoreEntry> FromHandshake(TlsHandshake handshake)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        string source = $"{handshake.Source}#{handshake.Number}";
        return new[] { ("server", handshake.ServerCertificates), ("client", handshake.ClientCertificates) }
            .Where(side => side.Item2 is { Count: > 0 })
            .Select(side => new KeyStoreEntry
            {
                Alias = side.Item1,
                Kind = KeyStoreEntryKind.Trusted,
                Chain = side.Item2!,
                Source = source,
                StoreType = KeyStoreType.Handshake,
            }).ToList();
    }

    private static byte[] ReadAll(StoreContext context, Stream stream)
    {
        using MemoryStream content = new();
        byte[] buffer = new byte[BufferLength];
        for (int count = stream.Read(buffer, 0, buffer.Length); count > 0; count = stream.Read(buffer, 0, buffer.Length))
        {
            content.Write(buffer, 0, count);
            if (content.Length > LargestStore)
            {
                throw context.Failed(KeyStoreFailure.LimitExceeded, $"The file is larger than {LargestStore >> 20} MiB, which no key store is.");
            }
        }

        byte[] whole = content.ToArray();
        Array.Clear(buffer, 0, buffer.Length);
        Array.Clear(content.GetBuffer(), 0, (int)content.Length);
        return whole;
    }

    private const int BufferLength = 81920;

    // Protects the memory of whoever points at a folder with something else in it; all public authorities together have 0.3 MB.
    private const int LargestStore = 16 * 1024 * 1024;
}

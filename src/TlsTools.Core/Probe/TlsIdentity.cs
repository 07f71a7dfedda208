using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Probe;

/// <summary>A certificate with its key, wherever that is kept: a file, a store of the system, a smart card.</summary>
public sealed class TlsIdentity : IDisposable
{
    private readonly bool _isOwned;

    private TlsIdentity(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates, bool isOwned)
    {
        Certificate = certificate;
        Intermediates = intermediates;
        Leaf = TlsCertificate.FromDer(certificate.RawData);
        _isOwned = isOwned;
    }

    /// <summary>The certificate, as the platform knows it.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificates that lead from it to an authority, the nearest first.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; }

    /// <summary>The certificate, read.</summary>
    public TlsCertificate Leaf { get; }

    /// <summary>Takes a certificate object; it stays the caller's.</summary>
    /// <param name="certificate">The certificate with its private key.</param>
    /// <param name="intermediates">Certificates that are to be sent with it.</param>
    /// <exception cref="ArgumentException">There is no private key.</exception>
    public static TlsIdentity FromCertificate(X509Certificate2 certificate, IEnumerable<X509Certificate2>? intermediates = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.HasPrivateKey
            ? new TlsIdentity(certificate, [.. intermediates ?? []], isOwned: false)
            : throw new ArgumentException("The certificate has no private key.", nameof(certificate));
    }

    /// <summary>Takes the entry of a store, of whatever format.</summary>
    /// <param name="entry">An entry with a private key; may be disposed afterwards.</param>
    /// <exception cref="KeyStoreException">The entry has no private key, or none that this platform can use.</exception>
    public static TlsIdentity FromEntry(KeyStoreEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new TlsIdentity(
            entry.ToCertificate(),
            [.. entry.Chain.Skip(1).Select(certificate => new X509Certificate2(certificate.RawData))],
            isOwned: true);
    }

    /// <summary>Takes the entry with a private key of a file, whatever its format; certificate and key may be PEM files of their own.</summary>
    /// <param name="paths">One file, or the PEM files that are read as one.</param>
    /// <param name="options">How to open it.</param>
    /// <param name="alias">Which entry, where there are several; <see langword="null"/> for the only one.</param>
    /// <exception cref="KeyStoreException">It cannot be read, or has no such entry, or several.</exception>
    public static TlsIdentity Open(IReadOnlyList<string> paths, KeyStoreOptions? options = null, string? alias = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        using MemoryStream content = new();
        foreach (string path in paths)
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.CopyTo(content);
            content.WriteByte((byte)'\n');
        }

        // A file alone is left as it is: behind what is no text a line's end would be damage.
        content.SetLength(paths.Count == 1 ? content.Length - 1 : content.Length);
        content.Position = 0;
        string source = string.Join(", ", paths);
        try
        {
            using KeyStore store = KeyStores.Open(content, source, options);
            return FromEntry(Choose(store, alias));
        }
        finally
        {
            // It may hold keys without encryption.
            Array.Clear(content.GetBuffer(), 0, content.GetBuffer().Length);
        }
    }

    private static KeyStoreEntry Choose(KeyStore store, string? alias)
    {
        KeyStoreEntry[] keys = [.. store.Entries.Where(entry => entry.PrivateKey.Present && (alias is null || string.Equals(entry.Alias, alias, StringComparison.OrdinalIgnoreCase)))];
        return keys switch
        {
            [var only] => only,
            [] when store.Problems is [var problem, ..] => throw problem,
            [] => throw new KeyStoreException(store.Source, KeyStoreFailure.KeyUnreadable, alias is null ? "It has no private key." : $"It has no private key under the alias '{alias}'."),
            _ => throw new KeyStoreException(
                store.Source, KeyStoreFailure.KeyUnreadable, $"It has several private keys; name one by its alias: {string.Join(", ", keys.Select(key => $"'{key.Alias}'"))}."),
        };
    }

    /// <summary>Forgets the key, where it was read for this.</summary>
    public void Dispose()
    {
        if (_isOwned)
        {
            Certificate.Dispose();
        }
    }
}

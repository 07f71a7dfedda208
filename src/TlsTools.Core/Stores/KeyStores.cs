using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography.X509Certificates;

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
    public static KeyStore Open(Stream stream, string source, KeyStoreOptions? options = null) =>
        throw new KeyStoreException(source, KeyStoreFailure.UnknownFormat, "This is none of the known formats.");

    /// <summary>Reads a store of the operating system.</summary>
    /// <param name="name">Location and name, for instance <c>CurrentUser\My</c>.</param>
    /// <exception cref="KeyStoreException">There is no such store, or it may not be read.</exception>
    public static KeyStore OpenSystem(string name) =>
        throw new KeyStoreException(name, KeyStoreFailure.UnknownFormat, "This is none of the known stores.");

    /// <summary>Takes a certificate object; its key stays where it is.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="source">What the entry calls its source.</param>
    /// <param name="others">Certificates of the same source, among which the chain is looked for.</param>
    public static KeyStoreEntry FromObject(X509Certificate2 certificate, string? source = null, IEnumerable<X509Certificate2>? others = null) =>
        throw new NotSupportedException();
}

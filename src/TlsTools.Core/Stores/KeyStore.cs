using System;
using System.Collections.Generic;

namespace TlsTools.Stores;

/// <summary>What is in a store.</summary>
public sealed class KeyStore : IDisposable
{
    /// <summary>The file or store.</summary>
    public required string Source { get; init; }

    /// <summary>The form in which the source keeps its certificates.</summary>
    public required KeyStoreType StoreType { get; init; }

    /// <summary>The entries in the store's order.</summary>
    public required IReadOnlyList<KeyStoreEntry> Entries { get; init; }

    /// <summary>What could not be read although the store could: keys with another password, damaged keys.</summary>
    public IReadOnlyList<KeyStoreException> Problems { get; init; } = [];

    /// <summary>What was left out or not checked, each in a sentence: secret keys, an integrity check without a password.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Clears the keys of all entries.</summary>
    public void Dispose()
    {
        foreach (KeyStoreEntry entry in Entries)
        {
            entry.Dispose();
        }
    }
}

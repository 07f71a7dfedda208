using System;
using System.Collections.Generic;

namespace TlsTools.Stores.Formats;

/// <summary>One form of key store.</summary>
internal interface IStoreFormat
{
    /// <summary>Whether the content is of this form, by its first bytes.</summary>
    bool Recognizes(ReadOnlySpan<byte> content);

    /// <summary>Reads all entries.</summary>
    /// <exception cref="KeyStoreException">The store as a whole cannot be read.</exception>
    /// <exception cref="System.Formats.Asn1.AsnContentException">The store is damaged.</exception>
    IReadOnlyList<KeyStoreEntry> Read(StoreContext context, byte[] content);
}

using System;
using System.Runtime.CompilerServices;

namespace TlsTools.Cli.Json;

/// <summary>
/// Keeps the JSON of objects that appear again and again: the handshakes of a capture share a certificate, a list of authorities
/// or an extension that was sent as the same bytes. JSON is kept from the second time on, as most others appear only once.
/// </summary>
internal sealed class RepeatedJson
{
    private readonly Place[] _places = new Place[Places];
    private int _length;

    /// <summary>The JSON that was kept for an object, or <see langword="null"/>.</summary>
    public byte[]? Find(object item)
    {
        ref readonly Place place = ref PlaceOf(item, out _);
        return ReferenceEquals(place.Item, item) ? place.Json : null;
    }

    /// <summary>Takes note of an object that was written, and keeps its JSON if it was met before.</summary>
    /// <param name="item">The object, which does not change any more.</param>
    /// <param name="output">Where it was written.</param>
    /// <param name="start">Where it begins there.</param>
    public void Note(object item, Utf8Output output, int start)
    {
        ref Place place = ref PlaceOf(item, out int identity);
        if (place.LastMet != identity)
        {
            place.LastMet = identity;
            return;
        }

        _length -= place.Json?.Length ?? 0;
        if (_length + output.Position - start > MostBytes)
        {
            Array.Clear(_places);
            _length = 0;
        }

        place.Item = item;
        place.Json = output.Since(start);
        _length += place.Json.Length;
    }

    private ref Place PlaceOf(object item, out int identity)
    {
        identity = RuntimeHelpers.GetHashCode(item);
        return ref _places[identity & (Places - 1)];
    }

    // A power of two, several times what a busy server's peers send differently.
    private const int Places = 4096;

    // Protects the memory from a capture in which everything is different.
    private const int MostBytes = 4 * 1024 * 1024;

    private struct Place
    {
        /// <summary>The hash of the object that was met last; not the object, which would be kept alive.</summary>
        public int LastMet;
        public object? Item;
        public byte[]? Json;
    }
}

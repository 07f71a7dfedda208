using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace TlsTools.Cli.Json;

/// <summary>
/// Keeps the JSON of objects that appear again and again: the handshakes of a capture share a certificate, a list of authorities
/// or an extension that was sent as the same bytes. JSON is kept from the second time on, as most others appear only once.
/// Several threads may use it; finding takes no lock.
/// </summary>
internal sealed class RepeatedJson
{
    private readonly Kept?[] _kept = new Kept?[Places];

    // Hashes of the objects that were met last; not the objects, which would be kept alive.
    private readonly int[] _met = new int[Places];
    private int _length;

    /// <summary>The JSON that was kept for an object, or <see langword="null"/>.</summary>
    public byte[]? Find(object item) =>
        Volatile.Read(ref _kept[PlaceOf(RuntimeHelpers.GetHashCode(item))]) is { } kept && ReferenceEquals(kept.Item, item) ? kept.Json : null;

    /// <summary>Takes note of an object that was written, and keeps its JSON if it was met before.</summary>
    /// <param name="item">The object, which does not change any more.</param>
    /// <param name="output">Where it was written.</param>
    /// <param name="start">Where it begins there.</param>
    public void Note(object item, Utf8Output output, int start)
    {
        int identity = RuntimeHelpers.GetHashCode(item);
        int place = PlaceOf(identity);
        if (_met[place] != identity)
        {
            _met[place] = identity;
            return;
        }

        byte[] json = output.Since(start);
        lock (_kept)
        {
            _length += json.Length - (_kept[place]?.Json.Length ?? 0);
            if (_length > MostBytes)
            {
                Array.Clear(_kept);
                _length = json.Length;
            }

            Volatile.Write(ref _kept[place], new Kept(item, json));
        }
    }

    private static int PlaceOf(int identity) => identity & (Places - 1);

    // A power of two, several times what a busy server's peers send differently.
    private const int Places = 4096;

    // Protects the memory from a capture in which everything is different.
    private const int MostBytes = 8 * 1024 * 1024;

    private sealed class Kept(object item, byte[] json)
    {
        public object Item { get; } = item;

        public byte[] Json { get; } = json;
    }
}

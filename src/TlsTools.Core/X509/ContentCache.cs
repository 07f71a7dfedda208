using System;
using System.Threading;

namespace TlsTools.X509;

/// <summary>
/// Gives the same object for the same bytes: a server shows one certificate and one list of authorities in thousands of
/// handshakes, and each is to be parsed and hashed once. Handshakes share it and may be looked at by several threads; finding
/// takes no lock.
/// </summary>
/// <typeparam name="T">What is made of the bytes.</typeparam>
/// <param name="mostBytes">What is kept at most, counted in bytes that things were made of.</param>
internal sealed class ContentCache<T>(int mostBytes)
    where T : class
{
    private readonly Entry?[] _places = new Entry?[Places];
    private int _bytes;

    /// <summary>What was made of these bytes, or <see langword="null"/>.</summary>
    /// <param name="kind">Tells things apart that are made of the same bytes in another way.</param>
    /// <param name="content">The bytes.</param>
    public T? Find(int kind, ReadOnlySpan<byte> content)
    {
        int hash = Hash(kind, content);
        for (int way = 0; way < Ways; way++)
        {
            if (Volatile.Read(ref _places[Place(hash, way)]) is { } entry
                && entry.Hash == hash && entry.Kind == kind && content.SequenceEqual(entry.Content))
            {
                return entry.Made;
            }
        }

        return null;
    }

    /// <summary>Keeps what was made.</summary>
    /// <param name="kind">As <see cref="Find"/> is going to ask for it.</param>
    /// <param name="content">The bytes, which must not change any more.</param>
    /// <param name="made">What was made of them.</param>
    public void Keep(int kind, byte[] content, T made)
    {
        if (content.Length > LargestKept)
        {
            return;
        }

        lock (_places)
        {
            if (_bytes + content.Length > mostBytes)
            {
                // Starting over is cheaper than keeping an order of use, and what is in use comes back with the next handshake.
                Array.Clear(_places, 0, _places.Length);
                _bytes = 0;
            }

            int hash = Hash(kind, content);
            int place = FreePlace(hash);
            _bytes += content.Length - (_places[place]?.Content.Length ?? 0);
            Volatile.Write(ref _places[place], new Entry(kind, hash, content, made));
        }
    }

    private int FreePlace(int hash)
    {
        for (int way = 0; way < Ways; way++)
        {
            if (_places[Place(hash, way)] is null)
            {
                return Place(hash, way);
            }
        }

        return Place(hash, (hash >> 16) & (Ways - 1));
    }

    private static int Hash(int kind, ReadOnlySpan<byte> content) => unchecked(ContentHash.Of(content) + (kind * KindFactor));

    private static int Place(int hash, int way) => (hash + way) & (Places - 1);

    // Together with the limit in bytes, protects the memory from a capture in which everything is different. Powers of two.
    private const int Places = 1024;
    private const int Ways = 4;

    // Protects the cache from one huge message that would throw out all the others; certificates in use have one to four KiB.
    private const int LargestKept = 64 * 1024;

    // Odd, so that no two kinds become the same.
    private const int KindFactor = -0x61c88647;

    private sealed class Entry(int kind, int hash, byte[] content, T made)
    {
        public int Kind { get; } = kind;

        public int Hash { get; } = hash;

        public byte[] Content { get; } = content;

        public T Made { get; } = made;
    }
}

using System;
using System.Collections.Generic;

namespace TlsTools.X509;

/// <summary>
/// Gives the same object for the same bytes: a server shows one certificate and one list of authorities in thousands of
/// handshakes, and each is to be parsed and hashed once. Handshakes share it and may be looked at by several threads.
/// </summary>
/// <typeparam name="T">What is made of the bytes.</typeparam>
/// <param name="create">Makes it of bytes that it may keep.</param>
/// <param name="bytesOf">The bytes that it was made of.</param>
/// <param name="mostBytes">What is kept at most.</param>
internal sealed class ContentCache<T>(Func<byte[], T> create, Func<T, byte[]> bytesOf, int mostBytes)
    where T : class
{
    private readonly Dictionary<int, T> _known = [];
    private int _bytes;

    /// <summary>The object of these bytes, which are copied only when they are new.</summary>
    public T Intern(ReadOnlySpan<byte> encoded)
    {
        int hash = ContentHash.Of(encoded);
        lock (_known)
        {
            if (_known.TryGetValue(hash, out T? known) && encoded.SequenceEqual(bytesOf(known)))
            {
                return known;
            }

            T made = create(encoded.ToArray());
            if (encoded.Length <= LargestKept)
            {
                Keep(hash, made);
            }

            return made;
        }
    }

    private void Keep(int hash, T made)
    {
        if (_known.TryGetValue(hash, out T? replaced))
        {
            _bytes -= bytesOf(replaced).Length;
        }

        if (_bytes + bytesOf(made).Length > mostBytes)
        {
            // Starting over is cheaper than keeping an order of use, and what is in use comes back with the next handshake.
            _known.Clear();
            _bytes = 0;
        }

        _known[hash] = made;
        _bytes += bytesOf(made).Length;
    }

    // Protects the cache from one huge message that would throw out all the others; certificates in use have one to four KiB.
    private const int LargestKept = 64 * 1024;
}

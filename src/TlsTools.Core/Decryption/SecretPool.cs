using System;
using System.Collections.Generic;

namespace TlsTools.Decryption;

/// <summary>
/// Keeps secrets until it is cleared. They stand in arrays so large that the garbage collector does not move them, so no copies
/// of them are left behind.
/// </summary>
internal sealed class SecretPool
{
    private readonly List<byte[]> _chunks = [];
    private int _used = ChunkLength;

    /// <summary>Keeps a copy of a secret.</summary>
    /// <param name="secret">At most <see cref="ChunkLength"/> bytes.</param>
    public ReadOnlyMemory<byte> Add(ReadOnlySpan<byte> secret) => Read(Keep(secret), secret.Length);

    /// <summary>Keeps a copy of a secret.</summary>
    /// <param name="secret">At most <see cref="ChunkLength"/> bytes.</param>
    /// <returns>The place from which it can be read.</returns>
    public long Keep(ReadOnlySpan<byte> secret)
    {
        if (secret.Length > ChunkLength - _used)
        {
            _chunks.Add(new byte[ChunkLength]);
            _used = 0;
        }

        long place = ((long)(_chunks.Count - 1) * ChunkLength) + _used;
        secret.CopyTo(_chunks[_chunks.Count - 1].AsSpan(_used));
        _used += secret.Length;
        return place;
    }

    /// <summary>A secret that is kept.</summary>
    public ReadOnlyMemory<byte> Read(long place, int length) => _chunks[(int)(place / ChunkLength)].AsMemory((int)(place % ChunkLength), length);

    /// <summary>Overwrites all secrets; those who still hold one see zeros.</summary>
    public void Clear()
    {
        foreach (byte[] chunk in _chunks)
        {
            Array.Clear(chunk, 0, chunk.Length);
        }

        _chunks.Clear();
        _used = ChunkLength;
    }

    // Above the 85,000 bytes from which on arrays are put where nothing is moved.
    private const int ChunkLength = 128 * 1024;
}

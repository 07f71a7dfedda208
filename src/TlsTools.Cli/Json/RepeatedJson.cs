using System;
using System.Collections.Generic;

namespace TlsTools.Cli.Json;

/// <summary>Keeps the JSON of things that appear again and again, by the bytes that they were sent as.</summary>
internal sealed class RepeatedJson : IEqualityComparer<byte[]>
{
    private readonly Dictionary<byte[], byte[]> _known;
    private long _length;

    public RepeatedJson() => _known = new Dictionary<byte[], byte[]>(this);

    /// <summary>The JSON that was kept for the bytes, or <see langword="null"/>.</summary>
    public byte[]? Find(byte[] bytes) => _known.GetValueOrDefault(bytes);

    /// <summary>Keeps the JSON of bytes that are not known yet.</summary>
    public void Keep(byte[] bytes, byte[] json)
    {
        if (_length + bytes.Length + json.Length > MostBytes)
        {
            _known.Clear();
            _length = 0;
        }

        _known[bytes] = json;
        _length += bytes.Length + json.Length;
    }

    bool IEqualityComparer<byte[]>.Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    // Certificates end in their signature, names in their most particular part: the end tells them apart.
    int IEqualityComparer<byte[]>.GetHashCode(byte[] bytes)
    {
        HashCode hash = default;
        hash.Add(bytes.Length);
        hash.AddBytes(bytes.AsSpan(Math.Max(0, bytes.Length - BytesHashed)));
        return hash.ToHashCode();
    }

    private const int BytesHashed = 48;

    // Protects the memory from a capture in which every connection has certificates of its own.
    private const int MostBytes = 4 * 1024 * 1024;
}

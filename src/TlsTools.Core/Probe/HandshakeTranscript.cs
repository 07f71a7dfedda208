using System.Collections.Generic;
using System.Security.Cryptography;
using TlsTools.Decryption;

namespace TlsTools.Probe;

/// <summary>The handshake messages of both ends with their headers, over which keys and proofs are made.</summary>
internal sealed class HandshakeTranscript
{
    private readonly List<byte> _messages = [];

    /// <summary>Takes the next message.</summary>
    public void Add(byte[] message) => _messages.AddRange(message);

    /// <summary>All messages.</summary>
    public byte[] ToArray() => [.. _messages];

    /// <summary>The hash over them.</summary>
    public byte[] Hash(HashAlgorithmName hash) => Hashing.Plain(hash, ToArray());

    /// <summary>Puts a hash in the first hello's place, as a HelloRetryRequest wants it (RFC 8446, 4.4.1).</summary>
    public void ReplaceByHash(HashAlgorithmName hash)
    {
        byte[] hashed = Hash(hash);
        _messages.Clear();
        Add([MessageHash, 0, 0, (byte)hashed.Length, .. hashed]);
    }

    private const byte MessageHash = 254;
}

using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace TlsTools.Decryption;

/// <summary>
/// The master secrets, in TLS 1.3 the pre-shared keys, of sessions that were opened with a private key or a pre-shared key: a handshake
/// that resumes one of them may exchange no keys of its own.
/// </summary>
internal sealed class SessionSecrets
{
    private readonly SecretPool _pool = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _masters = new(StringComparer.Ordinal);

    /// <summary>Remembers a session.</summary>
    /// <param name="name">Its id or ticket.</param>
    /// <param name="master">Its master secret.</param>
    public void Add(byte[] name, ReadOnlySpan<byte> master)
    {
        if (name.Length > 0 && _masters.Count < MaximumSessions)
        {
            _masters[NameOf(name)] = _pool.Add(master);
        }
    }

    /// <summary>The master secret of a session; empty when it is not known.</summary>
    public ReadOnlyMemory<byte> Find(byte[] name) =>
        name.Length > 0 && _masters.Count > 0 && _masters.TryGetValue(NameOf(name), out ReadOnlyMemory<byte> master) ? master : default;

    /// <summary>Overwrites all of them.</summary>
    public void Clear()
    {
        _pool.Clear();
        _masters.Clear();
    }

    private static string NameOf(byte[] name) => Convert.ToBase64String(name.Length > 32 ? Hashing.Plain(HashAlgorithmName.SHA256, name) : name);

    // Protects memory from captures of servers that start sessions without end: 10 MB.
    private const int MaximumSessions = 100_000;
}

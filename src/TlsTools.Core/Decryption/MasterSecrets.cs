using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>Finds the master secret of a handshake before TLS 1.3, in a key log or by computing it.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-8.1">RFC 5246, 8.1</seealso>
internal static class MasterSecrets
{
    /// <summary>The master secret; <see langword="null"/> when nothing leads to it.</summary>
    public static byte[]? Find(SecretSources sources, HandshakeFacts handshake)
    {
        ConnectionSecrets? logged = sources.Find(new ClientRandom(handshake.ClientRandomBytes));
        if (logged is not null && !logged[SecretKind.Master].IsEmpty)
        {
            return logged[SecretKind.Master].ToArray();
        }

        byte[]? master = null;
        byte[]? premaster = logged is not null && !logged[SecretKind.Premaster].IsEmpty ? logged[SecretKind.Premaster].ToArray() : FindPremaster(sources, handshake);
        if (premaster is not null)
        {
            master = Derive(handshake, premaster);
            Array.Clear(premaster, 0, premaster.Length);
            sources.Sessions.Add(handshake.Session, master);
            return master;
        }

        return FindSession(sources, handshake);
    }

    private static byte[]? FindSession(SecretSources sources, HandshakeFacts handshake)
    {
        if (handshake.Session.Length > 0 && sources.Find(TlsSecrets.SessionId, handshake.Session) is { } named)
        {
            return named[SecretKind.Master].ToArray();
        }

        ReadOnlyMemory<byte> resumed = handshake.OfferedSession.AsSpan().SequenceEqual(handshake.Session) ? sources.Sessions.Find(handshake.Session) : default;
        resumed = resumed.IsEmpty ? sources.Sessions.Find(handshake.OfferedTicket) : resumed;
        return resumed.IsEmpty ? null : resumed.ToArray();
    }

    private static byte[]? FindPremaster(SecretSources sources, HandshakeFacts handshake)
    {
        KeyExchange exchange = handshake.Suite.KeyExchange;
        ReadOnlySpan<byte> message = handshake.KeyExchange;
        if (message.IsEmpty)
        {
            return null;
        }

        switch (exchange)
        {
            case KeyExchange.Rsa when handshake.Version == ProtocolVersion.Ssl30:
                return FindEncrypted(sources, handshake, message);
            case KeyExchange.Rsa:
                return FindEncrypted(sources, handshake, Vector(ref message));
            case KeyExchange.PreSharedKey:
                return FindShared(sources, Vector(ref message), other: null);
            case KeyExchange.PreSharedKeyRsa:
                ReadOnlySpan<byte> identity = Vector(ref message);
                return FindEncrypted(sources, handshake, Vector(ref message)) is { } other ? FindShared(sources, identity, other) : null;
            default:
                return null;
        }
    }

    // struct { ProtocolVersion client_version; opaque random[46]; } PreMasterSecret, encrypted by RSA with PKCS#1's first padding.
    private static byte[]? FindEncrypted(SecretSources sources, HandshakeFacts handshake, ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length < TlsSecrets.EncryptedStart)
        {
            return null;
        }

        if (sources.Find(TlsSecrets.EncryptedPremaster, encrypted.Slice(0, TlsSecrets.EncryptedStart)) is { } logged)
        {
            return logged[SecretKind.Premaster].ToArray();
        }

        foreach (RSA key in sources.Given?.ServerKeys ?? [])
        {
            if (TryDecrypt(key, encrypted) is not { } secret)
            {
                continue;
            }

            if (secret.Length == PremasterLength && BinaryPrimitives.ReadUInt16BigEndian(secret) == handshake.OfferedVersion)
            {
                return secret;
            }

            Array.Clear(secret, 0, secret.Length);
        }

        return null;
    }

    private static byte[]? TryDecrypt(RSA key, ReadOnlySpan<byte> encrypted)
    {
        try
        {
            return encrypted.Length == key.KeySize / 8 ? key.Decrypt(encrypted.ToArray(), RSAEncryptionPadding.Pkcs1) : null;
        }
        catch (CryptographicException)
        {
            // The key of another server.
            return null;
        }
    }

    // struct { opaque other_secret<0..2^16-1>; opaque psk<0..2^16-1>; }; without another secret there are as many zeros.
    private static byte[]? FindShared(SecretSources sources, ReadOnlySpan<byte> identity, byte[]? other)
    {
        ReadOnlySpan<byte> key = sources.FindShared(identity.ToArray()).Span;
        if (key.IsEmpty)
        {
            return null;
        }

        other ??= new byte[key.Length];
        byte[] secret = new byte[4 + other.Length + key.Length];
        BinaryPrimitives.WriteUInt16BigEndian(secret, (ushort)other.Length);
        other.CopyTo(secret, 2);
        BinaryPrimitives.WriteUInt16BigEndian(secret.AsSpan(2 + other.Length), (ushort)key.Length);
        key.CopyTo(secret.AsSpan(4 + other.Length));
        Array.Clear(other, 0, other.Length);
        return secret;
    }

    /// <summary>The master secret that a premaster secret leads to.</summary>
    public static byte[] Derive(HandshakeFacts handshake, byte[] premaster)
    {
        SuiteProtection suite = SuiteProtection.Of(handshake.Suite);
        return handshake.HasExtendedMaster
            ? PseudoRandom.Expand(
                handshake.Version,
                suite.KeyHash,
                premaster,
                "extended master secret",
                PseudoRandom.SessionHash(handshake.Version, suite.KeyHash, handshake.MessagesToKeyExchange),
                PremasterLength)
            : PseudoRandom.Expand(
                handshake.Version,
                suite.KeyHash,
                premaster,
                "master secret",
                [.. handshake.ClientRandomBytes, .. handshake.ServerRandom],
                PremasterLength);
    }

    private static ReadOnlySpan<byte> Vector(ref ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length < 2 ? 0 : Math.Min(BinaryPrimitives.ReadUInt16BigEndian(bytes), bytes.Length - 2);
        ReadOnlySpan<byte> vector = bytes.Slice(Math.Min(2, bytes.Length), length);
        bytes = bytes.Slice(Math.Min(bytes.Length, length + 2));
        return vector;
    }

    // The master secret has the same length.
    private const int PremasterLength = 48;
}

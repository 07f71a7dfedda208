using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>The traffic secrets of TLS 1.3 where they come of a pre-shared key and nothing else.</summary>
/// <remarks>
/// <code>
/// Early Secret     = HKDF-Extract(0, PSK)
/// Handshake Secret = HKDF-Extract(Derive-Secret(Early Secret, "derived", ""), (EC)DHE or zeros)
/// Master Secret    = HKDF-Extract(Derive-Secret(Handshake Secret, "derived", ""), zeros)
/// PSK of a ticket  = HKDF-Expand-Label(Derive-Secret(Master Secret, "res master", …), "resumption", ticket_nonce, Hash.length)
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-7.1">RFC 8446, 7.1</seealso>
internal sealed class SharedKeySchedule
{
    private readonly HashAlgorithmName _hash;
    private readonly ProtocolVersion _version;
    private readonly byte[][] _secrets = new byte[(int)SecretKind.ServerTraffic + 1][];
    private byte[] _chained;
    private byte[]? _resumption;
    private bool _isBegun;

    /// <summary>Begins.</summary>
    /// <param name="suite">The negotiated suite.</param>
    /// <param name="version">The negotiated version.</param>
    /// <param name="key">The pre-shared key.</param>
    public SharedKeySchedule(SuiteProtection suite, ProtocolVersion version, ReadOnlySpan<byte> key)
    {
        _hash = suite.KeyHash;
        _version = version;
        _chained = new byte[Hashing.LengthOf(_hash)];
        Chain(key);
    }

    /// <summary>Makes the secret of early data, which no exchange of keys goes into.</summary>
    /// <param name="messages">The messages, of which the first is the ClientHello.</param>
    public void BeginEarly(ReadOnlySpan<byte> messages) =>
        _secrets[(int)SecretKind.ClientEarly] = Derive("c e traffic"u8, Hashing.Plain(_hash, messages.Slice(0, LengthOf(messages)).ToArray()));

    /// <summary>Makes the secrets of a handshake in which no keys were exchanged.</summary>
    /// <param name="messages">The messages up to the ServerHello.</param>
    public void Begin(ReadOnlySpan<byte> messages)
    {
        _isBegun = true;
        Chain(new byte[_chained.Length], isDerived: true);
        byte[] transcript = HashOf(messages);
        _secrets[(int)SecretKind.ClientHandshake] = Derive("c hs traffic"u8, transcript);
        _secrets[(int)SecretKind.ServerHandshake] = Derive("s hs traffic"u8, transcript);
        Chain(new byte[_chained.Length], isDerived: true);
    }

    /// <summary>One of the secrets; empty when it is not known.</summary>
    public ReadOnlyMemory<byte> this[SecretKind kind] => _secrets[(int)kind];

    /// <summary>Makes the secrets of what follows the handshake.</summary>
    /// <param name="messages">The messages up to the server's Finished.</param>
    public void Finish(ReadOnlySpan<byte> messages)
    {
        if (!_isBegun)
        {
            return;
        }

        byte[] transcript = HashOf(messages);
        _secrets[(int)SecretKind.ClientTraffic] = Derive("c ap traffic"u8, transcript);
        _secrets[(int)SecretKind.ServerTraffic] = Derive("s ap traffic"u8, transcript);
    }

    /// <summary>Makes the secret from which the keys of tickets come.</summary>
    /// <param name="messages">The messages up to the client's Finished.</param>
    public void FinishClient(ReadOnlySpan<byte> messages) => _resumption = _isBegun ? Derive("res master"u8, HashOf(messages)) : null;

    /// <summary>The pre-shared key that a ticket stands for; <see langword="null"/> where it cannot be computed.</summary>
    public byte[]? KeyOfTicket(byte[] nonce) =>
        _resumption is null ? null : TrafficKeys.ExpandLabel(_hash, _version, _resumption, "resumption"u8, _resumption.Length, nonce);

    /// <summary>Clears the secrets; it is of no use after it.</summary>
    public void Clear()
    {
        Array.Clear(_resumption ?? [], 0, _resumption?.Length ?? 0);
        Array.Clear(_chained, 0, _chained.Length);
        foreach (byte[]? secret in _secrets)
        {
            Array.Clear(secret ?? [], 0, secret?.Length ?? 0);
        }
    }

    private void Chain(ReadOnlySpan<byte> input, bool isDerived = false)
    {
        byte[] salt = isDerived ? Derive("derived"u8, Hashing.Plain(_hash)) : _chained;
        byte[] copy = input.ToArray();
        byte[] next = Hashing.Keyed(_hash, salt, copy);
        Array.Clear(copy, 0, copy.Length);
        Array.Clear(salt, 0, salt.Length);
        Array.Clear(_chained, 0, _chained.Length);
        _chained = next;
    }

    private byte[] Derive(ReadOnlySpan<byte> label, byte[] context) => TrafficKeys.ExpandLabel(_hash, _version, _chained, label, _chained.Length, context);

    // Of the first of two ClientHellos there is only its hash (RFC 8446, 4.4.1).
    private byte[] HashOf(ReadOnlySpan<byte> messages)
    {
        int first = LengthOf(messages);
        ReadOnlySpan<byte> rest = messages.Slice(first);
        if (!IsRetry(rest))
        {
            return Hashing.Plain(_hash, messages.ToArray());
        }

        byte[] replaced = Hashing.Plain(_hash, messages.Slice(0, first).ToArray());
        return Hashing.Plain(_hash, [MessageHash, 0, 0, (byte)replaced.Length], replaced, rest.ToArray());
    }

    private static bool IsRetry(ReadOnlySpan<byte> message) =>
        message.Length >= RandomStart + ClientRandom.Length
        && message[0] == (byte)HandshakeType.ServerHello
        && Tls.Messages.ServerHello.RetryRandom.SequenceEqual(message.Slice(RandomStart, ClientRandom.Length));

    private static int LengthOf(ReadOnlySpan<byte> message) =>
        message.Length < sizeof(uint) ? message.Length : Math.Min(message.Length, sizeof(uint) + (int)(BinaryPrimitives.ReadUInt32BigEndian(message) & 0xffffff));

    // A message's header and the version stand before the random.
    private const int RandomStart = 6;

    // RFC 8446, 4: message_hash(254).
    private const byte MessageHash = 254;
}

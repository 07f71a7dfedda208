using System;
using System.Security.Cryptography;
using TlsTools.Decryption;
using TlsTools.Tls;

namespace TlsTools.Probe.Listening;

/// <summary>The key schedule of a handshake without a pre-shared key.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-7.1">RFC 8446, 7.1</seealso>
internal sealed class Tls13Secrets
{
    private readonly HashAlgorithmName _hash;
    private readonly byte[] _handshake;

    /// <summary>Derives what follows from the exchange of keys and the hellos.</summary>
    public Tls13Secrets(HashAlgorithmName hash, byte[] shared, byte[] helloHash)
    {
        _hash = hash;
        byte[] zeros = new byte[Hashing.LengthOf(hash)];
        byte[] early = Hashing.Keyed(hash, zeros, zeros);
        _handshake = Hashing.Keyed(hash, Derive(early, "derived"u8, Hashing.Plain(hash, [])), shared);
        Client = Derive(_handshake, "c hs traffic"u8, helloHash);
        Server = Derive(_handshake, "s hs traffic"u8, helloHash);
    }

    /// <summary>What protects the client's handshake.</summary>
    public byte[] Client { get; }

    /// <summary>What protects the server's handshake.</summary>
    public byte[] Server { get; }

    /// <summary>What protects what the ends send behind the handshake.</summary>
    /// <param name="flightHash">The hash over the messages up to the server's Finished.</param>
    public (byte[] Client, byte[] Server) Traffic(byte[] flightHash)
    {
        byte[] zeros = new byte[Hashing.LengthOf(_hash)];
        byte[] master = Hashing.Keyed(_hash, Derive(_handshake, "derived"u8, Hashing.Plain(_hash, [])), zeros);
        return (Derive(master, "c ap traffic"u8, flightHash), Derive(master, "s ap traffic"u8, flightHash));
    }

    /// <summary>What an end's Finished proves.</summary>
    public byte[] Proof(byte[] secret, byte[] transcriptHash) => Hashing.Keyed(
        _hash, TrafficKeys.ExpandLabel(_hash, ProtocolVersion.Tls13, secret, "finished"u8, Hashing.LengthOf(_hash)), transcriptHash);

    private byte[] Derive(byte[] secret, ReadOnlySpan<byte> label, byte[] hash) =>
        TrafficKeys.ExpandLabel(_hash, ProtocolVersion.Tls13, secret, label, Hashing.LengthOf(_hash), hash);
}

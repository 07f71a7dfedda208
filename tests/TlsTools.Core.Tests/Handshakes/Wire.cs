using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Tests.Handshakes;

/// <summary>Records and messages made of hex, and ways to push them.</summary>
internal static class Wire
{
    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", string.Empty, StringComparison.Ordinal));

    public static byte[] Record(byte type, byte[] content, ushort version = 0x0303) =>
        [type, (byte)(version >> 8), (byte)version, (byte)(content.Length >> 8), (byte)content.Length, .. content];

    public static byte[] Handshake(params byte[][] messages) => Record(22, [.. messages.SelectMany(message => message)]);

    public static byte[] Message(byte type, byte[] body) =>
        [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    public static byte[] Data(int length) => Record(23, new byte[length]);

    public static byte[] Alert(byte level, byte description) => Record(21, [level, description]);

    public static byte[] ChangeCipherSpec => Record(20, [1]);

    public static byte[] Protected(int length) => Record(22, [.. Enumerable.Repeat((byte)0xa5, length)]);

    // Version, random, session id, two suites, compression, server_name "a".
    public static byte[] ClientHello => Message(1, Hex(
        "0303" + new string('1', 64) + "00" + "0004 c02f 1301" + "0100" + "000a" + "0000 0006 0004 00 0001 61"));

    public static byte[] ServerHello12 => Message(2, Hex("0303" + new string('2', 64) + "00" + "c02f" + "00"));

    public static byte[] ServerHello13 => Message(2, Hex("0303" + new string('2', 64) + "00" + "1301" + "00" + "0006 002b 0002 0304"));

    public static byte[] RetryRequest => Message(2, Hex(
        "0303" + "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c" + "00" + "1301" + "00" + "0006 002b 0002 0304"));

    public static byte[] NoCertificates => Message(11, Hex("000000"));

    public static byte[] RequestNamingNone => Message(13, Hex("0101 0002 0403 0000"));

    /// <summary>A handshake of TLS 1.2 in which both ends finish and exchange data.</summary>
    public static IReadOnlyList<(Side Sender, byte[] Bytes)> Completed12 =>
    [
        (Side.Client, Handshake(ClientHello)),
        (Side.Server, Handshake(ServerHello12, NoCertificates, Message(14, []))),
        (Side.Client, [.. Handshake(Message(16, Hex("0000"))), .. ChangeCipherSpec, .. Protected(40)]),
        (Side.Server, [.. ChangeCipherSpec, .. Protected(40)]),
        (Side.Client, Data(100)),
        (Side.Server, Data(200)),
        (Side.Client, Record(21, new byte[26])),
    ];

    /// <summary>Pushes a dialogue, a packet each; where asked, in pieces of a length.</summary>
    public static TlsHandshake Read(IEnumerable<(Side Sender, byte[] Bytes)> dialogue, int piece = int.MaxValue, Action<HandshakeBuilder>? end = null)
    {
        HandshakeBuilder builder = new();
        long packet = 0;
        foreach ((Side sender, byte[] bytes) in dialogue)
        {
            packet++;
            for (int start = 0; start < bytes.Length; start += Math.Min(piece, bytes.Length))
            {
                builder.Push(sender, bytes.AsSpan(start, Math.Min(piece, bytes.Length - start)), At(packet));
            }
        }

        end?.Invoke(builder);
        return Finish(builder);
    }

    public static TlsHandshake Finish(HandshakeBuilder builder)
    {
        builder.End();
        return HandshakeFactory.Create(builder, new Verdict(builder, answerAwaited: false));
    }

    public static Provenance At(long packet) => new(packet, new(packet * 1_000_000, 6));

    /// <summary>What a handshake is, for comparing.</summary>
    public static string Describe(TlsHandshake handshake) => string.Join('\n', handshake.Messages
        .Select(message => $"{message.FirstPacket}-{message.Packet} {message.Sender} {message.ContentType} {message.Type} {message.Length} {message.Encrypted} {message.Summary}")
        .Append($"{handshake.Version} {handshake.CipherSuite} {handshake.Phase} {handshake.Outcome} {handshake.EndedBy} {handshake.EndedBySide} {handshake.Alert}"));
}

using System;
using System.Security.Cryptography;
using TlsTools.Decryption;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Probe;

/// <summary>The client of TLS 1.3 that has no certificate and trusts nobody.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-7.1">RFC 8446, 7.1</seealso>
internal sealed class Tls13Client(ProbeExchange exchange) : IHandshakeClient
{
    private SuiteProtection _suite;
    private byte[]? _requestContext;

    private HashAlgorithmName Hash => _suite.KeyHash;

    public void Run(ServerHello hello, ProbeGoal goal)
    {
        _suite = SuiteProtection.Of(hello.CipherSuite);
        if (!_suite.HasTag || Agree(hello) is not { } shared)
        {
            return;
        }

        byte[] zeros = new byte[Hashing.LengthOf(Hash)];
        byte[] early = Hashing.Keyed(Hash, zeros, zeros);
        byte[] handshake = Hashing.Keyed(Hash, Derive(early, "derived"u8, Hashing.Plain(Hash, [])), shared);
        byte[] helloHash = exchange.Transcript.Hash(Hash);
        byte[] client = Derive(handshake, "c hs traffic"u8, helloHash);
        byte[] server = Derive(handshake, "s hs traffic"u8, helloHash);
        exchange.KeyLog.Add("CLIENT_HANDSHAKE_TRAFFIC_SECRET", client);
        exchange.KeyLog.Add("SERVER_HANDSHAKE_TRAFFIC_SECRET", server);
        RecordChannel channel = exchange.Channel;
        channel.IsTls13 = true;
        channel.Read(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, server));
        if (!ReadFlight() || goal < ProbeGoal.Finish)
        {
            return;
        }

        byte[] master = Hashing.Keyed(Hash, Derive(handshake, "derived"u8, Hashing.Plain(Hash, [])), zeros);
        byte[] flightHash = exchange.Transcript.Hash(Hash);
        byte[] clientTraffic = Derive(master, "c ap traffic"u8, flightHash);
        byte[] serverTraffic = Derive(master, "s ap traffic"u8, flightHash);
        exchange.KeyLog.Add("CLIENT_TRAFFIC_SECRET_0", clientTraffic);
        exchange.KeyLog.Add("SERVER_TRAFFIC_SECRET_0", serverTraffic);
        channel.Send(ContentType.ChangeCipherSpec, [1]);
        channel.Write(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, client));
        channel.Send(ContentType.Handshake, MakeAnswer(client));
        channel.Write(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, clientTraffic));
        channel.Read(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, serverTraffic));
        exchange.AwaitVerdict(wasAsked: _requestContext is not null, wantsTicket: goal == ProbeGoal.Ticket);
    }

    private byte[]? Agree(ServerHello hello)
    {
        // struct { NamedGroup group; opaque key_exchange<1..2^16-1>; } KeyShareEntry;
        byte[] share = hello.Extension<KeyShareChoice>() is { Fault: null } choice ? choice.RawData : [];
        return share.Length > 4 && exchange.Agreement(hello.SelectedGroup) is { } agreement ? agreement.Agree(share.AsSpan(4).ToArray()) : null;
    }

    private bool ReadFlight()
    {
        while (exchange.ReceiveMessage(out HandshakeType type, out byte[] message))
        {
            exchange.Transcript.Add(message);
            switch (type)
            {
                case HandshakeType.CertificateRequest:
                    _requestContext = (ProbeExchange.Read(message, ProtocolVersion.Tls13) as CertificateRequest)?.RequestContext ?? [];
                    break;
                case HandshakeType.Finished:
                    return true;
            }
        }

        return false;
    }

    // An empty Certificate where one was asked for, then Finished.
    private byte[] MakeAnswer(byte[] client)
    {
        byte[] certificate = _requestContext is not { } context ? [] : new WireWriter()
            .UInt8((int)HandshakeType.Certificate)
            .Vector24(body => body.Vector8(value => value.Bytes(context)).Vector24(_ => { }))
            .ToArray();
        exchange.Transcript.Add(certificate);
        byte[] key = TrafficKeys.ExpandLabel(Hash, ProtocolVersion.Tls13, client, "finished"u8, Hashing.LengthOf(Hash));
        byte[] proof = Hashing.Keyed(Hash, key, exchange.Transcript.Hash(Hash));
        return [.. certificate, .. new WireWriter().UInt8((int)HandshakeType.Finished).Vector24(body => body.Bytes(proof)).ToArray()];
    }

    private byte[] Derive(byte[] secret, ReadOnlySpan<byte> label, byte[] hash) =>
        TrafficKeys.ExpandLabel(Hash, ProtocolVersion.Tls13, secret, label, Hashing.LengthOf(Hash), hash);
}

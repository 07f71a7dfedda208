using System;
using System.Collections.Generic;

namespace TlsTools.Benchmarks.Generation;

/// <summary>Plays one TLS connection from its ClientHello to its end.</summary>
internal sealed class TlsDialogue(TcpFlow flow, FlowPlan plan, CertificateStock certificates, Random random)
{
    private readonly TlsMessages _messages = new(random);
    private readonly int _server = random.Next(CertificateStock.Servers);

    /// <summary>Plays it; application data fills what the handshake leaves of a size.</summary>
    /// <param name="size">Bytes of the file, about.</param>
    public void Play(long size)
    {
        byte[] sessionId = new byte[32];
        random.NextBytes(sessionId);
        bool tls13 = plan.Tls13 && plan.Failure is not (FlowFailure.NothingInCommon or FlowFailure.VersionTooLow);
        Send(Client, Record(Handshake, _messages.ClientHello(CertificateStock.ServerName(_server), tls13, tls13 ? sessionId : []), FirstVersion));
        bool completed = plan.Failure switch
        {
            FlowFailure.NothingInCommon => Fail(Server, HandshakeFailure),
            FlowFailure.VersionTooLow => Fail(Server, ProtocolVersion),
            _ => tls13 ? PlayTls13(sessionId) : PlayTls12(sessionId),
        };
        if (completed)
        {
            ExchangeData(size);
            Send(Client, Encrypted(tls13 ? ApplicationData : Alert, tls13 ? 19 : 26));
        }

        flow.Close(completed ? Client : Server);
    }

    private bool PlayTls12(byte[] sessionId)
    {
        List<byte> flight = [];
        flight.AddRange(Record(Handshake, _messages.ServerHello(tls13: false, sessionId)));
        flight.AddRange(Record(Handshake, TlsMessages.Certificate(certificates.ServerChains[_server])));
        flight.AddRange(Record(Handshake, _messages.ServerKeyExchange()));
        if (plan.Mutual)
        {
            flight.AddRange(Record(Handshake, TlsMessages.CertificateRequest(certificates.AuthorityNames)));
        }

        flight.AddRange(Record(Handshake, TlsMessages.ServerHelloDone()));
        Send(Server, [.. flight]);
        if (plan.Failure == FlowFailure.ServerUntrusted)
        {
            return Fail(Client, UnknownCa);
        }

        bool empty = plan.Failure == FlowFailure.ClientCertificateMissing;
        flight.Clear();
        if (plan.Mutual)
        {
            byte[][] chain = certificates.ClientChains[random.Next(certificates.ClientChains.Count)];
            flight.AddRange(Record(Handshake, TlsMessages.Certificate(empty ? [] : chain)));
        }

        flight.AddRange(Record(Handshake, _messages.ClientKeyExchange()));
        if (plan.Mutual && !empty)
        {
            flight.AddRange(Record(Handshake, _messages.CertificateVerify()));
        }

        flight.AddRange(Record(ChangeCipherSpec, [1]));
        flight.AddRange(Encrypted(Handshake, 40));
        Send(Client, [.. flight]);
        if (plan.Failure != FlowFailure.None)
        {
            return Fail(Server, empty ? BadCertificate : UnknownCa);
        }

        Send(Server, [.. Record(Handshake, _messages.NewSessionTicket()), .. Record(ChangeCipherSpec, [1]), .. Encrypted(Handshake, 40)]);
        return true;
    }

    // From the ServerHello on everything is encrypted; the sizes are those of the messages inside.
    private bool PlayTls13(byte[] sessionId)
    {
        Send(
            Server,
            [
                .. Record(Handshake, _messages.ServerHello(tls13: true, sessionId)),
                .. Record(ChangeCipherSpec, [1]),
                .. Encrypted(ApplicationData, 32),
                .. plan.Mutual ? Encrypted(ApplicationData, 480) : [],
                .. Encrypted(ApplicationData, ChainLength(certificates.ServerChains[_server])),
                .. Encrypted(ApplicationData, 281),
                .. Encrypted(ApplicationData, 53),
            ]);
        if (plan.Failure == FlowFailure.ServerUntrusted)
        {
            Send(Client, [.. Record(ChangeCipherSpec, [1]), .. Encrypted(ApplicationData, 19)]);
            return false;
        }

        bool sends = plan.Mutual && plan.Failure != FlowFailure.ClientCertificateMissing;
        byte[][] chain = certificates.ClientChains[random.Next(certificates.ClientChains.Count)];
        Send(
            Client,
            [
                .. Record(ChangeCipherSpec, [1]),
                .. plan.Mutual ? Encrypted(ApplicationData, sends ? ChainLength(chain) : 25) : [],
                .. sends ? Encrypted(ApplicationData, 281) : [],
                .. Encrypted(ApplicationData, 53),
            ]);
        if (plan.Failure != FlowFailure.None)
        {
            Send(Server, Encrypted(ApplicationData, 19));
            return false;
        }

        Send(Server, [.. Encrypted(ApplicationData, 250), .. Encrypted(ApplicationData, 250)]);
        return true;
    }

    // A request now and then, answers in records as large as they may be.
    private void ExchangeData(long size)
    {
        const int EndSize = 500;
        while (flow.Size + EndSize < size)
        {
            Send(Client, Encrypted(ApplicationData, random.Next(120, 700)), isApplicationData: true);
            for (int records = random.Next(1, 16); records > 0 && flow.Size + EndSize < size; records--)
            {
                long left = size - flow.Size - EndSize;
                Send(Server, Encrypted(ApplicationData, (int)Math.Clamp(left, 40, MaximumRecord)), isApplicationData: true);
            }
        }
    }

    private bool Fail(int sender, byte description)
    {
        Send(sender, Record(Alert, [Fatal, description]));
        return false;
    }

    private void Send(int sender, byte[] bytes, bool isApplicationData = false) => flow.Send(sender, bytes, isApplicationData);

    private byte[] Encrypted(int type, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return Record(type, bytes);
    }

    private static byte[] Record(int type, byte[] content, int version = 0x0303) =>
        new WireWriter().UInt8(type).UInt16(version).Vector16(fragment => fragment.Bytes(content)).ToArray();

    // Each entry has three bytes of length and two of extensions; the message, its header, the content type and the tag.
    private static int ChainLength(byte[][] chain)
    {
        int length = 4 + 1 + 3 + 17;
        foreach (byte[] certificate in chain)
        {
            length += certificate.Length + 5;
        }

        return length;
    }

    private const int Client = 0;
    private const int Server = 1;
    private const int FirstVersion = 0x0301;
    private const int MaximumRecord = 16_384;
    private const int ChangeCipherSpec = 20;
    private const int Alert = 21;
    private const int Handshake = 22;
    private const int ApplicationData = 23;
    private const byte Fatal = 2;
    private const byte HandshakeFailure = 40;
    private const byte BadCertificate = 42;
    private const byte UnknownCa = 48;
    private const byte ProtocolVersion = 70;
}

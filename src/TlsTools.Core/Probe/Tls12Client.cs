using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Decryption;
using TlsTools.Decryption.Records;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Probe;

/// <summary>The client of TLS 1.0 to 1.2 that has no certificate and trusts nobody. SSL 3.0 is read, not finished.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.3">RFC 5246, 7.3</seealso>
internal sealed class Tls12Client(ProbeExchange exchange, byte[] clientHello, byte[] serverHello) : IHandshakeClient
{
    private readonly HandshakeFacts _facts = new(clientHello, keepsMessages: true);
    private CertificateMessage? _certificate;
    private ServerKeyExchange? _keyExchange;
    private bool _wasAsked;

    public void Run(ServerHello hello, ProbeGoal goal)
    {
        ProtocolVersion version = hello.SelectedVersion;
        exchange.Channel.Version = version.Code;
        _facts.Note(HandshakeType.ClientHello, clientHello);
        _facts.NoteServerHello(serverHello, version, hello.CipherSuite);
        _facts.Note(HandshakeType.ServerHello, serverHello);
        SuiteProtection suite = SuiteProtection.Of(hello.CipherSuite);
        if (!ReadFlight(version, hello.CipherSuite) || goal < ProbeGoal.Finish || version == ProtocolVersion.Ssl30 || suite.Cipher == default
            || Agree(hello.CipherSuite) is not { } agreed)
        {
            return;
        }

        if (_wasAsked)
        {
            Send(HandshakeType.Certificate, body => body.Vector24(_ => { }));
        }

        Send(HandshakeType.ClientKeyExchange, body => body.Bytes(agreed.Message));
        byte[] master = MasterSecrets.Derive(_facts, agreed.Premaster);
        exchange.KeyLog.Add("CLIENT_RANDOM", master);
        (RecordProtection client, RecordProtection server) = KeyBlock.Protect(_facts, suite, master);
        exchange.Channel.Send(ContentType.ChangeCipherSpec, [1]);
        exchange.Channel.Write(client);
        byte[] proof = PseudoRandom.Expand(
            version, suite.KeyHash, master, "client finished", PseudoRandom.SessionHash(version, suite.KeyHash, exchange.Transcript.ToArray()), ProofLength);
        Send(HandshakeType.Finished, body => body.Bytes(proof));
        exchange.AwaitVerdict(_wasAsked, server);
    }

    private bool ReadFlight(ProtocolVersion version, CipherSuite suite)
    {
        while (exchange.ReceiveMessage(out HandshakeType type, out byte[] message))
        {
            if (type != HandshakeType.HelloRequest)
            {
                exchange.Transcript.Add(message);
                _facts.Note(type, message);
            }

            switch (type)
            {
                case HandshakeType.Certificate:
                    _certificate = ProbeExchange.Read(message, version, suite) as CertificateMessage;
                    break;
                case HandshakeType.ServerKeyExchange:
                    _keyExchange = ProbeExchange.Read(message, version, suite) as ServerKeyExchange;
                    break;
                case HandshakeType.CertificateRequest:
                    _wasAsked = true;
                    break;
                case HandshakeType.ServerHelloDone:
                    return true;
            }
        }

        return false;
    }

    private void Send(HandshakeType type, Action<WireWriter> body)
    {
        byte[] message = new WireWriter().UInt8((int)type).Vector24(body).ToArray();
        exchange.Transcript.Add(message);
        _facts.Note(type, message);
        exchange.Channel.Send(ContentType.Handshake, message);
    }

    private (byte[] Message, byte[] Premaster)? Agree(CipherSuite suite) => suite.KeyExchange switch
    {
        KeyExchange.EphemeralEllipticCurve => AgreeOnCurve(),
        KeyExchange.EphemeralDiffieHellman => AgreeInField(),
        KeyExchange.Rsa => Encrypt(),
        _ => null,
    };

    private (byte[] Message, byte[] Premaster)? AgreeOnCurve() =>
        _keyExchange is { Group: { } group, PublicKey: { } point } && KeyAgreements.TryBegin(group) is { } agreement && agreement.Agree(point) is { } shared
            ? (new WireWriter().Vector8(key => key.Bytes(agreement.PublicKey)).ToArray(), shared)
            : null;

    private (byte[] Message, byte[] Premaster)? AgreeInField() =>
        _keyExchange is { Prime: { } prime, Generator: { } generator, PublicKey: { } value } && FiniteField.TryBegin(prime, generator) is { } agreement
        && agreement.Agree(value) is { } shared
            ? (new WireWriter().Vector16(key => key.Bytes(agreement.PublicKey)).ToArray(), shared)
            : null;

    // struct { ProtocolVersion client_version; opaque random[46]; } PreMasterSecret;
    private (byte[] Message, byte[] Premaster)? Encrypt()
    {
        byte[] premaster = [.. clientHello.AsSpan(4, 2), .. LargeNumber.Random(46)];
        try
        {
            using X509Certificate2? certificate = _certificate is { Certificates: [var leaf, ..] } ? new X509Certificate2(leaf.RawData) : null;
            using RSA? key = certificate?.GetRSAPublicKey();
            return key is null ? null
                : (new WireWriter().Vector16(secret => secret.Bytes(key.Encrypt(premaster, RSAEncryptionPadding.Pkcs1))).ToArray(), premaster);
        }
        catch (CryptographicException)
        {
            // A certificate or key that the platform does not take.
            return null;
        }
    }

    private const int ProofLength = 12;
}

using System;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Decryption.Ciphers;
using TlsTools.Decryption.Records;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Probe.Listening;

/// <summary>The server of TLS 1.2 that asks for a certificate.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.3">RFC 5246, 7.3</seealso>
internal sealed class Tls12Server(ServerExchange exchange)
{
    private readonly byte[] _random = LargeNumber.Random(32);
    private HandshakeFacts _facts = null!;
    private RecordProtection? _client;
    private RecordProtection? _server;
    private byte[]? _certificate;
    private byte[] _master = [];
    private CipherSuite _suite;

    /// <summary>Leads the handshake to its end.</summary>
    /// <param name="hello">The client's hello.</param>
    /// <param name="message">The hello's message.</param>
    /// <returns>The alert that the listener ends it with; <see langword="null"/> where it goes on, or the client ended it.</returns>
    public AlertDescription? Run(ClientHello hello, byte[] message)
    {
        NamedGroup? group = hello.SupportedGroups.Count == 0 ? NamedGroup.Secp256r1
            : hello.SupportedGroups.Where(one => KeyAgreements.Groups.Contains(one)).Select(one => (NamedGroup?)one).FirstOrDefault();
        if (group is not { } curve || Choose(hello) is not { } chosen || KeyAgreements.TryBegin(curve) is not { } agreement)
        {
            return AlertDescription.HandshakeFailure;
        }

        _suite = chosen.Suite;
        _facts = new HandshakeFacts(message, keepsMessages: true);
        _facts.Note(HandshakeType.ClientHello, message);
        SendFlight(hello, chosen, curve, agreement);
        return ReadFlight(agreement);
    }

    private (CipherSuite Suite, ServerKey Key, SignatureScheme Scheme)? Choose(ClientHello hello)
    {
        foreach (CipherSuite suite in hello.CipherSuites)
        {
            if (suite is { KeyExchange: KeyExchange.EphemeralEllipticCurve, IsAnonymous: false }
                && SuiteProtection.Of(suite).Cipher is not (BulkCipher.Unknown or BulkCipher.None)
                && exchange.Choose(hello, ProtocolVersion.Tls12, key => key.Fits(suite)) is { } found)
            {
                return (suite, found.Key, found.Scheme);
            }
        }

        return null;
    }

    private void SendFlight(ClientHello hello, (CipherSuite Suite, ServerKey Key, SignatureScheme Scheme) chosen, NamedGroup group, IKeyAgreement agreement)
    {
        byte[] serverHello = exchange.Send(HandshakeType.ServerHello, body =>
        {
            body.UInt16(ProtocolVersion.Tls12.Code).Bytes(_random).Vector8(_ => { }).UInt16(chosen.Suite.Code).UInt8(0);
            body.Vector16(extensions =>
            {
                extensions.UInt16(ExtensionType.RenegotiationInfo.Code).Vector16(data => data.Vector8(_ => { }));
                if (hello.Extension(ExtensionType.ExtendedMasterSecret) is not null)
                {
                    extensions.UInt16(ExtensionType.ExtendedMasterSecret.Code).Vector16(_ => { });
                }

                if (hello.Extension(ExtensionType.EcPointFormats) is not null)
                {
                    extensions.UInt16(ExtensionType.EcPointFormats.Code).Vector16(data => data.Vector8(list => list.UInt8(0)));
                }
            });
        });
        _facts.NoteServerHello(serverHello, ProtocolVersion.Tls12, chosen.Suite);
        _facts.Note(HandshakeType.ServerHello, serverHello);
        Send(HandshakeType.Certificate, body => body.Vector24(list => chosen.Key.Chain.ToList().ForEach(certificate => list.Vector24(one => one.Bytes(certificate)))));

        // struct { ECCurveType curve_type; NamedCurve namedcurve; opaque point<1..2^8-1>; } ServerECDHParams; (RFC 8422, 5.4)
        byte[] parameters = new WireWriter().UInt8(NamedCurve).UInt16(group.Code).Vector8(point => point.Bytes(agreement.PublicKey)).ToArray();
        byte[] signature = chosen.Key.Sign(chosen.Scheme, [.. hello.Random, .. _random, .. parameters]);
        Send(HandshakeType.ServerKeyExchange, body => body.Bytes(parameters).UInt16(chosen.Scheme.Code).Vector16(value => value.Bytes(signature)));
        Send(HandshakeType.CertificateRequest, body =>
        {
            body.Vector8(types => exchange.Options.CertificateTypes.ToList().ForEach(type => types.UInt8(type.Code)));
            body.Vector16(schemes => exchange.Options.SignatureSchemes.ToList().ForEach(scheme => schemes.UInt16(scheme.Code)));
            body.Vector16(names => exchange.Options.Authorities.ToList().ForEach(name => names.Vector16(one => one.Bytes(name.RawData))));
        });
        Send(HandshakeType.ServerHelloDone, _ => { });
    }

    private AlertDescription? ReadFlight(IKeyAgreement agreement)
    {
        while (exchange.ReceiveMessage(out byte[] message, () => exchange.Channel.Read(_client ?? throw new System.Security.Cryptography.CryptographicException())))
        {
            byte[] before = exchange.Transcript.ToArray();
            exchange.Transcript.Add(message);
            HandshakeType type = (HandshakeType)message[0];
            _facts.Note(type, message);
            switch (type)
            {
                case HandshakeType.Certificate:
                    _certificate = (ServerExchange.Read(message, ProtocolVersion.Tls12, _suite) as CertificateMessage)?.Certificates is [var leaf, ..] ? leaf.RawData : null;
                    break;
                case HandshakeType.ClientKeyExchange when message.Length > PointStart && agreement.Agree(message.AsSpan(PointStart).ToArray()) is { } shared:
                    _master = MasterSecrets.Derive(_facts, shared);
                    exchange.KeyLog.Add("CLIENT_RANDOM", _master);
                    (_client, _server) = KeyBlock.Protect(_facts, SuiteProtection.Of(_suite), _master);
                    break;
                case HandshakeType.CertificateVerify when _certificate is not null
                    && ServerExchange.Read(message, ProtocolVersion.Tls12, _suite) is CertificateVerify { SignatureScheme: { } scheme } proof:
                    exchange.IsSignatureValid = HandshakeSignature.Verify(_certificate, scheme, before, proof.Signature);
                    break;
                case HandshakeType.Finished when _server is not null:
                    return Finish();
                default:
                    return AlertDescription.UnexpectedMessage;
            }
        }

        return null;
    }

    private AlertDescription? Finish()
    {
        if (_certificate is null)
        {
            // What most servers answer that insist; TLS 1.2 has no alert of its own for it.
            return AlertDescription.HandshakeFailure;
        }

        exchange.Channel.Send(ContentType.ChangeCipherSpec, [1]);
        exchange.Channel.Write(_server!);
        SuiteProtection suite = SuiteProtection.Of(_suite);
        byte[] hash = PseudoRandom.SessionHash(ProtocolVersion.Tls12, suite.KeyHash, exchange.Transcript.ToArray());
        byte[] proof = PseudoRandom.Expand(ProtocolVersion.Tls12, suite.KeyHash, _master, "server finished", hash, ProofLength);
        exchange.Send(HandshakeType.Finished, body => body.Bytes(proof));
        return null;
    }

    private void Send(HandshakeType type, Action<WireWriter> body) => _facts.Note(type, exchange.Send(type, body));

    private const int NamedCurve = 3;
    private const int ProofLength = 12;

    // The message's header, and the length of the point.
    private const int PointStart = 5;
}

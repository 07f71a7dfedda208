using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using TlsTools.Decryption;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Probe.Listening;

/// <summary>The server of TLS 1.3 that asks for a certificate.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-2">RFC 8446, 2</seealso>
internal sealed class Tls13Server(ServerExchange exchange)
{
    private CipherSuite _code;
    private SuiteProtection _suite;

    private HashAlgorithmName Hash => _suite.KeyHash;

    /// <summary>Leads the handshake to its end.</summary>
    /// <param name="hello">The client's hello.</param>
    /// <param name="message">The hello's message.</param>
    /// <returns>The alert that the listener ends it with; <see langword="null"/> where it goes on, or the client ended it.</returns>
    public AlertDescription? Run(ClientHello hello, byte[] message)
    {
        NamedGroup[] groups = [.. hello.SupportedGroups.Where(group => KeyAgreements.Groups.Contains(group))];
        _code = hello.CipherSuites.FirstOrDefault(suite => OfferLists.FinishedTls13Suites.Contains(suite));
        if (groups.Length == 0 || _code.Code == 0 || exchange.Choose(hello, ProtocolVersion.Tls13, static _ => true) is not { } chosen)
        {
            return AlertDescription.HandshakeFailure;
        }

        _suite = SuiteProtection.Of(_code);
        exchange.Channel.IsTls13 = true;
        Dictionary<NamedGroup, byte[]> shares = ReadShares(hello);
        NamedGroup group = groups.FirstOrDefault(shares.ContainsKey);
        if (group.Code == 0)
        {
            group = groups[0];
            exchange.Transcript.ReplaceByHash(Hash);
            SendHello(hello, s_retryRandom, data => data.UInt16(group.Code));
            if (!exchange.ReceiveMessage(out message) || ServerExchange.Read(message, ProtocolVersion.Tls12) is not ClientHello second
                || !(shares = ReadShares(second)).ContainsKey(group))
            {
                return AlertDescription.IllegalParameter;
            }

            exchange.Transcript.Add(message);
        }

        IKeyAgreement agreement = KeyAgreements.TryBegin(group)!;
        if (agreement.Agree(shares[group]) is not { } shared)
        {
            return AlertDescription.IllegalParameter;
        }

        SendHello(hello, LargeNumber.Random(32), data => data.UInt16(group.Code).Vector16(key => key.Bytes(agreement.PublicKey)));
        exchange.Channel.Send(ContentType.ChangeCipherSpec, [1]);
        Tls13Secrets secrets = new(Hash, shared, exchange.Transcript.Hash(Hash));
        exchange.KeyLog.Add("CLIENT_HANDSHAKE_TRAFFIC_SECRET", secrets.Client);
        exchange.KeyLog.Add("SERVER_HANDSHAKE_TRAFFIC_SECRET", secrets.Server);
        exchange.Channel.Write(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, secrets.Server));
        exchange.Channel.Read(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, secrets.Client));
        SendFlight(chosen.Key, chosen.Scheme, secrets);
        (byte[] client, byte[] server) = secrets.Traffic(exchange.Transcript.Hash(Hash));
        exchange.KeyLog.Add("CLIENT_TRAFFIC_SECRET_0", client);
        exchange.KeyLog.Add("SERVER_TRAFFIC_SECRET_0", server);
        exchange.Channel.Write(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, server));
        return ReadFlight(client);
    }

    // struct { NamedGroup group; opaque key_exchange<1..2^16-1>; } KeyShareEntry; in client_shares<0..2^16-1>.
    private static Dictionary<NamedGroup, byte[]> ReadShares(ClientHello hello)
    {
        Dictionary<NamedGroup, byte[]> shares = [];
        byte[] data = hello.Extension(ExtensionType.KeyShare)?.RawData ?? [];
        for (int position = 2; position + 4 <= data.Length;)
        {
            NamedGroup group = new((ushort)((data[position] << 8) | data[position + 1]));
            int length = Math.Min((data[position + 2] << 8) | data[position + 3], data.Length - position - 4);
            shares[group] = data.AsSpan(position + 4, length).ToArray();
            position += 4 + length;
        }

        return shares;
    }

    private void SendHello(ClientHello hello, byte[] random, Action<WireWriter> share) => exchange.Send(HandshakeType.ServerHello, body =>
        body.UInt16(ProtocolVersion.Tls12.Code).Bytes(random).Vector8(id => id.Bytes(hello.SessionId)).UInt16(_code.Code).UInt8(0).Vector16(extensions =>
        {
            extensions.UInt16(ExtensionType.SupportedVersions.Code).Vector16(data => data.UInt16(ProtocolVersion.Tls13.Code));
            extensions.UInt16(ExtensionType.KeyShare.Code).Vector16(share);
        }));

    private void SendFlight(ServerKey key, SignatureScheme scheme, Tls13Secrets secrets)
    {
        exchange.Send(HandshakeType.EncryptedExtensions, body => body.Vector16(_ => { }));
        exchange.Send(HandshakeType.CertificateRequest, body => body.Vector8(_ => { }).Vector16(extensions =>
        {
            extensions.UInt16(ExtensionType.SignatureAlgorithms.Code)
                .Vector16(data => data.Vector16(schemes => exchange.Options.SignatureSchemes.ToList().ForEach(one => schemes.UInt16(one.Code))));
            if (exchange.Options.Authorities.Count > 0)
            {
                extensions.UInt16(ExtensionType.CertificateAuthorities.Code)
                    .Vector16(data => data.Vector16(names => exchange.Options.Authorities.ToList().ForEach(name => names.Vector16(one => one.Bytes(name.RawData)))));
            }
        }));
        exchange.Send(HandshakeType.Certificate, body => body.Vector8(_ => { }).Vector24(list =>
            key.Chain.ToList().ForEach(certificate => list.Vector24(one => one.Bytes(certificate)).Vector16(_ => { }))));
        byte[] signature = key.Sign(scheme, Signed("TLS 1.3, server CertificateVerify"));
        exchange.Send(HandshakeType.CertificateVerify, body => body.UInt16(scheme.Code).Vector16(value => value.Bytes(signature)));
        byte[] proof = secrets.Proof(secrets.Server, exchange.Transcript.Hash(Hash));
        exchange.Send(HandshakeType.Finished, body => body.Bytes(proof));
    }

    private AlertDescription? ReadFlight(byte[] clientTraffic)
    {
        byte[]? certificate = null;
        while (exchange.ReceiveMessage(out byte[] message))
        {
            byte[] signed = Signed("TLS 1.3, client CertificateVerify");
            exchange.Transcript.Add(message);
            switch ((HandshakeType)message[0])
            {
                case HandshakeType.Certificate:
                    certificate = (ServerExchange.Read(message, ProtocolVersion.Tls13) as CertificateMessage)?.Certificates is [var leaf, ..] ? leaf.RawData : null;
                    break;
                case HandshakeType.CertificateVerify when certificate is not null
                    && ServerExchange.Read(message, ProtocolVersion.Tls13) is CertificateVerify { SignatureScheme: { } scheme } proof:
                    exchange.IsSignatureValid = HandshakeSignature.Verify(certificate, scheme, signed, proof.Signature);
                    break;
                case HandshakeType.Finished:
                    exchange.Channel.Read(TrafficKeys.Protect(_suite, ProtocolVersion.Tls13, clientTraffic));
                    return certificate is null ? AlertDescription.CertificateRequired : null;
                default:
                    return AlertDescription.UnexpectedMessage;
            }
        }

        return null;
    }

    // RFC 8446, 4.4.3.
    private byte[] Signed(string context) => [.. Enumerable.Repeat((byte)0x20, 64), .. Encoding.ASCII.GetBytes(context), 0, .. exchange.Transcript.Hash(Hash)];

    // RFC 8446, 4.1.3: SHA-256 of "HelloRetryRequest".
    private static readonly byte[] s_retryRandom = Hashing.Plain(HashAlgorithmName.SHA256, Encoding.ASCII.GetBytes("HelloRetryRequest"));
}

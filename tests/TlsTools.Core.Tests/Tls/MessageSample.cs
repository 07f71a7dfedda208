using System.Collections.Generic;
using TlsTools.Tls;
using static TlsTools.Tests.Tls.Bytes;

namespace TlsTools.Tests.Tls;

/// <summary>A whole message body, at least one for each row of the message table.</summary>
/// <param name="Name">What the body holds.</param>
/// <param name="Type">The message.</param>
/// <param name="Body">The body.</param>
/// <param name="Version">The negotiated version.</param>
/// <param name="Suite">The negotiated suite.</param>
/// <param name="LegalPrefixes">Lengths at which the cut body is itself legal; −1 for all.</param>
internal sealed record MessageSample(
    string Name, HandshakeType Type, byte[] Body, string Version = "TLS 1.2", string? Suite = null, params int[] LegalPrefixes)
{
    public const string Ecdhe = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    private const string Dhe = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";
    private const string Tls13 = "TLS 1.3";
    private const string Name0 = "0011 300f310d300b06035504030c04526f6f74";

    private static readonly string s_random = Repeat("ab", 32);

    public MessageContext Context => new()
    {
        Version = ProtocolVersion.Parse(Version),
        CipherSuite = Suite is null ? null : CipherSuite.Parse(Suite),
    };

    public static IReadOnlyList<MessageSample> All { get; } =
    [
        new("hello request", HandshakeType.HelloRequest, []),
        new("client hello of RFC 8448, 3", HandshakeType.ClientHello, Rfc8448.ClientHello, LegalPrefixes: 45),
        new("client hello of SSL 3.0", HandshakeType.ClientHello, Hex($"0300 {s_random} 00 0004 00050004 01 00"), "SSL 3.0"),
        new("server hello of RFC 8448, 3", HandshakeType.ServerHello, Rfc8448.ServerHello, LegalPrefixes: 38),
        new("server hello of draft 18", HandshakeType.ServerHello, Hex($"7f12 {s_random} 1301 0006 0029 0002 0000"), "TLS 1.3 draft 18", null, 36),
        new("hello retry request", HandshakeType.ServerHello, Rfc8448.HelloRetryRequest, LegalPrefixes: 38),
        new("hello retry request of draft 21", HandshakeType.HelloRetryRequest, Hex("7f15 1301 0006 0033 0002 0017"), "TLS 1.3 draft 21"),
        new("hello verify request", HandshakeType.HelloVerifyRequest, Hex("feff 04 01020304")),
        new("new session ticket", HandshakeType.NewSessionTicket, Hex("00001c20 0004 01020304")),
        new("new session ticket of TLS 1.3", HandshakeType.NewSessionTicket, Hex("00001c20 fad6aac5 02 0000 0004 01020304 0008 002a 0004 00000400"), Tls13),
        new("end of early data", HandshakeType.EndOfEarlyData, [], Tls13),
        new("encrypted extensions", HandshakeType.EncryptedExtensions, Hex("000d 0000 0000 0010 0005 0003 02 6832"), Tls13),
        new("request connection id", HandshakeType.RequestConnectionId, Hex("03"), Tls13),
        new("new connection id", HandshakeType.NewConnectionId, Hex("0006 02 0102 02 0304 01"), Tls13),
        new("certificate", HandshakeType.Certificate, Hex("00000a 000003 300101 000001 30")),
        new("empty certificate", HandshakeType.Certificate, Hex("000000")),
        new("certificate of TLS 1.3", HandshakeType.Certificate, Hex("02 0001 000013 000003 300101 000b 0005 0007 01 000003 300101"), Tls13),
        new("ecdhe server key exchange", HandshakeType.ServerKeyExchange, Hex("03 001d 04 01020304 0804 0002 abcd"), Suite: Ecdhe),
        new("ecdhe of an explicit curve", HandshakeType.ServerKeyExchange, Hex("01 0117 0101 0102 0103 0107 0101 04 01020304 0401 0002 abcd"), Suite: Ecdhe),
        new("ecdhe of an explicit binary curve", HandshakeType.ServerKeyExchange, Hex("02 00a3 02 0101 0102 0103 0101 0102 0103 0107 0101 04 01020304 0401 0002 abcd"), Suite: Ecdhe),
        new("ecdhe in TLS 1.0", HandshakeType.ServerKeyExchange, Hex("03 0017 04 01020304 0002 abcd"), "TLS 1.0", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
        new("anonymous ecdhe", HandshakeType.ServerKeyExchange, Hex("03 0017 04 01020304"), Suite: "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"),
        new("dhe server key exchange", HandshakeType.ServerKeyExchange, Hex("0002 0fff 0001 02 0002 0abc 0401 0002 abcd"), Suite: Dhe),
        new("anonymous dhe", HandshakeType.ServerKeyExchange, Hex("0002 0fff 0001 02 0002 0abc"), Suite: "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
        new("psk hint", HandshakeType.ServerKeyExchange, Hex("0004 68696e74"), Suite: "TLS_PSK_WITH_AES_128_CBC_SHA"),
        new("dhe psk", HandshakeType.ServerKeyExchange, Hex("0000 0002 0fff 0001 02 0002 0abc"), Suite: "TLS_DHE_PSK_WITH_AES_128_CBC_SHA"),
        new("ecdhe psk", HandshakeType.ServerKeyExchange, Hex("0000 03 001d 02 0102"), Suite: "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA"),
        new("rsa export", HandshakeType.ServerKeyExchange, Hex("0002 8001 0003 010001 0002 abcd"), "TLS 1.0", "TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
        new("srp", HandshakeType.ServerKeyExchange, Hex("0002 ffff 0001 02 04 01020304 0002 1234"), Suite: "TLS_SRP_SHA_WITH_AES_128_CBC_SHA"),
        new("srp with rsa", HandshakeType.ServerKeyExchange, Hex("0002 ffff 0001 02 01 01 0002 1234 0401 0001 ab"), Suite: "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA"),
        new("tlcp", HandshakeType.ServerKeyExchange, Hex("0003 300101"), "TLCP 1.1", "ECC_SM4_CBC_SM3"),
        new("server key exchange of an unknown suite", HandshakeType.ServerKeyExchange, Hex("0102"), LegalPrefixes: -1),
        new("certificate request", HandshakeType.CertificateRequest, Hex($"02 0140 0004 0403 0804 0013 {Name0}")),
        new("certificate request of TLS 1.0", HandshakeType.CertificateRequest, Hex($"01 01 0013 {Name0}"), "TLS 1.0"),
        new("certificate request of TLS 1.3", HandshakeType.CertificateRequest, Hex($"01 aa 0023 000d 0006 0004 0403 0804 002f 0015 0013 {Name0}"), Tls13),
        new("exported certificate request", HandshakeType.ClientCertificateRequest, Hex("01 aa 000a 000d 0006 0004 0403 0804"), Tls13),
        new("server hello done", HandshakeType.ServerHelloDone, []),
        new("certificate verify", HandshakeType.CertificateVerify, Hex("0804 0003 010203")),
        new("certificate verify of TLS 1.1", HandshakeType.CertificateVerify, Hex("0003 010203"), "TLS 1.1"),
        new("rsa client key exchange", HandshakeType.ClientKeyExchange, Hex("0003 010203"), Suite: "TLS_RSA_WITH_AES_128_CBC_SHA"),
        new("rsa in SSL 3.0", HandshakeType.ClientKeyExchange, Hex("010203"), "SSL 3.0", "TLS_RSA_WITH_RC4_128_SHA", -1),
        new("dhe client key exchange", HandshakeType.ClientKeyExchange, Hex("0003 010203"), Suite: Dhe),
        new("ecdhe client key exchange", HandshakeType.ClientKeyExchange, Hex("03 010203"), Suite: Ecdhe),
        new("key in the client's certificate", HandshakeType.ClientKeyExchange, [], Suite: "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA"),
        new("psk identity", HandshakeType.ClientKeyExchange, Hex("0005 616c696365"), Suite: "TLS_PSK_WITH_AES_128_CBC_SHA"),
        new("rsa psk identity", HandshakeType.ClientKeyExchange, Hex("0001 61 0002 0102"), Suite: "TLS_RSA_PSK_WITH_AES_128_CBC_SHA"),
        new("ecdhe psk identity", HandshakeType.ClientKeyExchange, Hex("0001 61 02 0102"), Suite: "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA"),
        new("srp client key exchange", HandshakeType.ClientKeyExchange, Hex("0002 0102"), Suite: "TLS_SRP_SHA_WITH_AES_128_CBC_SHA"),
        new("client key exchange of an unknown suite", HandshakeType.ClientKeyExchange, Hex("0102"), LegalPrefixes: -1),
        new("finished", HandshakeType.Finished, Hex(Repeat("11", 12)), LegalPrefixes: -1),
        new("certificate url", HandshakeType.CertificateUrl, Hex($"00 001a 0003 613a62 01 {Repeat("22", 20)}")),
        new("certificate status", HandshakeType.CertificateStatus, Hex("01 000003 300101")),
        new("certificate status of a chain", HandshakeType.CertificateStatus, Hex("02 000009 000003 300101 000000")),
        new("supplemental data", HandshakeType.SupplementalData, Hex("000006 4002 0002 0102")),
        new("key update", HandshakeType.KeyUpdate, Hex("01"), Tls13),
        new("compressed certificate", HandshakeType.CompressedCertificate, Hex("0003 000010 000002 0102"), Tls13),
        new("ekt key", HandshakeType.EktKey, Hex("0002 0102 0002 0304 0005 000258"), Tls13),
        new("next protocol", HandshakeType.NextProtocol, Hex("06 737064792f33 02 0000")),
        new("channel id", HandshakeType.ChannelId, Hex($"7550 0080 {Repeat("33", 128)}")),
        new("message hash", HandshakeType.MessageHash, Hex(Repeat("44", 32)), Tls13, null, -1),
        new("client hello of SSL 2.0", HandshakeType.Ssl2ClientHello, Hex($"0301 0006 0000 0010 010080 00002f {Repeat("55", 16)}")),
        new("server hello of SSL 2.0", HandshakeType.Ssl2ServerHello, Hex("00 01 0002 0003 0003 0002 300101 010080 abcd")),
        new("error of SSL 2.0", HandshakeType.Ssl2Error, Hex("0001")),
        new("master key of SSL 2.0", HandshakeType.Ssl2ClientMasterKey, Hex("010080 0000 0002 0001 0102 03")),
    ];
}

using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.Wire;
using Xunit;
using static TlsTools.Tests.Tls.Bytes;

namespace TlsTools.Tests.Tls;

public class HelloTests
{
    [Fact]
    public void Client_hello_of_RFC_8448()
    {
        ClientHello hello = Read<ClientHello>(HandshakeType.ClientHello, Rfc8448.ClientHello);

        Assert.Equal("server", hello.ServerName);
        Assert.Equal([ProtocolVersion.Tls13], hello.OfferedVersions);
        Assert.Equal("TLS_AES_128_GCM_SHA256 TLS_CHACHA20_POLY1305_SHA256 TLS_AES_256_GCM_SHA384", string.Join(' ', hello.CipherSuites));
        Assert.Equal("x25519 secp256r1 secp384r1 secp521r1 ffdhe2048 ffdhe3072 ffdhe4096 ffdhe6144 ffdhe8192", string.Join(' ', hello.SupportedGroups));
        Assert.Equal([NamedGroup.X25519], hello.KeyShareGroups);
        Assert.Equal(15, hello.SignatureSchemes.Count);
        Assert.Equal("dsa_sha1", hello.SignatureSchemes[^1].ToString());
        Assert.Equal(0x4001, hello.Extension<RecordSizeLimit>()!.Limit);
        Assert.Equal("server_name renegotiation_info supported_groups session_ticket key_share supported_versions signature_algorithms "
            + "psk_key_exchange_modes record_size_limit", string.Join(' ', hello.Extensions!));
        Assert.Equal("ClientHello TLS 1.3; SNI server; 3 suites", hello.Summary);
        Assert.False(hello.IsSsl2Form);
    }

    [Fact]
    public void Server_hello_of_RFC_8448()
    {
        ServerHello hello = Read<ServerHello>(HandshakeType.ServerHello, Rfc8448.ServerHello);

        Assert.False(hello.IsHelloRetryRequest);
        Assert.Equal(ProtocolVersion.Tls13, hello.SelectedVersion);
        Assert.Equal(NamedGroup.X25519, hello.SelectedGroup);
        Assert.Equal("ServerHello TLS 1.3, TLS_AES_128_GCM_SHA256, x25519", hello.Summary);
    }

    [Fact]
    public void Hello_retry_request_is_told_by_its_random()
    {
        ServerHello hello = Read<ServerHello>(HandshakeType.ServerHello, Rfc8448.HelloRetryRequest);

        Assert.True(hello.IsHelloRetryRequest);
        Assert.Equal(NamedGroup.Secp256r1, hello.SelectedGroup);
        Assert.Equal("71dcd04bb88b", System.Convert.ToHexString(hello.Extension<OpaqueValue>()!.Value).ToLowerInvariant());
        Assert.StartsWith("HelloRetryRequest TLS 1.3", hello.Summary, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01", "TLS 1.2")]
    [InlineData("00", "TLS 1.1")]
    [InlineData("02", null)]
    public void Downgrade_is_signalled_in_the_random(string last, string? version)
    {
        ServerHello hello = Read<ServerHello>(HandshakeType.ServerHello, Hex($"0303 {Repeat("ab", 24)} 444f574e475244 {last} 00 c02f 00"));

        Assert.Equal(version, hello.DowngradeSignal?.ToString());
        Assert.Null(hello.Extensions);
    }

    [Fact]
    public void Client_hello_in_the_form_of_SSL_2()
    {
        ClientHello hello = Read<ClientHello>(HandshakeType.Ssl2ClientHello, Hex($"0301 0009 0000 0010 010080 00002f 0700c0 {Repeat("55", 16)}"));

        Assert.True(hello.IsSsl2Form);
        Assert.Equal(HandshakeType.ClientHello, hello.Type);
        Assert.Equal("SSL_CK_RC4_128_WITH_MD5 0x00002f SSL_CK_DES_192_EDE3_CBC_WITH_MD5", string.Join(' ', hello.CipherKinds!));
        Assert.Equal("TLS_RSA_WITH_AES_128_CBC_SHA", Assert.Single(hello.CipherSuites).ToString());
        Assert.Equal("ClientHello TLS 1.0; 3 suites", hello.Summary);
    }

    [Fact]
    public void Unknown_extensions_and_their_order_are_kept()
    {
        ClientHello hello = Read<ClientHello>(
            HandshakeType.ClientHello,
            Hex($"0303 {Repeat("ab", 32)} 00 0004 1a1a 1301 01 00 001c 2a2a 0000 abab 0003 010203 0010 0005 0003 02 6832 abab 0000 0017 0000"));

        Assert.Equal("GREASE (0x2a2a)|0xabab|application_layer_protocol_negotiation|0xabab|extended_master_secret", string.Join('|', hello.Extensions!));
        Assert.Equal([1, 2, 3], Assert.IsType<UnknownExtension>(hello.Extensions![1]).RawData);
        Assert.Equal("GREASE (0x1a1a)", hello.CipherSuites[0].ToString());
        Assert.Equal(["h2"], hello.AlpnProtocols);
    }

    [Fact]
    public void Fault_in_one_extension_leaves_the_others_readable()
    {
        ClientHello hello = (ClientHello)HandshakeReader.Read(
            HandshakeType.ClientHello,
            Hex($"0303 {Repeat("ab", 32)} 00 0002 1301 01 00 0019 000a 0004 0009 001d 0000 0009 0007 00 0004 61621b63 ffaa 0000"));

        Assert.Equal(FaultKind.Truncated, hello.Extensions![0].Fault!.Kind);
        Assert.Equal("named_group_list", hello.Fault!.Field);
        Assert.Equal(@"ab\u{1b}c", hello.ServerName);
        Assert.Equal(3, hello.Extensions.Count);
    }

    private static T Read<T>(HandshakeType type, byte[] body)
        where T : HandshakeMessage
    {
        HandshakeMessage message = HandshakeReader.Read(type, body);
        Assert.Null(message.Fault);
        return Assert.IsType<T>(message);
    }
}

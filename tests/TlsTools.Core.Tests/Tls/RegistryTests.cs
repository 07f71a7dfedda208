using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Tls;

public class RegistryTests
{
    private static readonly Dictionary<string, Func<string, (int Code, string Text)>> s_parsers = new()
    {
        ["alerts"] = text => (AlertDescription.Parse(text).Code, AlertDescription.Parse(text).ToString()),
        ["certificate-compression"] = text => (CertificateCompressionAlgorithm.Parse(text).Code, CertificateCompressionAlgorithm.Parse(text).ToString()),
        ["certificate-formats"] = text => (CertificateFormat.Parse(text).Code, CertificateFormat.Parse(text).ToString()),
        ["cipher-suites"] = text => (CipherSuite.Parse(text).Code, CipherSuite.Parse(text).ToString()),
        ["client-certificate-types"] = text => (CertificateType.Parse(text).Code, CertificateType.Parse(text).ToString()),
        ["compression-methods"] = text => (CompressionMethod.Parse(text).Code, CompressionMethod.Parse(text).ToString()),
        ["ec-curve-types"] = text => (CurveType.Parse(text).Code, CurveType.Parse(text).ToString()),
        ["ec-point-formats"] = text => (PointFormat.Parse(text).Code, PointFormat.Parse(text).ToString()),
        ["extensions"] = text => (ExtensionType.Parse(text).Code, ExtensionType.Parse(text).ToString()),
        ["protocol-versions"] = text => (ProtocolVersion.Parse(text).Code, ProtocolVersion.Parse(text).ToString()),
        ["psk-key-exchange-modes"] = text => (PskKeyExchangeMode.Parse(text).Code, PskKeyExchangeMode.Parse(text).ToString()),
        ["signature-schemes"] = text => (SignatureScheme.Parse(text).Code, SignatureScheme.Parse(text).ToString()),
        ["srtp-profiles"] = text => (SrtpProtectionProfile.Parse(text).Code, SrtpProtectionProfile.Parse(text).ToString()),
        ["ssl2-cipher-kinds"] = text => (Ssl2CipherKind.Parse(text).Code, Ssl2CipherKind.Parse(text).ToString()),
        ["supported-groups"] = text => (NamedGroup.Parse(text).Code, NamedGroup.Parse(text).ToString()),
    };

    public static TheoryData<string> Registries => new(s_parsers.Keys);

    [Fact]
    public void Every_registry_is_tested() => Assert.Equal(
        s_parsers.Keys.Concat(["content-types", "handshake-types"]).Order(),
        Directory.GetFiles(Folder, "*.csv").Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Theory]
    [MemberData(nameof(Registries))]
    public void Every_name_and_every_code_parses_back(string registry)
    {
        foreach (string[] row in File.ReadLines(Path.Combine(Folder, registry + ".csv")).Select(line => line.Split(',')).Where(row => row[0].StartsWith("0x", StringComparison.Ordinal)))
        {
            int code = Convert.ToInt32(row[0], 16);
            Assert.Equal((code, row[1]), s_parsers[registry](row[1]));
            Assert.Equal((code, row[1]), s_parsers[registry](row[1].ToLowerInvariant()));
            Assert.Equal((code, row[1]), s_parsers[registry](row[0]));
        }
    }

    [Theory]
    [InlineData(0x1301, "TLS_AES_128_GCM_SHA256")]
    [InlineData(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")]
    [InlineData(0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA")]
    [InlineData(0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV")]
    [InlineData(0xcc13, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256_OLD")]
    [InlineData(0xe013, "ECC_SM4_CBC_SM3")]
    [InlineData(0xfeff, "SSL_RSA_FIPS_WITH_3DES_EDE_CBC_SHA")]
    [InlineData(0x1a1a, "GREASE (0x1a1a)")]
    [InlineData(0x1a2a, "0x1a2a")]
    public void Cipher_suites(int code, string text)
    {
        Assert.Equal(text, new CipherSuite((ushort)code).ToString());
        Assert.Equal(new CipherSuite((ushort)code), CipherSuite.Parse(text));
    }

    [Theory]
    [InlineData(0x0002, "SSL 2.0")]
    [InlineData(0x0300, "SSL 3.0")]
    [InlineData(0x0303, "TLS 1.2")]
    [InlineData(0x7f17, "TLS 1.3 draft 23")]
    [InlineData(0x0101, "TLCP 1.1")]
    [InlineData(0x0305, "0x0305")]
    public void Versions(int code, string text) => Assert.Equal(text, new ProtocolVersion((ushort)code).ToString());

    [Theory]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", KeyExchange.EphemeralEllipticCurve, true)]
    [InlineData("TLS_ECDH_anon_WITH_AES_128_CBC_SHA", KeyExchange.EphemeralEllipticCurve, false)]
    [InlineData("TLS_DHE_PSK_WITH_AES_128_CBC_SHA", KeyExchange.PreSharedKeyDiffieHellman, false)]
    [InlineData("TLS_RSA_WITH_AES_128_CBC_SHA", KeyExchange.Rsa, true)]
    [InlineData("TLS_AES_128_GCM_SHA256", KeyExchange.KeyShare, false)]
    [InlineData("0xabab", KeyExchange.Unknown, false)]
    public void Key_exchange_is_in_the_suite(string suite, KeyExchange exchange, bool isSigned)
    {
        Assert.Equal(exchange, CipherSuite.Parse(suite).KeyExchange);
        Assert.Equal(isSigned, CipherSuite.Parse(suite).SignsKeyExchange);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x12345")]
    [InlineData("0xzz")]
    [InlineData("GREASE (")]
    [InlineData("GREASE ()")]
    [InlineData("TLS_NOTHING")]
    [InlineData(null)]
    public void What_is_no_code_is_refused(string? text)
    {
        Assert.False(NamedGroup.TryParse(text, out _));
        Assert.Throws<FormatException>(() => NamedGroup.Parse(text!));
    }

    [Fact]
    public void Codes_are_equal_by_value()
    {
        Assert.True(NamedGroup.X25519 == new NamedGroup(29));
        Assert.True(NamedGroup.X25519 != NamedGroup.X448);
        Assert.Equal(NamedGroup.X25519.GetHashCode(), new NamedGroup(29).GetHashCode());
        Assert.False(NamedGroup.X25519.Equals((object)"x25519"));
    }

    private static string Folder => Path.Combine(RepositoryFiles.Root, "src", "TlsTools.Core", "Tls", "Registries");
}

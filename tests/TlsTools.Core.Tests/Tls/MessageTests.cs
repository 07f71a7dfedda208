using System;
using System.IO;
using System.IO.Compression;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.Wire;
using Xunit;
using static TlsTools.Tests.Tls.Bytes;

namespace TlsTools.Tests.Tls;

public class MessageTests
{
    private static readonly byte[] s_certificate = Hex("00 00000a 000005 3003020101 0000");

    [Fact]
    public void Server_key_exchange_names_its_curve_and_scheme()
    {
        ServerKeyExchange message = Read<ServerKeyExchange>("ecdhe server key exchange");

        Assert.Equal(NamedGroup.X25519, message.Group);
        Assert.Equal(SignatureScheme.RsaPssRsaeSha256, message.SignatureScheme);
        Assert.Equal("ServerKeyExchange x25519, rsa_pss_rsae_sha256", message.Summary);
    }

    [Fact]
    public void Server_key_exchange_tells_the_size_of_its_prime()
    {
        ServerKeyExchange message = Read<ServerKeyExchange>("dhe server key exchange");

        Assert.Equal(12, message.PrimeBits);
        Assert.Equal("ServerKeyExchange 12 bits, rsa_pkcs1_sha256", message.Summary);
    }

    [Fact]
    public void Anonymous_key_exchange_has_no_signature() => Assert.Null(Read<ServerKeyExchange>("anonymous dhe").Signature);

    [Fact]
    public void Server_key_exchange_is_recognised_without_the_suite()
    {
        ServerKeyExchange message = (ServerKeyExchange)HandshakeReader.Read(HandshakeType.ServerKeyExchange, Hex("03 0017 04 01020304 0401 0002 abcd"));

        Assert.Equal(NamedGroup.Secp256r1, message.Group);
        Assert.Null(message.Fault);
    }

    [Fact]
    public void Psk_identity_is_readable_and_safe()
    {
        MessageContext context = new() { CipherSuite = CipherSuite.Parse("TLS_PSK_WITH_AES_128_CBC_SHA") };
        ClientKeyExchange message = (ClientKeyExchange)HandshakeReader.Read(HandshakeType.ClientKeyExchange, Hex("0004 61 1b 9b ff"), context);

        Assert.Equal(@"a\u{1b}\x{9b}\x{ff}", message.PskIdentity);
    }

    [Theory]
    [InlineData("certificate request", 2, 2)]
    [InlineData("certificate request of TLS 1.0", 1, 0)]
    [InlineData("certificate request of TLS 1.3", 0, 2)]
    public void Certificate_request_lists_types_schemes_and_names(string sample, int types, int schemes)
    {
        CertificateRequest message = Read<CertificateRequest>(sample);

        Assert.Equal(types, message.CertificateTypes.Count);
        Assert.Equal(schemes, message.SignatureSchemes.Count);
        Assert.Equal("CN=Root", Assert.Single(message.Authorities).Name);
    }

    [Fact]
    public void Certificate_request_sums_up() =>
        Assert.Equal("CertificateRequest 1 authority, 2 schemes", Read<CertificateRequest>("certificate request").Summary);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 0)]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    [InlineData(12, 1)]
    [InlineData(18, 1)]
    public void Certificates_before_the_cut_are_kept(int length, int certificates)
    {
        byte[] whole = Hex("000010 000005 3003020101 000005 3003020102");
        Assert.Equal(2, ((CertificateMessage)HandshakeReader.Read(HandshakeType.Certificate, whole)).Certificates.Count);

        CertificateMessage message = (CertificateMessage)HandshakeReader.Read(HandshakeType.Certificate, whole.AsSpan(0, length));

        Assert.Equal(certificates, message.Certificates.Count);
        Assert.Equal(FaultKind.Truncated, message.Fault?.Kind);
    }

    [Fact]
    public void Certificates_of_TLS_13_before_the_cut_are_kept()
    {
        MessageContext context = new() { Version = ProtocolVersion.Tls13 };
        byte[] whole = Hex("00 000014 000005 3003020101 0000 000005 3003020102 0000");
        Assert.Null(HandshakeReader.Read(HandshakeType.Certificate, whole, context).Fault);

        CertificateMessage message = (CertificateMessage)HandshakeReader.Read(HandshakeType.Certificate, whole.AsSpan(0, 14), context);

        Assert.Equal([0x30, 0x03, 0x02, 0x01, 0x01], Assert.Single(message.Certificates).RawData);
        Assert.Equal(FaultKind.Truncated, message.Fault?.Kind);
    }

    [Fact]
    public void Certificate_of_TLS_13_has_extensions_by_entry()
    {
        CertificateMessage message = Read<CertificateMessage>("certificate of TLS 1.3");

        Assert.Equal([0x00, 0x01], message.RequestContext);
        Assert.Equal([0x30, 0x01, 0x01], Assert.Single(message.Certificates).RawData);
        Assert.IsType<CertificateStatusResponse>(Assert.Single(Assert.Single(message.EntryExtensions!)));
    }

    [Fact]
    public void Raw_public_keys_are_kept_as_bytes()
    {
        MessageContext context = new() { CertificateFormat = CertificateFormat.RawPublicKey };
        CertificateMessage message = (CertificateMessage)HandshakeReader.Read(HandshakeType.Certificate, Hex("000003 300101"), context);

        Assert.Empty(message.Certificates);
        Assert.Equal([0x30, 0x01, 0x01], Assert.Single(message.OtherCredentials));
    }

    [Fact]
    public void Zlib_certificate_is_unpacked()
    {
        MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal))
        {
            zlib.Write(s_certificate);
        }

        CompressedCertificate message = ReadPacked(1, packed.ToArray(), s_certificate.Length);
        Assert.Equal(UnpackingResult.Unpacked, message.Unpacking);
        Assert.Equal([0x30, 0x03, 0x02, 0x01, 0x01], Assert.Single(message.Certificate!.Certificates).RawData);
    }

    [Fact]
    public void Brotli_certificate_is_unpacked_where_the_runtime_can()
    {
        MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Optimal))
        {
            brotli.Write(s_certificate);
        }

        bool hasBrotli = !Path.GetFileName(Path.GetDirectoryName(typeof(HandshakeReader).Assembly.Location)!).Contains("standard", StringComparison.Ordinal)
            && Attribute.GetCustomAttribute(typeof(HandshakeReader).Assembly, typeof(System.Runtime.Versioning.TargetFrameworkAttribute))
                is System.Runtime.Versioning.TargetFrameworkAttribute { FrameworkName: var name } && !name.Contains("Standard", StringComparison.Ordinal);
        CompressedCertificate message = ReadPacked(2, packed.ToArray(), s_certificate.Length);
        Assert.Equal(hasBrotli ? UnpackingResult.Unpacked : UnpackingResult.AlgorithmNotAvailable, message.Unpacking);
    }

    [Theory]
    [InlineData(1, "010203", 10, UnpackingResult.Damaged)]
    [InlineData(1, "789c0300", 10, UnpackingResult.Damaged)]
    [InlineData(1, "789c0300", 0xffffff, UnpackingResult.TooLong)]
    [InlineData(3, "28b52ffd", 10, UnpackingResult.AlgorithmNotAvailable)]
    public void What_cannot_be_unpacked_says_why(ushort algorithm, string packed, int length, UnpackingResult result)
    {
        CompressedCertificate message = ReadPacked(algorithm, Hex(packed), length);

        Assert.Equal(result, message.Unpacking);
        Assert.Null(message.Certificate);
        Assert.Null(message.Fault);
    }

    [Fact]
    public void Unknown_message_keeps_its_bytes()
    {
        HandshakeMessage message = HandshakeReader.Read((HandshakeType)99, [1, 2, 3]);

        Assert.Equal([1, 2, 3], Assert.IsType<UnknownMessage>(message).RawData);
        Assert.Equal("0x63 3 bytes", message.Summary);
    }

    [Fact]
    public void Record_headers()
    {
        Assert.False(RecordHeader.TryReadTls(Hex("16030100"), out _));
        Assert.True(RecordHeader.TryReadTls(Hex("1603010200"), out RecordHeader tls));
        Assert.True(tls.IsPlausible);
        Assert.Equal((ContentType.Handshake, ProtocolVersion.Tls10, 512), (tls.ContentType, tls.Version, tls.Length));
        Assert.True(RecordHeader.TryReadTls("GET /"u8, out RecordHeader plain) && !plain.IsPlausible);
        Assert.True(RecordHeader.TryReadSsl2(Hex("802e"), out RecordHeader ssl2));
        Assert.Equal((46, 2, true), (ssl2.Length, ssl2.HeaderLength, ssl2.IsSsl2));
        Assert.True(RecordHeader.TryReadSsl2(Hex("002e03"), out RecordHeader padded));
        Assert.Equal((46, 3), (padded.Length, padded.PaddingLength));
        Assert.False(RecordHeader.TryReadSsl2(Hex("002e"), out _));
    }

    private static CompressedCertificate ReadPacked(ushort algorithm, byte[] packed, int length)
    {
        byte[] body = [0, (byte)algorithm, (byte)(length >> 16), (byte)(length >> 8), (byte)length, 0, (byte)(packed.Length >> 8), (byte)packed.Length, .. packed];
        return (CompressedCertificate)HandshakeReader.Read(HandshakeType.CompressedCertificate, body, new MessageContext { Version = ProtocolVersion.Tls13 });
    }

    private static T Read<T>(string name)
        where T : HandshakeMessage
    {
        foreach (MessageSample sample in MessageSample.All)
        {
            if (sample.Name == name)
            {
                return Assert.IsType<T>(HandshakeReader.Read(sample.Type, sample.Body, sample.Context));
            }
        }

        throw new ArgumentException("No such sample.", nameof(name));
    }
}

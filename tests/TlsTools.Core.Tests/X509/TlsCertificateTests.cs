using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Wire;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.X509;

/// <summary>Certificates against the platform's own reader, and what is no certificate.</summary>
public sealed class TlsCertificateTests
{
    private static readonly DateTimeOffset s_notBefore = new(2024, 2, 29, 12, 0, 1, TimeSpan.Zero);
    private static readonly DateTimeOffset s_notAfter = new(2051, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_fields_are_read()
    {
        byte[] encoded = CreateBroker();
        TlsCertificate certificate = TlsCertificate.FromDer(encoded);

        Assert.Null(certificate.Fault);
        Assert.Equal("CN=broker-1,O=TlsTools Throw-Away Test", certificate.Subject?.Name);
        Assert.Equal(certificate.Subject, certificate.Issuer);
        Assert.True(certificate.IsSelfIssued);
        Assert.Equal((s_notBefore.UtcDateTime, s_notAfter.UtcDateTime), (certificate.NotBefore, certificate.NotAfter));
        Assert.Equal(DateTimeKind.Utc, certificate.NotAfter?.Kind);
        Assert.Equal(3, certificate.Version);
        Assert.Equal("EC P-256", certificate.PublicKey?.ToString());
        Assert.Equal(256, certificate.PublicKey?.Size);
        Assert.Equal("ecdsa-with-SHA256", certificate.SignatureAlgorithm?.ToString());
        Assert.Equal("1.2.840.10045.4.3.2", certificate.SignatureAlgorithm?.Oid);
        Assert.Equal(
            ["DNS:broker.example", "IP:192.0.2.1", "IP:2001:db8::1", "URI:spiffe://lab/broker", "email:ca@example.org", "OtherName:1.3.6.1.4.1.311.20.2.3;user@lab"],
            certificate.SubjectAlternativeNames.Select(name => name.ToString()));
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DecipherOnly, certificate.KeyUsage);
        Assert.Equal([KeyPurpose.ClientAuthentication, new KeyPurpose("1.2.3.4")], certificate.ExtendedKeyUsage);
        Assert.Equal(["clientAuth", "1.2.3.4"], certificate.ExtendedKeyUsage?.Select(purpose => purpose.ToString()));
        Assert.True(certificate.IsCertificateAuthority);
        Assert.Equal(3, certificate.PathLength);
        Assert.Equal("0102AB", certificate.SubjectKeyIdentifier);
        Assert.Equal("0102AB", certificate.AuthorityKeyIdentifier);
        Assert.Equal(["subjectAltName", "keyUsage (critical)", "extKeyUsage", "basicConstraints (critical)", "subjectKeyIdentifier", "authorityKeyIdentifier", "1.2.3.4.5"], certificate.Extensions.Select(extension => extension.ToString()));
        Assert.Equal([5, 0], certificate.Extensions[6].RawData);
        AssertSameAsPlatform(certificate);
    }

    public static TheoryData<string, string> Keys => new()
    {
        { "RSA 2048", "sha384WithRSAEncryption" },
        { "RSA 1024", "rsassaPss (sha256)" },
        { "EC P-384", "ecdsa-with-SHA384" },
        { "EC P-521", "ecdsa-with-SHA512" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void Key_and_signature_are_named(string key, string signature)
    {
        X500DistinguishedName subject = new("CN=" + key);
        CertificateRequest request;
        if (key.StartsWith("RSA", StringComparison.Ordinal))
        {
            RSASignaturePadding padding = signature.StartsWith("rsassaPss", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
            request = new CertificateRequest(subject, RSA.Create(int.Parse(key.AsSpan(4), provider: null)), padding == RSASignaturePadding.Pss ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384, padding);
        }
        else
        {
            bool isLarge = key == "EC P-521";
            request = new CertificateRequest(subject, ECDsa.Create(isLarge ? ECCurve.NamedCurves.nistP521 : ECCurve.NamedCurves.nistP384), isLarge ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA384);
        }

        using X509Certificate2 created = request.CreateSelfSigned(s_notBefore, s_notAfter);
        TlsCertificate certificate = TlsCertificate.FromDer(created.RawData);

        Assert.Null(certificate.Fault);
        Assert.Equal((key, signature), (certificate.PublicKey?.ToString(), certificate.SignatureAlgorithm?.ToString()));
        Assert.Equal((null, null, null), (certificate.KeyUsage, certificate.ExtendedKeyUsage, certificate.IsCertificateAuthority));
        AssertSameAsPlatform(certificate);
    }

    [SkippableFact]
    public void Certificates_of_the_lab_are_read_as_the_platform_reads_them()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string folder = Path.Combine(RepositoryFiles.Shared!, "lab", "pki");
        int read = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*.pem"))
        {
            X509Certificate2Collection collection = [];
            collection.ImportFromPemFile(path);
            foreach (X509Certificate2 expected in collection)
            {
                TlsCertificate certificate = TlsCertificate.FromDer(expected.RawData);
                Assert.True(certificate.Fault is null, $"{path}: {certificate.Fault}");
                AssertSameAsPlatform(certificate);
                read++;
            }
        }

        Assert.NotEqual(0, read);
    }

    [Fact]
    public void Cut_short_anywhere_it_faults_and_never_throws()
    {
        byte[] encoded = CreateBroker();
        for (int length = 0; length < encoded.Length; length++)
        {
            TlsCertificate certificate = TlsCertificate.FromDer(encoded[..length]);
            Assert.Equal(FaultKind.Truncated, certificate.Fault?.Kind);
            TouchAll(certificate);
        }
    }

    [Fact]
    public void Every_byte_changed_it_never_throws()
    {
        byte[] encoded = CreateBroker();
        for (int index = 0; index < encoded.Length; index++)
        {
            foreach (byte value in new byte[] { 0x00, 0x01, 0x30, 0x7f, 0x80, 0x81, 0x84, 0xff, (byte)(encoded[index] + 1), (byte)(encoded[index] - 1) })
            {
                byte[] changed = [.. encoded];
                changed[index] = value;
                TouchAll(TlsCertificate.FromDer(changed));
            }
        }
    }

    [Fact]
    public void What_stands_before_a_fault_is_kept()
    {
        byte[] encoded = CreateBroker();
        int extensions = encoded.AsSpan().IndexOf(new byte[] { 0x06, 0x03, 0x55, 0x1d, 0x0f });
        encoded[extensions] = 0x05;
        TlsCertificate certificate = TlsCertificate.FromDer(encoded);

        Assert.Equal((FaultKind.InvalidValue, "extnID", extensions), (certificate.Fault!.Kind, certificate.Fault.Field, certificate.Fault.Offset));
        Assert.Equal("CN=broker-1,O=TlsTools Throw-Away Test", certificate.Subject?.Name);
        Assert.Equal(6, certificate.SubjectAlternativeNames.Count);
        Assert.Single(certificate.Extensions);
        Assert.Null(certificate.KeyUsage);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("30820000")]
    [InlineData("3080308002010100000000")]
    [InlineData("2d2d2d2d2d424547494e")]
    public void What_is_no_certificate_has_only_bytes_and_a_fault(string hex)
    {
        TlsCertificate certificate = TlsCertificate.FromDer(Convert.FromHexString(hex));

        Assert.NotNull(certificate.Fault);
        Assert.Null(certificate.Subject);
        Assert.Null(certificate.PublicKey);
        Assert.Null(certificate.Certificate);
        Assert.Equal(certificate.Thumbprint, certificate.ToString());
        TouchAll(certificate);
    }

    [Fact]
    public void A_key_store_is_not_taken_for_a_certificate()
    {
        using X509Certificate2 created = new CertificateRequest("CN=a", ECDsa.Create(), HashAlgorithmName.SHA256).CreateSelfSigned(s_notBefore, s_notAfter);

        Assert.Null(TlsCertificate.FromDer(created.Export(X509ContentType.Pfx)).Certificate);
    }

    [Theory]
    [InlineData(0x17, "991231235959Z", "1999-12-31T23:59:59Z")]
    [InlineData(0x17, "500101000000Z", "1950-01-01T00:00:00Z")]
    [InlineData(0x17, "491231235959Z", "2049-12-31T23:59:59Z")]
    [InlineData(0x17, "2401020304Z", "2024-01-02T03:04:00Z")]
    [InlineData(0x17, "240102030405+0200", "2024-01-02T01:04:05Z")]
    [InlineData(0x18, "99991231235959Z", "9999-12-31T23:59:59Z")]
    [InlineData(0x17, "241302030405Z", null)]
    [InlineData(0x18, "2401020304Z", null)]
    [InlineData(0x17, "", null)]
    public void Times_are_read_as_rfc_5280_says(byte tag, string text, string? expected)
    {
        FaultSlot faults = new();
        DerReader reader = new(Der.Value(tag, System.Text.Encoding.ASCII.GetBytes(text)), faults);

        DateTime? time = CertificateTime.Read(ref reader, "notBefore");

        Assert.Equal(expected, time?.ToString("yyyy-MM-ddTHH:mm:ssK", null));
        Assert.Equal(expected is null, faults.First is not null);
    }

    [Theory]
    [InlineData("550403", "2.5.4.3")]
    [InlineData("2a864886f70d010101", "1.2.840.113549.1.1.1")]
    [InlineData("69838ff0e1ffffffffffffffffffffffffff7f", null)]
    [InlineData("8837", "2.999")]
    [InlineData("5504", "2.5.4")]
    [InlineData("5584", null)]
    [InlineData("", null)]
    public void Object_identifiers_are_written_with_dots(string hex, string? expected)
    {
        bool isRead = DerReader.TryFormatObjectIdentifier(Convert.FromHexString(hex), out string text);

        Assert.Equal(expected is not null || hex.StartsWith("69", StringComparison.Ordinal), isRead);
        Assert.Equal(expected ?? text, text);
    }

    private static void AssertSameAsPlatform(TlsCertificate certificate)
    {
        X509Certificate2 expected = certificate.Certificate!;
        Assert.Equal(expected.SerialNumber, certificate.SerialNumber);
        Assert.Equal(expected.Thumbprint, certificate.Thumbprint);
        Assert.Equal(expected.GetCertHashString(HashAlgorithmName.SHA256), certificate.Sha256);
        Assert.Equal(expected.NotBefore.ToUniversalTime(), certificate.NotBefore);
        Assert.Equal(expected.NotAfter.ToUniversalTime(), certificate.NotAfter);
        Assert.Equal(expected.SubjectName.RawData, certificate.Subject!.RawData);
        Assert.Equal(expected.IssuerName.RawData, certificate.Issuer!.RawData);
        Assert.Null(certificate.Subject.Fault);
        Assert.Equal(expected.Version, certificate.Version);
        Assert.Equal(expected.SignatureAlgorithm.Value, certificate.SignatureAlgorithm!.Oid);
        Assert.Equal(expected.PublicKey.Oid.Value, certificate.PublicKey!.Oid);
        Assert.Equal(expected.PublicKey.ExportSubjectPublicKeyInfo(), certificate.PublicKey.RawData);
        int? size = expected.GetRSAPublicKey()?.KeySize ?? expected.GetECDsaPublicKey()?.KeySize;
        Assert.Equal(size ?? certificate.PublicKey.Size, certificate.PublicKey.Size);
        Assert.Equal(expected.Extensions.Select(extension => (extension.Oid?.Value, extension.Critical)), certificate.Extensions.Select(extension => ((string?)extension.Oid, extension.Critical)));
        Assert.Equal(expected.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault()?.KeyUsages, certificate.KeyUsage);
        Assert.Equal(
            expected.Extensions.OfType<X509EnhancedKeyUsageExtension>().SingleOrDefault()?.EnhancedKeyUsages.Cast<Oid>().Select(oid => oid.Value),
            certificate.ExtendedKeyUsage?.Select(purpose => purpose.Oid));
        Assert.Equal(expected.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault()?.CertificateAuthority, certificate.IsCertificateAuthority);
        Assert.Equal(expected.Extensions.OfType<X509SubjectKeyIdentifierExtension>().SingleOrDefault()?.SubjectKeyIdentifier, certificate.SubjectKeyIdentifier);
        X509SubjectAlternativeNameExtension? names = expected.Extensions.OfType<X509SubjectAlternativeNameExtension>().SingleOrDefault();
        Assert.Equal(names?.EnumerateDnsNames() ?? [], certificate.SubjectAlternativeNames.Where(name => name.Kind == GeneralNameKind.Dns).Select(name => name.Value));
        Assert.Equal(names?.EnumerateIPAddresses().Select(address => address.ToString()) ?? [], certificate.SubjectAlternativeNames.Where(name => name.Kind == GeneralNameKind.IPAddress).Select(name => name.Value));
    }

    private static void TouchAll(TlsCertificate certificate)
    {
        foreach (System.Reflection.PropertyInfo property in typeof(TlsCertificate).GetProperties())
        {
            (property.GetValue(certificate) as IEnumerable<object>)?.Select(element => element.ToString()).ToList().ForEach(Assert.NotNull);
        }

        Assert.DoesNotContain(certificate.ToString(), char.IsControl);
    }

    private static byte[] CreateBroker()
    {
        CertificateRequest request = new("CN=broker-1, O=TlsTools Throw-Away Test", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("broker.example");
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        names.AddIpAddress(IPAddress.Parse("2001:db8::1"));
        names.AddUri(new Uri("spiffe://lab/broker"));
        names.AddEmailAddress("ca@example.org");
        names.AddUserPrincipalName("user@lab");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DecipherOnly, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2"), new Oid("1.2.3.4")], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 3, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension("0102AB", critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(new X509SubjectKeyIdentifierExtension("0102AB", critical: false)));
        request.CertificateExtensions.Add(new X509Extension("1.2.3.4.5", [5, 0], critical: false));
        return request.CreateSelfSigned(s_notBefore, s_notAfter).RawData;
    }
}

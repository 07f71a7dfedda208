using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.Benchmarks.Generation;

/// <summary>The certificates of all peers: chains of two, of about three kilobytes.</summary>
internal sealed class CertificateStock
{
    private readonly Random _random;

    /// <summary>Makes them all.</summary>
    public CertificateStock(Random random)
    {
        _random = random;
        ServerChains = [.. Enumerable.Range(0, Servers).Select(server => MakeChain(
            $"CN={ServerName(server)}, OU=Operations, O=Example Trading Company, L=Vienna, C=AT", ServerName(server), server % 5))];
        ClientChains = [.. Enumerable.Range(0, Clients).Select(client => MakeChain(
            $"CN=client-{client:d4}, OU=Integration, O=Example Partner {client % 17}, C=DE", name: null, client % 5))];
        AuthorityNames = [.. Enumerable.Range(0, 5).Select(number => AuthorityName(number).RawData)];
    }

    /// <summary>Leaf first, DER.</summary>
    public IReadOnlyList<byte[][]> ServerChains { get; }

    /// <summary>Leaf first, DER.</summary>
    public IReadOnlyList<byte[][]> ClientChains { get; }

    /// <summary>The names of the issuing authorities, DER.</summary>
    public IReadOnlyList<byte[]> AuthorityNames { get; }

    /// <summary>The host name of a server.</summary>
    public static string ServerName(int server) => $"server-{server:d2}.example.com";

    private byte[][] MakeChain(string subject, string? name, int authority)
    {
        SeededSignatureGenerator root = new(_random, 512);
        SeededSignatureGenerator issuing = new(_random, 256);
        return
        [
            Make(new X500DistinguishedName(subject), AuthorityName(authority), new SeededSignatureGenerator(_random, 256), issuing, name),
            Make(AuthorityName(authority), new X500DistinguishedName("CN=Example Root, O=Example Trust, C=AT"), issuing, root, name: null, isAuthority: true),
        ];
    }

    private byte[] Make(
        X500DistinguishedName subject,
        X500DistinguishedName issuer,
        SeededSignatureGenerator key,
        SeededSignatureGenerator issuerKey,
        string? name,
        bool isAuthority = false)
    {
        CertificateRequest request = new(subject, key.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, isAuthority, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            isAuthority ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(
            new X509SubjectKeyIdentifierExtension(issuerKey.PublicKey, critical: false)));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(
            ["http://ocsp.trust.example.com"], ["http://certificates.trust.example.com/issuing.cer"]));
        request.CertificateExtensions.Add(CertificateRevocationListDistributionPoint());
        if (!isAuthority)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
                [new Oid(name is null ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1")], critical: false));
        }

        if (name is not null)
        {
            SubjectAlternativeNameBuilder names = new();
            names.AddDnsName(name);
            names.AddDnsName("www." + name);
            names.AddDnsName("api." + name);
            request.CertificateExtensions.Add(names.Build());
        }

        byte[] serialNumber = new byte[16];
        _random.NextBytes(serialNumber);
        serialNumber[0] &= 0x7f;
        using X509Certificate2 certificate = request.Create(issuer, issuerKey, s_notBefore, s_notBefore.AddYears(3), serialNumber);
        return certificate.RawData;
    }

    private static X509Extension CertificateRevocationListDistributionPoint() =>
        CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://revocation.trust.example.com/issuing.crl"]);

    private static X500DistinguishedName AuthorityName(int number) =>
        new($"CN=Example Issuing CA {number}, OU=Certificate Services, O=Example Trust, C=AT");

    /// <summary>Servers, each with its own chain.</summary>
    public const int Servers = 50;

    private const int Clients = 100;

    private static readonly DateTimeOffset s_notBefore = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
}

using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.Tests.X509;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>Rows of section A that the lab has no certificates for, with chains made here.</summary>
public sealed class GeneratedChainTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const byte Dns = 0x82;
    private const byte Mail = 0x81;
    private const byte Address = 0x87;
    private const byte Permitted = 0xa0;
    private const byte Excluded = 0xa1;

    // RFC 5280, 4.2.1.10.
    [Theory]
    [InlineData(Permitted, Dns, "example.com", "a.example.com", true)]
    [InlineData(Permitted, Dns, "example.com", "example.com", true)]
    [InlineData(Permitted, Dns, "example.com", "badexample.com", false)]
    [InlineData(Excluded, Dns, "example.com", "a.example.com", false)]
    [InlineData(Excluded, Dns, "example.com", "a.example.org", true)]
    [InlineData(Permitted, Mail, "example.com", "a.example.org", true)]
    public void Name_constraints_hold_for_names_of_their_kind(byte side, byte kind, string tree, string name, bool allowed)
    {
        byte[] constraints = Der.Value(0x30, Der.Value(side, Der.Value(0x30, Der.Value(kind, System.Text.Encoding.ASCII.GetBytes(tree)))));
        ClientCertificateTest test = Test(authority => authority.CertificateExtensions.Add(new X509Extension("2.5.29.30", constraints, critical: true)), client => Named(client, name));
        Assert.Equal(allowed, test.WouldBeAccepted);
        Assert.Equal(!allowed, test.Reasons.Contains(CertificateReason.NameConstraintViolated));
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.2.2.3", false)]
    public void Name_constraints_hold_for_addresses(string address, bool allowed)
    {
        byte[] constraints = Der.Value(0x30, Der.Value(Permitted, Der.Value(0x30, Der.Value(Address, [10, 1, 0, 0, 255, 255, 0, 0]))));
        ClientCertificateTest test = Test(
            authority => authority.CertificateExtensions.Add(new X509Extension("2.5.29.30", constraints, critical: true)),
            client =>
            {
                SubjectAlternativeNameBuilder names = new();
                names.AddIpAddress(IPAddress.Parse(address));
                client.CertificateExtensions.Add(names.Build());
            });
        Assert.Equal(allowed, test.WouldBeAccepted);
    }

    [Fact]
    public void A_key_that_may_not_sign_is_refused()
    {
        ClientCertificateTest test = Test(null, client => client.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment, critical: true)));
        Assert.False(test.WouldBeAccepted);
        Assert.Equal(CertificateReason.KeyUsageForbidsSigning, test.Reasons[0]);
    }

    [Fact]
    public void An_authority_that_says_it_is_none_is_refused()
    {
        ClientCertificateTest test = Test(authority => authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true)), null, isAuthority: false);
        Assert.False(test.WouldBeAccepted);
        Assert.Equal(CertificateReason.NotACertificateAuthority, test.Reasons[0]);
    }

    [Fact]
    public void An_authority_whose_key_may_not_sign_certificates_is_refused()
    {
        ClientCertificateTest test = Test(authority => authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.CrlSign, critical: true)), null);
        Assert.False(test.WouldBeAccepted);
        Assert.Equal(CertificateReason.NotACertificateAuthority, test.Reasons[0]);
    }

    [Fact]
    public void An_unknown_critical_extension_leaves_the_verdict_open()
    {
        ClientCertificateTest test = Test(null, client => client.CertificateExtensions.Add(new X509Extension("1.2.3.4", [5, 0], critical: true)));
        Assert.Null(test.WouldBeAccepted);
        Assert.Contains(CertificateReason.UnknownCriticalExtension, test.Reasons);
    }

    [Fact]
    public void An_authority_that_was_expired_is_named()
    {
        ClientCertificateTest test = Test(null, null, at: s_start.AddYears(3).UtcDateTime);
        Assert.False(test.WouldBeAccepted);
        Assert.Contains(CertificateReason.Expired, test.Reasons);
        Assert.Contains(CertificateReason.IntermediateExpired, test.Reasons);
    }

    private static void Named(CertificateRequest client, string name)
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        client.CertificateExtensions.Add(names.Build());
    }

    private static ClientCertificateTest Test(Action<CertificateRequest>? adjustAuthority, Action<CertificateRequest>? adjustClient, bool isAuthority = true, DateTime? at = null)
    {
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa clientKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authority = new("CN=Authority", authorityKey, HashAlgorithmName.SHA256);
        if (isAuthority)
        {
            authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        }

        adjustAuthority?.Invoke(authority);
        using X509Certificate2 root = authority.CreateSelfSigned(s_start, s_start.AddYears(2));
        CertificateRequest client = new("CN=client", clientKey, HashAlgorithmName.SHA256);
        adjustClient?.Invoke(client);
        using X509Certificate2 leaf = client.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(authorityKey), s_start, s_start.AddYears(1), [1]);
        using X509Certificate2 whole = leaf.CopyWithPrivateKey(clientKey);
        TlsCertificate anchor = TlsCertificate.FromDer(root.RawData);
        return ClientCertificateEvaluation.Test(KeyStores.FromObject(whole), new ClientCertificateContext
        {
            Request = AuthorityReader.FromCertificates([anchor], "test"),
            TrustAnchors = [anchor],
            At = at ?? s_start.AddDays(1).UtcDateTime,
        });
    }
}

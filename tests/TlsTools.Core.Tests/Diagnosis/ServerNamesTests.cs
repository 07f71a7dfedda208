using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Diagnosis;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>A certificate is for a name as RFC 9525, 6 has it.</summary>
public sealed class ServerNamesTests
{
    [Theory]
    [InlineData("a.example.com", "a.example.com", true)]
    [InlineData("A.Example.COM", "a.example.com", true)]
    [InlineData("a.example.com.", "a.example.com", true)]
    [InlineData("a.example.com", "b.example.com", false)]
    [InlineData("*.example.com", "a.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.b.example.com", false)]
    [InlineData("*.example.com", ".example.com", false)]
    [InlineData("a*.example.com", "ab.example.com", false)]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:0db8:0:0::1", true)]
    public void The_alternative_names_decide(string presented, string wanted, bool fits)
    {
        SubjectAlternativeNameBuilder names = new();
        if (System.Net.IPAddress.TryParse(presented, out System.Net.IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(presented);
        }

        // The common name would fit, and does not count beside alternative names.
        Assert.Equal(fits, ServerNames.Fits(Certificate($"CN={wanted}", names), wanted));
    }

    [Theory]
    [InlineData("CN=a.example.com", true)]
    [InlineData("CN=b.example.com", false)]
    [InlineData("O=a.example.com", false)]
    public void Without_alternative_names_the_common_name_decides(string subject, bool fits) =>
        Assert.Equal(fits, ServerNames.Fits(Certificate(subject, null), "a.example.com"));

    [Fact]
    public void A_common_name_is_described_without_what_a_terminal_would_act_on()
    {
        X500DistinguishedNameBuilder name = new();
        name.AddCommonName("a\u001b[31m\r\nb\u202e");

        string described = ServerNames.Describe(Certificate(name.Build(), null));

        Assert.StartsWith("the common name 'a", described, StringComparison.Ordinal);
        Assert.All(described, character => Assert.InRange(character, ' ', '~'));
    }

    [Fact]
    public void A_mail_address_is_no_name_of_a_server()
    {
        SubjectAlternativeNameBuilder names = new();
        names.AddEmailAddress("somebody@example.com");
        Assert.False(ServerNames.HasNames(Certificate("CN=a.example.com", names)));
    }

    [Fact]
    public void Many_names_are_said_in_short()
    {
        SubjectAlternativeNameBuilder names = new();
        foreach (string name in new[] { "a.example", "b.example", "c.example", "d.example", "e.example", "f.example" })
        {
            names.AddDnsName(name);
        }

        Assert.Equal("'a.example', 'b.example', 'c.example', 'd.example' and 2 more", ServerNames.Describe(Certificate("CN=a.example", names)));
    }

    private static TlsCertificate Certificate(string subject, SubjectAlternativeNameBuilder? names) => Certificate(new X500DistinguishedName(subject), names);

    private static TlsCertificate Certificate(X500DistinguishedName subject, SubjectAlternativeNameBuilder? names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return TlsCertificate.FromDer(made.RawData);
    }
}

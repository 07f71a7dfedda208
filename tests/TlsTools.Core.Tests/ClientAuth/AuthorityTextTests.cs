using System.IO;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>Reads lists of authorities out of what tools print.</summary>
public sealed class AuthorityTextTests
{
    [Theory]
    [InlineData("/C=AU/O=Lab/CN=Root A\n/C=AU/O=Lab/CN=Root B")]
    [InlineData("C = AU, O = Lab, CN = Root A\nC = AU, O = Lab, CN = Root B")]
    [InlineData("C=AU, O=Lab, CN=Root A\r\nC=AU, O=Lab, CN=Root B\r")]
    public void S_client_in_all_its_forms(string names)
    {
        string text = $"---\nAcceptable client certificate CA names\n{names}\nClient Certificate Types: RSA sign, DSA sign, ECDSA sign\n"
            + "Requested Signature Algorithms: ECDSA+SHA256:RSA-PSS+SHA256:Ed25519:RSA+SHA1:0x0a+0x0b\nShared Requested Signature Algorithms: ECDSA+SHA256\n---\n";
        ClientCertificateRequest request = AuthorityText.ReadRequests(text, "x").Single();
        Assert.Equal(["CN=Root A,O=Lab,C=AU", "CN=Root B,O=Lab,C=AU"], request.Authorities!.Authorities.Select(authority => authority.Name.Name));
        Assert.Equal([CertificateType.RsaSign, CertificateType.DssSign, CertificateType.EcdsaSign], request.CertificateTypes);
        Assert.Equal(["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "ed25519", "rsa_pkcs1_sha1"], request.SignatureSchemes.Take(4).Select(scheme => scheme.ToString()));
    }

    [Fact]
    public void S_client_that_got_no_names()
    {
        ClientCertificateRequest request = AuthorityText.ReadRequests("---\nNo client certificate CA names sent\nClient Certificate Types: RSA sign\n", "x").Single();
        Assert.Equal([AuthorityListRemark.Empty], request.Authorities!.Remarks);
    }

    [Fact]
    public void Java_17_in_TLS_12_joins_the_names_on_a_line()
    {
        const string Log = """
            javax.net.ssl|DEBUG|10|main|2026-11-21 01:49:14.130 UTC|CertificateRequest.java:671|Consuming CertificateRequest handshake message (
            "CertificateRequest": {
              "certificate types": [rsa_sign, ecdsa_sign]
              "supported signature algorithms": [rsa_pss_rsae_sha256, rsa_sha224]
              "certificate authorities": [CN=Root A, OU=Lab, O="Lab, Inc", C=AU, CN=Root B, O=Lab, C=AU]
            }
            )
            """;
        ClientCertificateRequest request = AuthorityText.ReadRequests(Log, "x").Single();
        Assert.Equal(["CN=Root A,OU=Lab,O=Lab\\, Inc,C=AU", "CN=Root B,O=Lab,C=AU"], request.Authorities!.Authorities.Select(authority => authority.Name.Name));
        Assert.All(request.Authorities.Authorities, authority => Assert.Contains(AuthorityRemark.BoundaryInferred, authority.Remarks));
        Assert.Equal([SignatureScheme.RsaPssRsaeSha256, SignatureScheme.RsaPkcs1Sha224], request.SignatureSchemes);
        Assert.Equal([CertificateType.RsaSign, CertificateType.EcdsaSign], request.CertificateTypes);
    }

    [Fact]
    public void Java_8_with_an_empty_list()
    {
        ClientCertificateRequest request = AuthorityText.ReadRequests("*** CertificateRequest\nCert Types: RSA\nCert Authorities:\n<Empty>\n*** ServerHelloDone\n", "x").Single();
        Assert.Equal(0, request.Authorities!.Count);
    }

    [Fact]
    public void A_text_without_a_request_has_none() => Assert.Empty(AuthorityText.ReadRequests("GET / HTTP/1.1\nHost: x\n", "x"));

    [SkippableTheory]
    [InlineData("jlog_wrongca.client.txt")]
    [InlineData("jlog_wrongca13.client.txt")]
    [InlineData("cross_root_ok.client.txt")]
    public void Logs_of_the_lab_give_the_names_of_their_captures(string log)
    {
        LabPki.Require();
        string folder = Path.Combine(RepositoryFiles.Shared!, "lab", "captures");
        ClientCertificateRequest request = AuthorityText.ReadRequests(File.ReadAllText(Path.Combine(folder, log)), log).Single();
        ClientCertificateRequest seen = ClientCertificateRequest.FromHandshake(LabPki.Handshake(log.Replace(".client.txt", string.Empty)));
        if (seen.Authorities is { } names)
        {
            Assert.Equal(names.Authorities.Select(authority => authority.Name), request.Authorities!.Authorities.Select(authority => authority.Name));
        }
        else
        {
            Assert.StartsWith("CN=Lab Root A", request.Authorities!.Authorities.Single().Name.Name);
            Assert.True(request.Version!.Value.IsTls13);
        }
    }
}

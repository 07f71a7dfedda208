using System.Collections.Generic;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>The cases of the documents that this library began with.</summary>
public sealed class SeedTests
{
    // "SSL Handshake Failures - Bad Client Certificate": the page joins the lines of s_client's output.
    private const string Apigee = "Acceptable client certificate CA names /C=AU/ST=VIC/L=MELBOURNE/O=MyCompany/OU=ITS/CN=nonprod-api.mycompany.com "
        + "/C=AU/ST=VIC/L=MELBOURNE/O=MyCompany/OU=ITS/CN=nonprod-api.mycompany.com";

    private const string Leaf = "CN=nonprod-api.mycompany.com, OU=ITS, O=MyCompany, L=MELBOURNE, ST=VIC, C=AU";
    private const string Issuer = "CN=MyCompany Test SHA2 CA G2, DC=testcore, DC=test, DC=dir, DC=mycompany, DC=com";

    private static KeyStoreEntry ApigeeEntry { get; } = new()
    {
        Alias = "nonprod-api.mycompany.com.key.pem-cert",
        Kind = KeyStoreEntryKind.Key,
        Source = "certificate.json",
        StoreType = KeyStoreType.CertificateJson,
        Descriptions = [new CertificateDescription { Subject = DistinguishedName.Parse(Leaf), Issuer = DistinguishedName.Parse(Issuer) }],
    };

    [Fact]
    public void Apigee_CA_mismatch()
    {
        ClientCertificateRequest request = AuthorityText.ReadRequests(Apigee, "s_client.txt").Single();
        AcceptableAuthorityList list = request.Authorities!;
        Assert.Equal(2, list.Count);
        Assert.Equal(["CN=nonprod-api.mycompany.com,OU=ITS,O=MyCompany,L=MELBOURNE,ST=VIC,C=AU"], list.Authorities.Select(authority => authority.Name.Name).Distinct());
        Assert.Equal([AuthorityRemark.Duplicate], list.Authorities[1].Remarks);
        Assert.All(list.Authorities, authority => Assert.Null(authority.RawData));

        AuthorityComparison comparison = AuthorityComparer.Compare(ApigeeEntry, list);
        Assert.False(comparison.IsMatch);
        Assert.Equal(NearMissKind.NamesLeaf, comparison.NearMisses.Single().Kind);
        Assert.Equal(["<=", "=>"], comparison.Names.Select(name => name.SideIndicator));
        Assert.Equal(DistinguishedName.Parse(Issuer), comparison.Names[0].Name);

        ClientCertificateTest test = ClientCertificateEvaluation.Test(ApigeeEntry, new ClientCertificateContext { Request = request, At = LabPki.Time });
        Assert.False(test.WouldBeSent);
        Assert.False(test.WouldBeSentBy.Jsse);
        Assert.Contains(CertificateReason.IssuerNotListed, test.Reasons);
        Assert.Null(test.WouldBeAccepted);
    }

    [Fact]
    public void Apigee_resolution_adds_the_issuer()
    {
        AcceptableAuthorityList list = AcceptableAuthorityList.FromText([DistinguishedName.Parse(Leaf), DistinguishedName.Parse(Issuer)], "trust store", areBoundariesInferred: false);
        AuthorityMatch match = AuthorityComparer.Compare(ApigeeEntry, list).Matches.Single();
        Assert.Equal(2, match.Authority.Position);
        Assert.Equal(0, match.Depth);
    }

    [Fact]
    public void IAIK_list()
    {
        const string Log = """
            jvm 1    | ssl_debug(4): Received certificate_request handshake message.
            jvm 1    | ssl_debug(4): Accepted certificate types: RSA, DSS
            jvm 1    | ssl_debug(4): Accepted certificate authorities:
            jvm 1    | ssl_debug(4):   cn=ca,ou=ca,o=ca,l=BLR,st=KA,c=IN
            jvm 1    | ssl_debug(4):   cn=leaf,ou=leaf,o=leaf,l=BLR,st=KA,c=IN
            jvm 1    | ssl_debug(4): Received server_hello_done handshake message.
            """;
        Assert.Equal(["CN=ca,OU=ca,O=ca,L=BLR,ST=KA,C=IN", "CN=leaf,OU=leaf,O=leaf,L=BLR,ST=KA,C=IN"], Names(Log));
    }

    [Fact]
    public void JSSE_list()
    {
        const string Log = """
            *** CertificateRequest
            Cert Types: RSA, DSS,
            Cert Authorities:
            CN=Duke, OU=Java Software, O="Sun Microsystems, Inc.",
            L=Cupertino, ST=CA, C=US>
            *** ServerHelloDone
            """;
        Assert.Equal(["CN=Duke,OU=Java Software,O=Sun Microsystems\\, Inc.,L=Cupertino,ST=CA,C=US"], Names(Log));
    }

    [SkippableFact]
    public void Migrated_root()
    {
        LabPki.Require();
        TlsCertificate cross = LabPki.Certificates("intA_cross")[0];
        AcceptableAuthorityList list = AcceptableAuthorityList.FromCertificates(LabPki.Certificates("rootNew"), "server");
        AuthorityComparison comparison = AuthorityComparer.Compare(LabPki.Entry("cli"), list, [cross, .. LabPki.Certificates("rootA")]);
        Assert.False(comparison.IsMatch);
        Assert.True(comparison.IsMatchWhenBuilt);
        NearMiss miss = Assert.Single(comparison.NearMisses);
        Assert.Equal(NearMissKind.CrossCertificate, miss.Kind);
        Assert.Equal(cross, miss.Certificate);
    }

    private static IEnumerable<string> Names(string log) =>
        AuthorityText.ReadRequests(log, "wrapper.log").Single().Authorities!.Authorities.Select(authority => authority.Name.Name);
}

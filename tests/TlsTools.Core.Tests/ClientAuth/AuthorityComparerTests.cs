using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.Tests.X509;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>Explains near misses, compares lists and makes them smaller.</summary>
public sealed class AuthorityComparerTests
{
    [Theory]
    [InlineData("CN=Issuing,O=Lab,C=AU", "O=Lab,CN=Issuing,C=AU", NearMissKind.OtherOrder)]
    [InlineData("emailAddress=a@b,CN=Issuing,O=Lab,C=AU", "CN=Issuing,O=Lab,C=AU", NearMissKind.EmailAddress)]
    [InlineData("emailAddress=a@b,CN=Issuing,C=AU", "mail=a@b,CN=Issuing,C=AU", NearMissKind.EmailAddress)]
    [InlineData("CN=Issuing-CA,O=Lab Inc.,C=AU", "CN=IssuingCA,O=Lab Inc,C=AU", NearMissKind.Punctuation)]
    [InlineData("CN=Issuing,O=Lab,C=AU", "CN=Issuing,O=Laboratory,C=AU", NearMissKind.SameCommonName)]
    public void A_near_miss_says_its_kind(string issuer, string listed, NearMissKind kind)
    {
        AuthorityComparison comparison = AuthorityComparer.Compare(Entry("CN=client", issuer), List(listed));
        Assert.False(comparison.IsMatch);
        Assert.Equal(kind, comparison.NearMisses.Single().Kind);
    }

    [Fact]
    public void A_name_in_other_bytes_is_a_match_and_a_near_miss()
    {
        DistinguishedName listed = DistinguishedName.FromDer(Der.Named("ISSUING  ca", Der.Printable));
        AuthorityComparison comparison = AuthorityComparer.Compare(Entry("CN=client", "CN=Issuing CA"), AcceptableAuthorityList.FromNames([listed], "x"));
        Assert.True(comparison.IsMatch);
        Assert.False(comparison.Matches.Single().IsSameBytes);
        NearMiss miss = comparison.NearMisses.Single();
        Assert.Equal(NearMissKind.OtherEncoding, miss.Kind);
        Assert.Contains("CN is UTF8String here and PrintableString there", miss.Message);
        ClientCertificateTest test = ClientCertificateEvaluation.Test(
            Entry("CN=client", "CN=Issuing CA"),
            new ClientCertificateContext { Request = new ClientCertificateRequest { Source = "x", Authorities = AcceptableAuthorityList.FromNames([listed], "x") }, At = LabPki.Time });
        Assert.True(test.WouldBeSent);
        Assert.False(test.WouldBeSentBy.Nss);
    }

    [Fact]
    public void Two_lists_are_compared_by_name()
    {
        AuthorityDifference[] rows = [.. AuthorityComparer.Compare(List("CN=a", "CN=b", "CN=a"), List("CN=B", "CN=c"))];
        Assert.Equal(["<= CN=a", "== CN=b", "=> CN=c"], rows.Select(row => row.ToString()));
        Assert.Equal((2, 1), (rows[1].ReferencePosition, rows[1].DifferencePosition));
    }

    [Fact]
    public void The_smallest_set_keeps_all_clients()
    {
        KeyStoreEntry[] clients = [Entry("CN=1", "CN=x", "CN=r"), Entry("CN=2", "CN=y", "CN=r"), Entry("CN=3", "CN=z"), Entry("CN=4", "CN=lost")];
        AuthorityReduction reduction = AuthorityReducer.Reduce(clients, List("CN=x", "CN=y", "CN=z", "CN=r", "CN=unused"));
        Assert.Equal(["CN=r", "CN=z"], reduction.Keep.Select(name => name.Name).OrderBy(name => name, System.StringComparer.Ordinal));
        Assert.True(reduction.IsSmallest);
        Assert.Equal("CN=4", reduction.NotHelped.Single().Subject!.Name);
        Assert.Equal(3, reduction.Drop.Count);
    }

    [Fact]
    public void A_set_that_is_too_large_to_prove_smallest_says_so()
    {
        KeyStoreEntry[] clients = [.. Enumerable.Range(0, 40).Select(number => Entry("CN=c" + number, "CN=n" + number, "CN=n" + ((number + 1) % 40)))];
        AuthorityReduction reduction = AuthorityReducer.Reduce(clients);
        Assert.False(reduction.IsSmallest);
        Assert.All(clients, client => Assert.Contains(client.Names, names => reduction.Keep.Contains(names.Issuer!)));
    }

    [SkippableFact]
    public void A_rekeyed_authority_is_told_apart_from_the_one_that_signed()
    {
        LabPki.Require();
        AcceptableAuthorityList list = AcceptableAuthorityList.FromCertificates(LabPki.Certificates("rekey"), "server");
        AuthorityComparison comparison = AuthorityComparer.Compare(LabPki.Entry("cli"), list);
        Assert.True(comparison.IsMatch);
        Assert.Contains(comparison.NearMisses, miss => miss.Kind == NearMissKind.OtherKey);
    }

    [SkippableFact]
    public void A_leaf_alone_leads_to_the_root_over_an_intermediate_at_hand()
    {
        LabPki.Require();
        AcceptableAuthorityList list = AcceptableAuthorityList.FromCertificates(LabPki.Certificates("rootA"), "server");
        AuthorityComparison comparison = AuthorityComparer.Compare(LabPki.Entry("cli_leaf"), list, LabPki.Certificates("intA"));
        Assert.False(comparison.IsMatch);
        Assert.True(comparison.IsMatchWhenBuilt);
        Assert.Equal(NearMissKind.OnlyBuildable, comparison.NearMisses.Single().Kind);
    }

    [SkippableFact]
    public void A_list_made_of_leaves_says_so()
    {
        LabPki.Require();
        AcceptableAuthority authority = AcceptableAuthorityList.FromCertificates(LabPki.Certificates("cli_leaf"), "server").Authorities.Single();
        Assert.Contains(AuthorityRemark.NamesLeaf, authority.Remarks);
        Assert.Contains(AuthorityRemark.NotACertificateAuthority, authority.Remarks);
        AcceptableAuthority expired = AcceptableAuthorityList.FromCertificates(LabPki.Certificates("rootA"), "server")
            .WithCertificates([], LabPki.Time.AddYears(5)).Authorities.Single();
        Assert.Equal([AuthorityRemark.Expired], expired.Remarks);
    }

    private static KeyStoreEntry Entry(string subject, params string[] issuers) => new()
    {
        Alias = subject,
        Kind = KeyStoreEntryKind.Key,
        Source = "test",
        StoreType = KeyStoreType.CertificateJson,
        Descriptions = [.. issuers.Select((issuer, depth) => new CertificateDescription
        {
            Subject = DistinguishedName.Parse(depth == 0 ? subject : issuers[depth - 1]),
            Issuer = DistinguishedName.Parse(issuer),
        })],
    };

    private static AcceptableAuthorityList List(params string[] names) =>
        AcceptableAuthorityList.FromText(names.Select(name => DistinguishedName.Parse(name)), "list", areBoundariesInferred: false);
}

using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.Tls;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>What real clients and servers did in the lab, as tables 0.1, 0.3 and A of the failure modes have it.</summary>
public sealed class LabVerdictTests
{
    // Captures of clients in front of s_server: which entry the client had, and which stack it was.
    [SkippableTheory]
    [InlineData("A04", "j_wrongca_list_1_2", "cli_B", null, "Jsse")]
    [InlineData("0.3", "j_ok_1_2", "cli", null, "Jsse")]
    [InlineData("A08", "j_emptylist_1_2", "cli_B", null, "Jsse")]
    [InlineData("A06", "j_leafonly_rootlist_1_2", "cli_leaf", null, "Jsse")]
    [InlineData("A28", "j_mismatchkey_1_2", "cli", "cli_B", "Jsse")]
    [InlineData("A25", "j_nokey_1_2", "cli", "", "Jsse")]
    [InlineData("A17", "j_expired_1_2", "cli_expired", null, "Jsse")]
    [InlineData("A30", "j_ecOnly_1_2", "cli", null, "Jsse")]
    [InlineData("A15", "cross_java_cli", "cli", null, "Jsse")]
    [InlineData("A09", "cn_only_leafCAlist", "cli", null, "Jsse")]
    [InlineData("A11", "ca_many_java", "cli", null, "Jsse")]
    [InlineData("A30", "o_sigalg_1_2", "cli", null, "OpenSsl")]
    [InlineData("A05", "curl_wrongca_1_2", "cli_B", null, "OpenSsl")]
    [InlineData("A15", "cross_root", "cli", null, "OpenSsl")]
    [InlineData("A05", "n_wrongca_list_1_2", "cli_B", null, "DotNet")]
    [InlineData("A08", "n_emptylist_1_2", "cli_B", null, "DotNet")]
    [InlineData("A17", "n_expired_1_2", "cli_expired", null, "DotNet")]
    [InlineData("A05", "g_wrongca_list_1_2", "cli_B", null, "GnuTls")]
    [InlineData("A08", "g_emptylist_1_2", "cli", null, "GnuTls")]
    [InlineData("A12", "nss_cli_auto_12", "cli", null, "Nss")]
    public void A_client_sent_what_its_stack_is_said_to_send(string row, string capture, string chain, string? key, string stack)
    {
        LabPki.Require();
        TlsHandshake handshake = LabPki.Handshake(capture);
        ClientCertificateRequest request = ClientCertificateRequest.FromHandshake(handshake);
        ClientCertificateTest test = ClientCertificateEvaluation.Test(
            LabPki.Entry(chain, key), new ClientCertificateContext { Request = request, At = request.At!.Value });
        Assert.True(handshake.ClientCertificates is { Count: > 0 } == test.WouldBeSentBy.All.Single(verdict => verdict.Stack.ToString() == stack).WouldBeSent, $"{row}: {test}");
        if (stack == "DotNet" && handshake.ClientCertificates is { } sent)
        {
            Assert.Equal(sent, test.WouldBeSentBy.All.Single(verdict => verdict.Stack.ToString() == stack).Sends);
        }
    }

    // Rows that the handshake decides and no certificate does.
    [SkippableTheory]
    [InlineData("A01", "curl_nocert_1_2", ClientAuthentication.RequestedEmpty, "Server handshake_failure")]
    [InlineData("A02", "curl_nocert_1_3", ClientAuthentication.Unknown, "Server encrypted")]
    [InlineData("A03", "ssl3_nss_nocert", ClientAuthentication.RequestedEmpty, "Client no_certificate")]
    [InlineData("A03", "ssl3_nss_nocert_req", ClientAuthentication.RequestedEmpty, "Server bad_certificate")]
    [InlineData("A03", "ssl3_java_nocert", ClientAuthentication.RequestedEmpty, "Server handshake_failure")]
    [InlineData("A20", "crl_expired", ClientAuthentication.Sent, "Server certificate_expired")]
    [InlineData("A38", "pha_ext", ClientAuthentication.Unknown, null)]
    [InlineData("A43", "chain_toolong", ClientAuthentication.Sent, "Server illegal_parameter")]
    public void A_capture_shows_what_became_of_the_request(string row, string capture, ClientAuthentication request, string? alert)
    {
        LabPki.Require();
        TlsHandshake handshake = LabPki.Handshake(capture);
        string? first = handshake.Alert is { } seen ? $"{seen.Sender} {(seen.Encrypted ? "encrypted" : seen.Description)}" : null;
        Assert.True(request == handshake.ClientAuthentication, $"{row}: {handshake.ClientAuthentication}");
        Assert.True(alert is null || alert == first, $"{row}: {first}");
    }

    // The server lists and trusts the same files.
    [SkippableTheory]
    [InlineData("0.1", "cli", null, "rootA", true, true, "ChainLeadsToListedAuthority")]
    [InlineData("0.1", "cli_ec", null, "rootA", true, true, "ChainLeadsToListedAuthority")]
    [InlineData("0.1", "cli_noeku", null, "rootA", true, true, "ChainLeadsToListedAuthority")]
    [InlineData("A07", "cli_leaf", null, "caAfull", true, true, "IssuerListed")]
    [InlineData("A05", "cli_B", null, "rootA", false, false, "IssuerNotListed", "IssuerUntrusted")]
    [InlineData("A07", "cli_leaf", null, "rootA", false, false, "IntermediateMissing", "IssuerNotListed")]
    [InlineData("A17", "cli_expired", null, "rootA", true, false, "Expired")]
    [InlineData("A18", "cli_future", null, "rootA", true, false, "NotYetValid")]
    [InlineData("A21", "cli_serverEku", null, "rootA", true, false, "WrongExtendedKeyUsage")]
    [InlineData("A25", "cli", "", "rootA", false, true, "NoPrivateKey")]
    [InlineData("A28", "cli", "cli_B", "rootA", true, false, "PrivateKeyMismatch")]
    [InlineData("A15", "cli", null, "rootNew", false, false, "IssuerNotListed", "IssuerUntrusted")]
    [InlineData("A16", "cli", null, "rekey", true, false, "IssuerKeyDiffers", "IssuerListed")]
    [InlineData("A23", "cli_v1", null, "caAfull", true, true, "VersionOne", "IssuerListed")]
    [InlineData("A24", "cli_byV1", null, "caV1", true, true, "NotACertificateAuthority", "IssuerListed")]
    [InlineData("A05 self-signed", "cli_self", null, "cli_self", true, true, "SelfSignedListed")]
    [InlineData("A09", "cli", null, "cli_leaf", false, null, "LeafListed", "IssuerNotListed", "AnchorNotSelfSigned")]
    [InlineData("A33", "cli_1024", null, "rootA", true, null, "KeyTooSmall")]
    public void A_certificate_is_judged_as_the_servers_of_the_lab_did(string row, string chain, string? key, string authority, bool sent, bool? accepted, params string[] reasons)
    {
        LabPki.Require();
        ClientCertificateTest test = ClientCertificateEvaluation.Test(LabPki.Entry(chain, key), LabPki.Context([authority], [authority]));
        Assert.True(sent == test.WouldBeSent && accepted == test.WouldBeAccepted, $"{row}: {test}");
        Assert.All(reasons, reason => Assert.Contains(reason, test.Reasons));
    }

    [SkippableFact]
    public void A15_the_cross_certificate_makes_the_migrated_root_work()
    {
        LabPki.Require();
        KeyStoreEntry old = LabPki.Entry("cli");
        TlsCertificate cross = LabPki.Certificates("intA_cross")[0];
        ClientCertificateContext context = LabPki.Context(["rootNew"], ["rootNew"]) with { OtherCertificates = [cross] };
        ClientCertificateTest without = ClientCertificateEvaluation.Test(old, context);
        Assert.False(without.WouldBeSent);
        Assert.False(without.WouldBeAccepted);
        Assert.Contains(CertificateReason.IntermediateMissing, without.Reasons);
        Assert.Contains(without.Paths, path => path.IsTrusted && path.Certificates[1].Equals(cross));
        Assert.Contains(without.Paths, path => path.MissingIssuer?.Name.StartsWith("CN=Lab Root A", System.StringComparison.Ordinal) == true);
        Assert.Null(without.WouldBeSentBy.Schannel);

        KeyStoreEntry crossed = new()
        {
            Kind = KeyStoreEntryKind.Key, Source = "test", StoreType = KeyStoreType.Pem, Chain = [old.Chain[0], cross], PrivateKey = old.PrivateKey, KeySource = old.KeySource,
        };
        ClientCertificateTest with = ClientCertificateEvaluation.Test(crossed, context);
        Assert.True(with.WouldBeSent);
        Assert.True(with.WouldBeAccepted);
        Assert.True(with.WouldBeSentBy.Jsse);
    }

    [SkippableTheory]
    [InlineData("TLS 1.2")]
    [InlineData("TLS 1.3")]
    public void A30_a_request_for_ECDSA_keeps_an_RSA_client_silent(string version)
    {
        LabPki.Require();
        ClientCertificateContext context = LabPki.Context(["rootA"], ["rootA"], ProtocolVersion.Parse(version), SignatureScheme.EcdsaSecp256r1Sha256);
        ClientCertificateTest test = ClientCertificateEvaluation.Test(LabPki.Entry("cli"), context);
        Assert.False(test.WouldBeSent);
        Assert.Equal(CertificateReason.SignatureSchemeNotAccepted, test.Reasons[0]);
        Assert.All(test.WouldBeSentBy.All, verdict => Assert.False(verdict.WouldBeSent));
        Assert.True(ClientCertificateEvaluation.Test(LabPki.Entry("cli_ec"), context).WouldBeSent);
    }

    [SkippableTheory]
    [InlineData("cli_revoked", "crl_int", false, "Revoked")]
    [InlineData("cli", "crl_int", true, "ChainLeadsToListedAuthority")]
    [InlineData("cli", "crl_int_old", null, "RevocationListExpired")]
    public void A19_A20_revocation_lists_are_asked(string chain, string list, bool? accepted, string reason)
    {
        LabPki.Require();
        ClientCertificateContext context = LabPki.Context(["rootA"], ["rootA"]) with { RevocationLists = [LabPki.RevocationList(list), LabPki.RevocationList("crl")] };
        ClientCertificateTest test = ClientCertificateEvaluation.Test(LabPki.Entry(chain), context);
        Assert.Equal(accepted, test.WouldBeAccepted);
        Assert.Contains(reason, test.Reasons);
    }

    [SkippableFact]
    public void A08_an_empty_list_lets_everyone_send()
    {
        LabPki.Require();
        ClientCertificateTest test = ClientCertificateEvaluation.Test(LabPki.Entry("cli_B"), LabPki.Context([]));
        Assert.Contains(CertificateReason.AcceptableListEmpty, test.Reasons);
        Assert.All(test.WouldBeSentBy.All, verdict => Assert.True(verdict.WouldBeSent));
        Assert.Null(test.WouldBeAccepted);
    }

    [SkippableFact]
    public void A_store_is_ranked_and_each_loser_says_why()
    {
        LabPki.Require();
        KeyStoreEntry[] entries = [LabPki.Entry("rootA", ""), LabPki.Entry("cli_B"), LabPki.Entry("cli_expired"), LabPki.Entry("cli"), LabPki.Entry("cli_noeku", "")];
        ClientCertificateTest[] ranked = [.. ClientCertificateEvaluation.Rank(entries, LabPki.Context(["rootA"], ["rootA"]))];
        Assert.Equal(["cli", "cli_expired", "cli_noeku", "cli_B"], ranked.Select(test => test.Alias));
        Assert.Equal([1, 2, 3, 4], ranked.Select(test => test.Rank));
        Assert.Null(ranked[0].LosesBecause);
        Assert.Contains("expired", ranked[1].LosesBecause);
        Assert.Contains("no private key", ranked[2].LosesBecause);
        Assert.Contains("None of the 1 authorities", ranked[3].LosesBecause);
    }

    [SkippableFact]
    public void A10_A11_a_long_list_is_refused_by_Java_and_cut_by_Schannel()
    {
        LabPki.Require();
        AcceptableAuthorityList list = ClientCertificateRequest.FromHandshake(LabPki.Handshake("ca_many_12")).Authorities!;
        Assert.Equal(
            [AuthorityListRemark.LongerThanRecord, AuthorityListRemark.CutBySchannel, AuthorityListRemark.RefusedByJava],
            list.Remarks);
        Assert.True(list.IsWireLengthExact);
        Assert.InRange(list.FirstCutBySchannel!.Position, 2, list.Count);
    }
}

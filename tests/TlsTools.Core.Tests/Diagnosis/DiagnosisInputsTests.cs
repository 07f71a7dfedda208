using System.Collections.Generic;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Stores;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>What the user has of both ends says what the handshake alone cannot.</summary>
public sealed class DiagnosisInputsTests
{
    /// <summary>TLS 1.3 hides the certificate; the only one that the client has tells why it was refused.</summary>
    [Fact]
    public void The_clients_only_certificate_explains_a_refusal_that_is_encrypted()
    {
        Finding finding = First("client-expired-haproxy-tls13", Given(EntryOf("client-expired-openssl-tls12")));
        Assert.Equal(("ClientCertificateExpired", Confidence.Likely), (finding.Id, finding.Confidence));
        Assert.Contains("entry", finding.Evidence[0].Message);
    }

    [Fact]
    public void Of_two_certificates_nobody_knows_which_was_sent() =>
        Assert.Equal(
            "ClientCertificateRejected",
            First("client-expired-haproxy-tls13", Given(EntryOf("client-expired-openssl-tls12"), EntryOf("client-serverusage-openssl-tls12"))).Id);

    [Fact]
    public void A_certificate_that_the_trust_store_does_not_vouch_for_is_untrusted()
    {
        DiagnosisInputs inputs = Given(EntryOf("client-stranger-openssl-curl-tls12")) with { TrustAnchors = Anchors("client-stranger-openssl-curl-tls12") };
        Finding finding = First("client-stranger-java-curl-tls13", inputs);
        Assert.Equal(("ClientCertificateUntrusted", Confidence.Likely), (finding.Id, finding.Confidence));
    }

    /// <summary>A leaf that came alone may lack only its intermediate; that what is trusted does not vouch for it proves nothing.</summary>
    [Fact]
    public void A_certificate_alone_lacks_its_chain_before_it_is_untrusted()
    {
        DiagnosisInputs inputs = Given() with { TrustAnchors = [.. Scenario.Of("client-stranger-openssl-curl-tls12").Read()!.ClientCertificates!.Skip(1)] };
        Finding[] failures = [.. Diagnostician.ExamineWithAll(Scenario.Of("client-leaf-only-openssl").Read()!, inputs).Where(finding => finding.Severity == Severity.Failure)];
        Assert.Equal("ClientCertificateChainIncomplete", failures[0].Id);
    }

    [Fact]
    public void A_key_of_another_certificate_explains_the_alert_for_certain()
    {
        KeyStoreEntry entry = EntryOf("client-key-mismatch-openssl-tls12", new PrivateKeyState { Present = true, MatchesCertificate = false });
        Finding finding = First("client-key-mismatch-openssl-tls12", Given(entry));
        Assert.Equal(("ClientCertificateKeyMismatch", Confidence.Certain), (finding.Id, finding.Confidence));
    }

    [Theory]
    [InlineData("client-stranger-openssl-curl-tls12", "issued a certificate of the chain")]
    [InlineData("client-expired-openssl-tls12", "Nothing in the request keeps a client from sending")]
    public void An_entry_says_why_it_was_not_sent(string entryOf, string reason)
    {
        Finding finding = First("client-none-openssl-tls12", Given(EntryOf(entryOf)));
        Assert.Equal("ClientCertificateMissing", finding.Id);
        Assert.Contains(reason, finding.Message);
    }

    [Fact]
    public void An_entry_without_key_says_so() =>
        Assert.Contains("no private key", First("client-none-openssl-tls12", Given(EntryOf("client-expired-openssl-tls12", PrivateKeyState.None))).Message);

    [Fact]
    public void An_entry_whose_key_the_request_excludes_is_the_cause_itself()
    {
        Finding finding = First("client-schemes-exclude-key-openssl-tls12", Given(EntryOf("client-expired-openssl-tls12")));
        Assert.Equal(("ClientSignatureAlgorithmMismatch", Confidence.Certain), (finding.Id, finding.Confidence));
    }

    /// <summary>What somebody has cannot make a handshake fail that did not.</summary>
    [Fact]
    public void A_handshake_in_order_stays_so() =>
        Assert.DoesNotContain(
            Diagnostician.ExamineWithAll(Scenario.Of("healthy-openssl-to-java-tls12-mutual").Read()!, Given(EntryOf("client-expired-openssl-tls12"))),
            finding => finding.Severity == Severity.Failure);

    private static Finding First(string scenario, DiagnosisInputs inputs) => Diagnostician.ExamineWithAll(Scenario.Of(scenario).Read()!, inputs)[0];

    private static DiagnosisInputs Given(params KeyStoreEntry[] entries) => new() { ClientEntries = entries };

    /// <summary>An entry as the client of a scenario has it: with the chain that it sent.</summary>
    private static KeyStoreEntry EntryOf(string scenario, PrivateKeyState? key = null) => new()
    {
        Alias = scenario,
        Kind = key is { Present: false } ? KeyStoreEntryKind.Trusted : KeyStoreEntryKind.Key,
        Chain = Scenario.Of(scenario).Read()!.ClientCertificates!,
        PrivateKey = key ?? new PrivateKeyState { Present = true, MatchesCertificate = true },
        Source = "client.p12",
        StoreType = KeyStoreType.Pkcs12,
    };

    /// <summary>The authority by which the server of a scenario has its own certificate.</summary>
    private static IReadOnlyList<TlsCertificate> Anchors(string scenario) => [.. Scenario.Of(scenario).Read()!.ServerCertificates!.Skip(1)];
}

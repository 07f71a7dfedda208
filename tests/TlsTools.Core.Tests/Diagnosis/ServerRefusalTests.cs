using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>What is known beside the handshake decides where the handshake alone does not.</summary>
public sealed class ServerRefusalTests
{
    [Fact]
    public void A_chain_that_the_client_is_said_to_trust_was_refused_for_another_reason()
    {
        TlsHandshake refused = Scenario.Of("server-stranger-openssl-java-tls12").Read()!;
        DiagnosisInputs inputs = new() { TrustAnchors = [refused.ServerCertificates![^1]] };

        Assert.Equal("ServerCertificateUntrusted", refused.Cause);
        Assert.Equal("ServerCertificateRejected", Diagnostician.ExamineWithAll(refused, inputs)[0].Id);
    }

    [Fact]
    public void A_chain_that_does_not_lead_to_what_the_client_trusts_is_untrusted()
    {
        TlsHandshake refused = Scenario.Of("server-stranger-openssl-java-tls12").Read()!;
        DiagnosisInputs inputs = new() { TrustAnchors = [Scenario.Of("server-self-curl-nginx-tls12").Read()!.ServerCertificates![0]] };

        Assert.Equal("ServerCertificateUntrusted", Diagnostician.ExamineWithAll(refused, inputs)[0].Id);
    }

    [Theory]
    [InlineData("server.example", "ServerCertificateExpired")]
    [InlineData("another.example", "ServerCertificateRejected")]
    public void Another_handshake_of_the_server_shows_the_chain_that_this_one_hides(string askedFor, string cause)
    {
        TlsHandshake hidden = Scenario.Of("server-expired-gnutls-java-tls13").Read()!;
        TlsHandshake open = Scenario.Of("healthy-no-verification-expired").Read()!;
        SourceHistory history = new();
        history.Note(new TlsHandshake
        {
            Number = 7,
            Server = hidden.Server,
            Client = open.Client,
            ServerName = askedFor,
            Messages = open.Messages,
            Outcome = HandshakeOutcome.Completed,
        });
        hidden.History = history;

        Finding finding = Diagnostician.ExamineWithAll(hidden)[0];

        Assert.Equal(cause, finding.Id);
        Assert.Equal(Confidence.Likely, finding.Confidence);
        Assert.Equal(cause == "ServerCertificateExpired", finding.Evidence.Any(evidence => evidence.Field?.Contains("in handshake 7") is true));
    }

    [Theory]
    [InlineData("healthy-pure-handshake")]
    [InlineData("healthy-unclean-end-dotnet")]
    [InlineData("server-pin-changed-curl")]
    public void Whoever_only_closes_blames_nobody(string name) =>
        Assert.DoesNotContain(Scenario.Of(name).Read()!.Findings, finding => finding.Severity == Severity.Failure);
}

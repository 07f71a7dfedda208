using System;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>
/// Real peers on loopback that ask late, not at all or without need, or that answer where a capture shows nothing: what is said of the certificate
/// must hold there too, and no more may be said than can be known.
/// </summary>
public sealed class BeyondHandshakeTests
{
    // NSS (selfserv -rrrr), IIS and Apache ask so; s_server does on demand.
    [SkippableTheory]
    [InlineData("cli", true)]
    [InlineData("cli_B", false)]
    public void A36_a_request_in_a_renegotiation_is_judged_by_the_trust_store(string certificate, bool accepted)
    {
        Require("openssl");
        using LateRequest peers = new(certificate, ProtocolVersion.Tls12);
        Assert.Equal((true, accepted), peers.Ask());
        TlsHandshake handshake = peers.Handshake();
        Assert.Equal(ClientAuthentication.NotRequested, handshake.ClientAuthentication);

        // The first handshake shows no request, but encrypted ones follow, so it is not said that the server does not ask.
        ClientCertificateTest test = Test(certificate, handshake);
        Assert.DoesNotContain(CertificateReason.NotRequested, test.Reasons);
        Assert.Equal(accepted, test.WouldBeAccepted);
    }

    [SkippableFact]
    public void A37_a_client_that_refuses_to_renegotiate_says_nothing_of_its_certificate()
    {
        Require("openssl");
        using LateRequest peers = new("cli", ProtocolVersion.Tls12, "-no_renegotiation");
        Assert.Equal((false, false), peers.Ask());
        ClientCertificateTest test = Test("cli", peers.Handshake());
        Assert.DoesNotContain(CertificateReason.NotRequested, test.Reasons);
        Assert.True(test.WouldBeAccepted);
    }

    [SkippableTheory]
    [InlineData("cli", true, true)]
    [InlineData("cli_B", true, false)]
    [InlineData("cli", false, false)]
    public void A38_a_request_after_the_handshake_is_judged_by_the_trust_store(string certificate, bool isOffered, bool accepted)
    {
        Require("openssl");
        using LateRequest peers = new(certificate, ProtocolVersion.Tls13, isOffered ? ["-enable_pha"] : []);
        Assert.Equal((isOffered, accepted), peers.Ask());
        TlsHandshake handshake = peers.Handshake();
        Assert.Equal(isOffered, handshake.ClientHello!.Extension(ExtensionType.PostHandshakeAuth) is not null);
        Assert.Equal(ClientAuthentication.Unknown, handshake.ClientAuthentication);
        ClientCertificateTest test = Test(certificate, handshake);
        Assert.DoesNotContain(CertificateReason.NotRequested, test.Reasons);
        Assert.Equal(certificate == "cli", test.WouldBeAccepted);
    }

    [SkippableTheory]
    [InlineData("cli", "TLS 1.2", 200)]
    [InlineData("cli", "TLS 1.3", 200)]
    [InlineData("cli_B", "TLS 1.2", 400)]
    [InlineData("cli_B", "TLS 1.3", 400)]
    [InlineData("cli_leaf", "TLS 1.2", 400)]
    [InlineData("cli_leaf", "TLS 1.3", 400)]
    [InlineData("cli_expired", "TLS 1.2", 400)]
    [InlineData("cli_expired", "TLS 1.3", 400)]
    [InlineData("cli_serverEku", "TLS 1.2", 400)]
    [InlineData("cli_serverEku", "TLS 1.3", 400)]
    public void A40_a_refusal_in_HTTP_is_a_refusal(string certificate, string versionName, int status)
    {
        Require("nginx", "curl");
        ProtocolVersion version = ProtocolVersion.Parse(versionName);
        using NginxServer server = new("rootA");
        using RecordingRelay relay = new(server.Port);
        PeerClients.Connect("Curl", certificate, relay.Port, version);
        Assert.Equal(status, server.Status());
        TlsHandshake handshake = relay.Handshake();
        Assert.Null(handshake.Alert is { Encrypted: false } alert ? alert : null);
        Assert.Equal(HandshakeOutcome.Completed, handshake.Outcome);
        Assert.Equal(status == 200, Test(certificate, handshake).WouldBeAccepted);
    }

    [SkippableTheory]
    [InlineData("cli_B", "TLS 1.2")]
    [InlineData("cli_B", "TLS 1.3")]
    [InlineData("cli_expired", "TLS 1.2")]
    [InlineData("cli_expired", "TLS 1.3")]
    public void A42_a_refusal_without_a_word_is_a_refusal(string certificate, string versionName)
    {
        Require("openssl");
        ProtocolVersion version = ProtocolVersion.Parse(versionName);
        using PeerServer server = PeerServer.Start("DotNet", "rootA", []);
        using RecordingRelay relay = new(server.Port);
        PeerClients.Connect("OpenSsl", certificate, relay.Port, version);
        Assert.False(server.Accepted());

        // Until dotnet/runtime#115996 the server on Linux finishes the handshake and hangs up.
        TlsHandshake handshake = relay.Handshake();
        Assert.True(version.IsTls13 || handshake.Alert is null, handshake.Alert?.ToString());
        Assert.False(Test(certificate, handshake).WouldBeAccepted);
    }

    [SkippableTheory]
    [InlineData(null, true)]
    [InlineData("cli", true)]
    [InlineData("cli_B", false)]
    public void A44_who_is_asked_without_need_may_send_nothing_but_nothing_wrong(string? certificate, bool served)
    {
        Require("openssl", "java");
        (int port, Func<bool> accepted) = JavaPeer.Shared.Serve("rootA", [], "want");
        using RecordingRelay relay = new(port);
        Connect(certificate, relay.Port, ProtocolVersion.Tls12);
        Assert.Equal(served, accepted());
        TlsHandshake handshake = relay.Handshake();
        Assert.Equal(certificate is null ? ClientAuthentication.RequestedEmpty : ClientAuthentication.Sent, handshake.ClientAuthentication);
        ClientCertificateTest test = Test(certificate ?? "cli", handshake);
        Assert.Equal(served, test.WouldBeSent);
        Assert.Equal(served, test.WouldBeAccepted);
    }

    [SkippableTheory]
    [InlineData("TLS 1.2")]
    [InlineData("TLS 1.3")]
    public void A47_to_a_server_that_does_not_ask_nothing_is_sent(string versionName)
    {
        Require("openssl", "java");
        ProtocolVersion version = ProtocolVersion.Parse(versionName);
        (int port, Func<bool> accepted) = JavaPeer.Shared.Serve("rootA", [], "none");
        using RecordingRelay relay = new(port);
        Connect("cli", relay.Port, version);
        Assert.True(accepted());
        TlsHandshake handshake = relay.Handshake();
        Assert.Null(handshake.ClientCertificates);
        ClientCertificateTest test = Test("cli", handshake);

        // In TLS 1.3 the request would be encrypted, so that its absence cannot be seen.
        Assert.Equal(version.IsTls13, test.WouldBeSent);
        Assert.Equal(!version.IsTls13, test.Reasons.Contains(CertificateReason.NotRequested));
        Assert.All(test.WouldBeSentBy.All, verdict => Assert.Equal(version.IsTls13, verdict.WouldBeSent));
        Assert.True(test.WouldBeAccepted);
    }

    private static void Connect(string? certificate, int port, ProtocolVersion version)
    {
        if (certificate is null)
        {
            PeerClients.ConnectWithout(port, version);
        }
        else
        {
            PeerClients.Connect("OpenSsl", certificate, port, version);
        }
    }

    private static ClientCertificateTest Test(string certificate, TlsHandshake handshake) => ClientCertificateEvaluation.Test(
        LabPki.Entry(certificate),
        new ClientCertificateContext { Request = ClientCertificateRequest.FromHandshake(handshake), At = DateTime.UtcNow, TrustAnchors = LabPki.Certificates("rootA") });

    private static void Require(params string[] programs)
    {
        LabPki.RequireInTime();
        PeerProgram.Require(programs);
    }
}

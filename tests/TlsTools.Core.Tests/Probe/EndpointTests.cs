using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using TlsTools.Handshakes;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>What a probe says of real servers on loopback, against how they are configured.</summary>
public sealed class EndpointTests
{
    [SkippableTheory]
    [InlineData("-tls1_3", false)]
    [InlineData("-tls1_3", true)]
    [InlineData("-tls1_2", false)]
    [InlineData("-tls1_2", true)]
    public void A_server_that_does_not_ask(string version, bool isCurve)
    {
        using ProbedServer server = new(0, isCurve, version);
        TlsEndpoint endpoint = server.Probe();
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Equal([ProtocolVersion.Parse(version == "-tls1_3" ? "TLS 1.3" : "TLS 1.2")], endpoint.Versions);
        Assert.Equal(ClientCertificateDemand.NotRequested, endpoint.ClientAuthentication);
        Assert.Null(endpoint.AcceptableCA);
        Assert.Equal("CN=server.example", Assert.Single(endpoint.ServerCertificates!).Subject?.Name);
        Assert.Equal("server.example", endpoint.Handshakes[0].ServerName);
        Assert.Equal(HandshakeOutcome.Completed, endpoint.Handshakes[0].Outcome);
        Assert.Equal($"127.0.0.1:{server.Port}", endpoint.Handshakes[0].Source);
        Assert.Null(endpoint.Cause);
        Assert.All(endpoint.Handshakes, handshake => Assert.NotNull(handshake.ClientHello));
    }

    [SkippableTheory]
    [InlineData("-tls1_3", 0)]
    [InlineData("-tls1_3", 1)]
    [InlineData("-tls1_3", 130)]
    [InlineData("-tls1_3", 260)]
    [InlineData("-tls1_2", 0)]
    [InlineData("-tls1_2", 1)]
    [InlineData("-tls1_2", 130)]
    [InlineData("-tls1_2", 260)]
    public void A_server_that_asks_and_goes_on(string version, int authorities)
    {
        using ProbedServer server = new(authorities, isCurve: false, version, "-verify", "5");
        TlsEndpoint endpoint = server.Probe();
        Assert.Equal(ClientCertificateDemand.Optional, endpoint.ClientAuthentication);
        Assert.Equal(
            Enumerable.Range(1, authorities).Select(number => $"CN=Throw-Away Authority {number},O=TlsTools Throw-Away Test"),
            endpoint.AcceptableCA!.Select(authority => authority.Name));
        Assert.Equal(ClientAuthentication.RequestedEmpty, endpoint.Handshakes[0].ClientAuthentication);
        Assert.NotEmpty(endpoint.Handshakes[0].CertificateRequest!.SignatureSchemes);
    }

    [SkippableTheory]
    [InlineData("-tls1_3", 1)]
    [InlineData("-tls1_3", 130)]
    [InlineData("-tls1_2", 1)]
    [InlineData("-tls1_2", 260)]
    public void A_server_that_insists(string version, int authorities)
    {
        using ProbedServer server = new(authorities, isCurve: true, version, "-Verify", "5", "-verify_return_error");
        TlsEndpoint endpoint = server.Probe();
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Equal(ClientCertificateDemand.Required, endpoint.ClientAuthentication);
        Assert.Equal(authorities, endpoint.AcceptableCA!.Count);
        Assert.Equal("ClientCertificateMissing", endpoint.Cause);
    }

    [SkippableTheory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    [InlineData("P-521")]
    [InlineData("X25519")]
    public void Any_group_leads_through_TLS_1_3_also_by_a_retry(string group)
    {
        using ProbedServer server = new(1, isCurve: false, "-tls1_3", "-groups", group, "-Verify", "5");
        TlsEndpoint endpoint = server.Probe();
        Assert.Equal(ClientCertificateDemand.Required, endpoint.ClientAuthentication);
        Assert.Equal(group is "P-384" or "P-521", endpoint.Handshakes[0].HelloRetryRequest);
    }

    [SkippableTheory]
    [InlineData("TLS_AES_128_GCM_SHA256")]
    [InlineData("TLS_AES_256_GCM_SHA384")]
    [InlineData("TLS_CHACHA20_POLY1305_SHA256")]
    [InlineData("TLS_AES_128_CCM_SHA256")]
    [InlineData("TLS_AES_128_CCM_8_SHA256")]
    public void Any_suite_leads_through_TLS_1_3(string suite)
    {
        using ProbedServer server = new(1, isCurve: false, "-tls1_3", "-ciphersuites", suite, "-Verify", "5");
        Assert.Equal(ClientCertificateDemand.Required, server.Probe().ClientAuthentication);
    }

    [SkippableTheory]
    [InlineData("ECDHE-RSA-AES128-GCM-SHA256")]
    [InlineData("ECDHE-RSA-CHACHA20-POLY1305")]
    [InlineData("ECDHE-RSA-AES256-SHA384")]
    [InlineData("DHE-RSA-AES256-GCM-SHA384")]
    [InlineData("DHE-RSA-AES128-SHA")]
    [InlineData("AES256-GCM-SHA384")]
    [InlineData("AES128-SHA256")]
    [InlineData("AES256-CCM")]
    public void Any_suite_leads_through_TLS_1_2(string suite)
    {
        using ProbedServer server = new(1, isCurve: false, "-tls1_2", "-cipher", suite + ":@SECLEVEL=0", "-verify", "5");
        TlsEndpoint endpoint = server.Probe();
        Assert.Equal(ClientCertificateDemand.Optional, endpoint.ClientAuthentication);
        Assert.Equal(HandshakeOutcome.Completed, endpoint.Handshakes[0].Outcome);
    }

    [SkippableTheory]
    [InlineData("-tls1", "TLS 1.0")]
    [InlineData("-tls1_1", "TLS 1.1")]
    public void Old_versions_that_the_platform_refuses(string argument, string version)
    {
        using ProbedServer server = new(1, isCurve: false, argument, "-cipher", "ALL:@SECLEVEL=0", "-Verify", "5");
        TlsEndpoint endpoint = server.Probe();
        Assert.Equal([ProtocolVersion.Parse(version)], endpoint.Versions);
        Assert.Equal(ClientCertificateDemand.Required, endpoint.ClientAuthentication);
    }

    // A list for each version, in the order that the server is told to prefer; the demand of a certificate does not matter.
    [SkippableFact]
    public void All_is_found_in_the_order_of_a_server_that_insists_on_a_certificate()
    {
        using ProbedServer server = new(
            1, isCurve: false, "-Verify", "5", "-serverpref", "-cipher", "AES128-SHA256:ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256",
            "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256", "-groups", "P-384:X25519", "-sigalgs", "RSA-PSS+SHA512:RSA+SHA256");
        TlsEndpoint endpoint = server.Probe(all: true);
        Assert.Equal(["TLS 1.3", "TLS 1.2"], endpoint.Versions.Select(version => version.ToString()));
        Assert.Equal(["TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"], Names(endpoint.CipherSuites[0].CipherSuites));
        Assert.Equal(
            ["TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"],
            Names(endpoint.CipherSuites[1].CipherSuites));
        Assert.All(endpoint.CipherSuites, suites => Assert.True(suites.IsServerOrder));
        Assert.All(endpoint.CipherSuites, suites => Assert.Equal(["secp384r1", "x25519"], suites.Groups.Select(group => group.ToString())));
        Assert.Equal(["rsa_pss_rsae_sha512"], endpoint.CipherSuites[0].SignatureSchemes.Select(scheme => scheme.ToString()));
        Assert.Equal(["rsa_pss_rsae_sha512", "rsa_pkcs1_sha256"], endpoint.CipherSuites[1].SignatureSchemes.Select(scheme => scheme.ToString()));
        Assert.Equal(["secp384r1", "x25519"], endpoint.Groups.Select(group => group.ToString()).Order());
        Assert.Equal(["rsa_pkcs1_sha256", "rsa_pss_rsae_sha512"], endpoint.SignatureSchemes.Select(scheme => scheme.ToString()).Order());
        Assert.Equal(ClientCertificateDemand.Required, endpoint.ClientAuthentication);
    }

    [SkippableFact]
    public void Only_the_versions_that_are_wanted_are_tried()
    {
        using ProbedServer server = new(1, isCurve: false, "-Verify", "5");
        foreach (string name in new[] { "TLS 1.3", "TLS 1.2" })
        {
            TlsEndpoint endpoint = Probe(name);
            Assert.Equal([ProtocolVersion.Parse(name)], endpoint.Versions);
            Assert.Equal(ClientCertificateDemand.Required, endpoint.ClientAuthentication);
            Assert.Equal([ProtocolVersion.Parse(name)], Assert.Single(endpoint.Handshakes).OfferedVersions);
        }

        // Its list is of TLS 1.2 and TLS 1.0 apart, because what lies between is not wanted.
        TlsEndpoint apart = Probe("TLS 1.0", "TLS 1.2");
        Assert.Equal([ProtocolVersion.Tls12], apart.Versions);
        Assert.Equal(EndpointOutcome.Failed, Probe("SSL 3.0").Outcome);

        TlsEndpoint Probe(params string[] versions) => EndpointProber.Probe(
            new ProbeTarget("127.0.0.1", server.Port),
            new ProbeOptions { Clock = static () => DateTime.UtcNow, TimeLimit = PeerProgram.Patience, Versions = [.. versions.Select(ProtocolVersion.Parse)] });
    }

    [SkippableFact]
    public void The_protocol_is_agreed()
    {
        using ProbedServer server = new(0, isCurve: false, "-alpn", "h2,http/1.1");
        Assert.Equal("http/1.1", ProbedServer.Probe(server.Port, alpn: ["http/1.1", "h3"]).Alpn);
        Assert.Null(ProbedServer.Probe(server.Port).Alpn);
    }

    [SkippableTheory]
    [InlineData("none", ClientCertificateDemand.NotRequested)]
    [InlineData("want", ClientCertificateDemand.Optional)]
    [InlineData("need", ClientCertificateDemand.Required)]
    public void Java(string asking, ClientCertificateDemand demand)
    {
        LabPki.RequireInTime();
        PeerProgram.Require("java");
        (int port, _) = JavaPeer.Shared.Serve("rootA", [], asking, isLasting: true);
        TlsEndpoint endpoint = ProbedServer.Probe(port);
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Equal(demand, endpoint.ClientAuthentication);
        Assert.Equal(demand == ClientCertificateDemand.NotRequested ? null : 1, endpoint.AcceptableCA?.Count);
    }

    [SkippableTheory]
    [InlineData("GnuTls", "gnutls-serv")]
    [InlineData("DotNet", null)]
    public void Servers_that_insist(string server, string? program)
    {
        LabPki.RequireInTime();
        PeerProgram.Require(program is null ? [] : [program]);
        using PeerServer peer = PeerServer.Start(server, "rootA", []);
        // The one of .NET takes one connection and lets the others wait.
        TlsEndpoint endpoint = ProbedServer.Probe(peer.Port, seconds: 5);
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Equal(ClientCertificateDemand.Required, endpoint.ClientAuthentication);
    }

    [SkippableTheory]
    [InlineData("optional", ClientCertificateDemand.Optional)]
    [InlineData("required", ClientCertificateDemand.Required)]
    public void HAProxy(string verify, ClientCertificateDemand demand)
    {
        LabPki.RequireInTime();
        using ProxyServer server = ProxyServer.HAProxy(verify);
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(demand, endpoint.ClientAuthentication);
        Assert.Equal(LabPki.Certificates("caA").Length, endpoint.AcceptableCA!.Count);
    }

    [SkippableTheory]
    [InlineData(0, true, ClientCertificateDemand.Optional)]
    [InlineData(0, false, ClientCertificateDemand.Unknown)]
    [InlineData(2, true, ClientCertificateDemand.Required)]
    [InlineData(2, false, ClientCertificateDemand.Required)]
    public void Stunnel_also_where_nothing_stands_behind_it(int verify, bool hasBackend, ClientCertificateDemand demand)
    {
        LabPki.RequireInTime();
        using ProxyServer server = ProxyServer.Stunnel(verify, hasBackend);
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(demand, endpoint.ClientAuthentication);
        Assert.Equal(LabPki.Certificates("caA").Length, endpoint.AcceptableCA!.Count);
    }

    // It refuses in HTTP only, and its handshake is good.
    [SkippableTheory]
    [InlineData("on", null, ClientCertificateDemand.Required)]
    [InlineData("on", false, ClientCertificateDemand.Optional)]
    [InlineData("optional", null, ClientCertificateDemand.Optional)]
    public void Nginx_takes_the_handshake(string verify, bool? http, ClientCertificateDemand demand)
    {
        LabPki.RequireInTime();
        PeerProgram.Require("nginx");
        using NginxServer server = new("ca130", verify);
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port, http: http);
        Assert.Equal(["TLS 1.3", "TLS 1.2"], endpoint.Versions.Select(version => version.ToString()));
        Assert.Equal(LabPki.Certificates("ca130").Length, endpoint.AcceptableCA!.Count);
        Assert.Equal(demand, endpoint.ClientAuthentication);
    }

    [SkippableFact]
    public void Many_targets_come_in_their_order()
    {
        using ProbedServer server = new(1, isCurve: true, "-Verify", "5");
        int closed = PeerProgram.FreePort();
        ProbeOptions options = new() { Clock = static () => DateTime.UtcNow, TimeLimit = TimeSpan.FromSeconds(30) };
        List<ProbeRequest> requests = [.. Enumerable.Range(0, 20).Select(index => new ProbeRequest(new ProbeTarget("127.0.0.1", index % 3 == 0 ? closed : server.Port), options))];
        TlsEndpoint[] endpoints = [.. EndpointProber.ProbeAll(requests, 8)];
        Assert.Equal(requests.Select(request => request.Target.Port), endpoints.Select(endpoint => endpoint.Port));
        Assert.All(endpoints, endpoint => Assert.Equal(endpoint.Port == closed ? EndpointOutcome.Refused : EndpointOutcome.Reachable, endpoint.Outcome));
        Assert.All(endpoints, endpoint => Assert.Equal(endpoint.Port == closed ? ClientCertificateDemand.Unknown : ClientCertificateDemand.Required, endpoint.ClientAuthentication));
    }

    [Fact]
    public void It_can_be_stopped()
    {
        using LocalServer server = new((_, stop) => stop.WaitHandle.WaitOne());
        using CancellationTokenSource stop = new();
        stop.CancelAfter(200);
        Assert.ThrowsAny<OperationCanceledException>(() => EndpointProber.Probe(
            new ProbeTarget("127.0.0.1", server.Port), new ProbeOptions { Clock = static () => DateTime.UtcNow, TimeLimit = TimeSpan.FromMinutes(5) }, stop.Token));
    }

    private static IEnumerable<string> Names(IEnumerable<CipherSuite> suites) => suites.Select(suite => suite.ToString());
}

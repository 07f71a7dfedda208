using System;
using System.Linq;
using System.Security.Authentication;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth;
using TlsTools.Tests.ClientAuth.Peers;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>Every way to ask for a client certificate, in every version, of more stacks, against how each was started.</summary>
public sealed class DemandTests
{
    [SkippableTheory]
    [InlineData("-tls1", 0)]
    [InlineData("-tls1", 260)]
    [InlineData("-tls1_1", 1)]
    [InlineData("-tls1_1", 130)]
    [InlineData("-tls1_2", 0)]
    [InlineData("-tls1_3", 0)]
    [InlineData("-tls1_3", 260)]
    public void OpenSsl_in_all_three_ways(string version, int authorities)
    {
        string[] security = version is "-tls1" or "-tls1_1" ? ["-cipher", "ALL:@SECLEVEL=0"] : [];
        foreach ((string[] asking, ClientCertificateDemand demand) in new[]
        {
            ([], ClientCertificateDemand.NotRequested), (new[] { "-verify", "5" }, ClientCertificateDemand.Optional), (["-Verify", "5"], ClientCertificateDemand.Required),
        })
        {
            using ProbedServer server = new(authorities, isCurve: false, [version, .. security, .. asking]);
            TlsEndpoint endpoint = server.Probe();
            Assert.Equal(demand, endpoint.ClientAuthentication);
            Assert.Equal(demand == ClientCertificateDemand.NotRequested ? null : authorities, endpoint.AcceptableCA?.Count);
        }
    }

    [SkippableTheory]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.3", "--disable-client-cert", ClientCertificateDemand.NotRequested)]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.3", null, ClientCertificateDemand.Optional)]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.3", "--require-client-cert", ClientCertificateDemand.Required)]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.2", "--disable-client-cert", ClientCertificateDemand.NotRequested)]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.2", null, ClientCertificateDemand.Optional)]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.2", "--require-client-cert", ClientCertificateDemand.Required)]
    public void GnuTls(string priority, string? asking, ClientCertificateDemand demand)
    {
        LabPki.RequireInTime();
        PeerProgram.Require("gnutls-serv");
        int port = PeerProgram.FreePort();
        using PeerProgram server = PeerProgram.Serve(
            "HTTP Server listening on IPv4",
            "gnutls-serv",
            [
                "-p", PeerProgram.Text(port), "--x509certfile", LabPki.FilePath("srv.pem"), "--x509keyfile", LabPki.FilePath("srv.key"), "--x509cafile", LabPki.FilePath("ca130.pem"), "--priority", priority,
                .. asking is null ? Array.Empty<string>() : [asking],
            ]);
        TlsEndpoint endpoint = ProbedServer.Probe(port);
        Assert.Equal([priority.EndsWith('3') ? "TLS 1.3" : "TLS 1.2"], endpoint.Versions.Select(version => version.ToString()));
        Assert.Equal(demand, endpoint.ClientAuthentication);
        Assert.Equal(demand == ClientCertificateDemand.NotRequested ? null : LabPki.Certificates("ca130").Length, endpoint.AcceptableCA?.Count);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, false, true, 0, ClientCertificateDemand.NotRequested)]
    [InlineData(SslProtocols.Tls12, true, true, 3, ClientCertificateDemand.Optional)]
    [InlineData(SslProtocols.Tls12, true, false, 3, ClientCertificateDemand.Required)]
    [InlineData(SslProtocols.Tls13, false, true, 0, ClientCertificateDemand.NotRequested)]
    [InlineData(SslProtocols.Tls13, true, true, 3, ClientCertificateDemand.Optional)]
    [InlineData(SslProtocols.Tls13, true, false, 0, ClientCertificateDemand.Required)]
    public void DotNet(SslProtocols versions, bool asks, bool takesAll, int authorities, ClientCertificateDemand demand)
    {
        using DotNetServer server = new(asks, takesAll, authorities, versions);
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal([versions == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2"], endpoint.Versions.Select(version => version.ToString()));
        Assert.Equal(demand, endpoint.ClientAuthentication);
        Assert.Equal(asks ? Enumerable.Range(1, authorities).Select(number => $"CN=Throw-Away Authority {number}") : null, endpoint.AcceptableCA?.Select(authority => authority.Name));
    }
}

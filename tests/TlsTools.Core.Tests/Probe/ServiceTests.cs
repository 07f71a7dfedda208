using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Probe;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>Servers that begin TLS in their own protocol, and NSS: what they answer, against their configuration.</summary>
public sealed class ServiceTests
{
    private static readonly string[] s_new = ["TLS 1.3", "TLS 1.2"];
    private static readonly string[] s_authorities = ["CN=Throw-Away First", "CN=Throw-Away Second"];

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dovecot(bool asks)
    {
        using ServiceServer server = ServiceServer.Dovecot(asks);
        ClientCertificateDemand demand = asks ? ClientCertificateDemand.Optional : ClientCertificateDemand.NotRequested;
        Check(server, 0, "imap", s_new, demand);
        Check(server, 1, "pop3", s_new, demand);
        Check(server, 2, "sieve", s_new, demand);
    }

    [SkippableTheory]
    [InlineData("no", ClientCertificateDemand.NotRequested)]
    [InlineData("optional", ClientCertificateDemand.Optional)]
    [InlineData("required", ClientCertificateDemand.Optional)] // It takes the handshake and refuses in SMTP.
    public void Postfix(string asking, ClientCertificateDemand demand)
    {
        using ServiceServer server = ServiceServer.Postfix(asking);
        Check(server, 0, "smtp", s_new, demand);
    }

    [SkippableTheory]
    [InlineData(true, "TLSv1.2", "TLSv1.2", "TLS 1.2")]
    [InlineData(false, "TLSv1.3", "TLSv1.3", "TLS 1.3")]
    public void PostgreSql(bool asks, string lowest, string highest, string version)
    {
        using ServiceServer server = ServiceServer.Postgres(asks, lowest, highest);
        Check(server, 0, "postgres", [version], asks ? ClientCertificateDemand.Optional : ClientCertificateDemand.NotRequested);
    }

    [SkippableTheory]
    [InlineData("never", ClientCertificateDemand.NotRequested)]
    [InlineData("try", ClientCertificateDemand.Optional)]
    [InlineData("demand", ClientCertificateDemand.Required)]
    public void OpenLdap(string verify, ClientCertificateDemand demand)
    {
        using ServiceServer server = ServiceServer.Slapd(verify);
        Check(server, 0, "ldap", s_new, demand);
    }

    // It always asks, and names none of the authorities that it knows: what openssl s_client says of it too.
    [SkippableFact]
    public void MariaDb()
    {
        using ServiceServer server = ServiceServer.MariaDb("TLSv1.2");
        Check(server, 0, "mysql", ["TLS 1.2"], ClientCertificateDemand.Optional, []);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Vsftpd(bool asks)
    {
        using ServiceServer server = ServiceServer.Vsftpd(asks);
        Check(server, 0, "ftp", s_new, asks ? ClientCertificateDemand.Required : ClientCertificateDemand.NotRequested);
    }

    [SkippableFact]
    public void Xrdp()
    {
        using ServiceServer server = ServiceServer.Xrdp();
        Check(server, 0, "rdp", ["TLS 1.2"], ClientCertificateDemand.NotRequested);
    }

    [SkippableFact]
    public void Prosody()
    {
        using ServiceServer server = ServiceServer.Prosody();
        Check(server, 0, "xmpp", s_new, ClientCertificateDemand.NotRequested);
    }

    [SkippableTheory]
    [InlineData(ClientCertificateDemand.NotRequested)]
    [InlineData(ClientCertificateDemand.Optional, "-r")]
    [InlineData(ClientCertificateDemand.Required, "-r", "-r")]
    public void Nss(ClientCertificateDemand demand, params string[] asking)
    {
        using ServiceServer server = ServiceServer.Nss(asking);
        Check(server, 0, null, s_new, demand);
    }

    private static void Check(ServiceServer server, int port, string? protocol, string[] versions, ClientCertificateDemand demand, string[]? authorities = null)
    {
        TlsEndpoint endpoint = ProbedServer.Probe(server.Ports[port], protocol: protocol);
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Equal(versions, endpoint.Versions.Select(version => version.ToString()));
        Assert.Equal("CN=server.example", Assert.Single(endpoint.ServerCertificates!).Subject?.Name);
        Assert.Equal(demand, endpoint.ClientAuthentication);
        Assert.Equal(demand == ClientCertificateDemand.NotRequested ? null : authorities ?? s_authorities, endpoint.AcceptableCA?.Select(authority => authority.Name).Order());

        // slapd refuses without a word, which a handshake alone does not explain.
        Assert.Equal(demand == ClientCertificateDemand.Required && protocol != "ldap" ? "ClientCertificateMissing" : null, endpoint.Cause);
        Assert.NotEqual(HandshakeOutcome.Incomplete, endpoint.Handshakes[0].Outcome);
    }
}

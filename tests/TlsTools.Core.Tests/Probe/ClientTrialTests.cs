using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TlsTools.Probe;
using TlsTools.Probe.Platform;
using TlsTools.Stores;
using TlsTools.Tests.ClientAuth;
using TlsTools.Tests.ClientAuth.Peers;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>What a probe says of a client certificate that it was given, against what the servers are told to trust.</summary>
public sealed class ClientTrialTests
{
    // All servers trust and name Root A and its issuing authority; cli is of them, cli_B of another authority.
    public static TheoryData<string, string, string, ClientCertificateVerdict, ClientCertificateDemand> Cases => new()
    {
        { "openssl -tls1_3 -Verify 5 -verify_return_error", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "openssl -tls1_3 -Verify 5 -verify_return_error", "cli_B", "unknown_ca", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "openssl -tls1_3 -Verify 5 -verify_return_error", "cli_expired", "certificate_expired", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "openssl -tls1_2 -Verify 5 -verify_return_error", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "openssl -tls1_2 -Verify 5 -verify_return_error", "cli_ec", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "openssl -tls1_2 -Verify 5 -verify_return_error", "cli_B", "unknown_ca", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "openssl -tls1_2 -Verify 5 -verify_return_error", "cli_expired", "certificate_expired", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "openssl -tls1_3 -verify 5", "cli_B", "Accepted", ClientCertificateVerdict.AcceptedAsWithout, ClientCertificateDemand.Optional },
        { "openssl -tls1_3", "cli", "Accepted", ClientCertificateVerdict.NotRequested, ClientCertificateDemand.NotRequested },
        { "openssl -tls1_2", "cli", "Accepted", ClientCertificateVerdict.NotRequested, ClientCertificateDemand.NotRequested },
        { "nginx on", "cli", "200", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "nginx on", "cli_B", "400", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "nginx optional", "cli", "200", ClientCertificateVerdict.AcceptedAsWithout, ClientCertificateDemand.Optional },
        { "nginx optional", "cli_B", "400", ClientCertificateVerdict.Refused, ClientCertificateDemand.Optional },
        { "haproxy required", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "haproxy required", "cli_B", "unknown_ca", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "stunnel", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "stunnel", "cli_B", "unknown_ca", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "nginx-stream on", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "nginx-stream optional", "cli", "Accepted", ClientCertificateVerdict.AcceptedAsWithout, ClientCertificateDemand.Optional },
        { "nginx-stream on without-backend", "cli", "Closed", ClientCertificateVerdict.Unknown, ClientCertificateDemand.Unknown },
        { "gnutls", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "java", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "java", "cli_B", "certificate_unknown", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "dotnet Tls13", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "dotnet Tls13", "cli_B", "Closed", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
        { "dotnet Tls12", "cli", "Accepted", ClientCertificateVerdict.Accepted, ClientCertificateDemand.Required },
        { "dotnet Tls12", "cli_B", "Closed", ClientCertificateVerdict.Refused, ClientCertificateDemand.Required },
    };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_certificate_is_tried(string server, string certificate, string answer, ClientCertificateVerdict verdict, ClientCertificateDemand demand)
    {
        LabPki.RequireInTime();
        (int port, IDisposable running) = Serve(server);
        using (running)
        {
            using TlsIdentity identity = Identity(certificate);
            TlsEndpoint endpoint = ProbedServer.Probe(port, identity: identity);
            ClientCertificateTrial trial = endpoint.ClientCertificate!;
            Assert.Equal((answer, verdict, demand), (trial.With.Alert ?? trial.With.HttpStatus?.ToString() ?? trial.With.Answer.ToString(), trial.Verdict, endpoint.ClientAuthentication));
            Assert.Equal(LabPki.Certificates(certificate)[0].RawData, trial.With.Certificate!.RawData);
            Assert.Null(trial.Without.Certificate);
            Assert.Equal([trial.With.Handshake, trial.Without.Handshake], endpoint.Handshakes.Skip(endpoint.Handshakes.Count - 2));
            Assert.Equal(Enumerable.Range(1, endpoint.Handshakes.Count), endpoint.Handshakes.Select(handshake => handshake.Number));

            // What TLS 1.2 shows of the client is on the handshake.
            if (trial.With.Handshake.Version?.ToString() == "TLS 1.2" && verdict != ClientCertificateVerdict.NotRequested)
            {
                Assert.Equal(trial.With.Certificate.RawData, trial.With.Handshake.ClientCertificates![0].RawData);
                Assert.True(trial.With.WasSent);
            }
        }
    }

    [SkippableTheory]
    [InlineData("cli_B", "ClientCertificateUntrusted")]
    [InlineData("cli_expired", "ClientCertificateExpired")]
    public void The_findings_name_the_cause(string certificate, string cause)
    {
        LabPki.RequireInTime();
        foreach (string version in new[] { "-tls1_2", "-tls1_3" })
        {
            (int port, IDisposable running) = Serve($"openssl {version} -Verify 5 -verify_return_error");
            using (running)
            {
                using TlsIdentity identity = Identity(certificate);
                Assert.Equal(cause, ProbedServer.Probe(port, identity: identity).ClientCertificate!.Findings[0].Id);
            }
        }
    }

    // A server that has only the root needs the issuing authority's certificate from the client.
    [SkippableFact]
    public void The_intermediates_are_sent_where_the_platform_can_be_given_them()
    {
        LabPki.RequireInTime();
        (int port, IDisposable running) = Serve("openssl -tls1_2 -Verify 5 -verify_return_error", "rootA");
        using (running)
        {
            using TlsIdentity identity = Identity("cli");
            ClientCertificateTrial trial = ProbedServer.Probe(port, identity: identity).ClientCertificate!;
            if (PlatformClient.SendsIntermediates)
            {
                Assert.Equal(ClientCertificateVerdict.Accepted, trial.Verdict);
                Assert.Equal(LabPki.Certificates("cli").Select(sent => sent.Subject), trial.With.Handshake.ClientCertificates!.Select(sent => sent.Subject));
            }
            else
            {
                Assert.Equal(ClientCertificateVerdict.Refused, trial.Verdict);
                Assert.Contains("intermediate", trial.Message, StringComparison.Ordinal);
            }
        }
    }

    // A certificate that nobody asks for because nobody answers.
    [SkippableFact]
    public void A_closed_port_needs_no_certificate()
    {
        LabPki.Require();
        using TlsIdentity identity = Identity("cli");
        TlsEndpoint endpoint = ProbedServer.Probe(PeerProgram.FreePort(), identity: identity);
        Assert.Equal(EndpointOutcome.Refused, endpoint.Outcome);
        Assert.Null(endpoint.ClientCertificate);
    }

    [SkippableTheory]
    [InlineData("cli.p12")]
    [InlineData("cli.pem,cli.key")]
    [InlineData("cli_ec.pem,cli_ec.key")]
    public void Files_of_any_format_are_taken(string files)
    {
        LabPki.Require();
        using TlsIdentity identity = TlsIdentity.Open([.. files.Split(',').Select(LabPki.FilePath)], Options(LabPki.Password));
        Assert.True(identity.Certificate.HasPrivateKey);
        Assert.Equal(LabPki.Certificates(files.Split('.')[0])[0].RawData, identity.Certificate.RawData);
        Assert.NotEmpty(identity.Intermediates);
    }

    [SkippableFact]
    public void Files_without_a_key_are_refused()
    {
        LabPki.Require();
        Assert.Throws<KeyStoreException>(() => TlsIdentity.Open([LabPki.FilePath("caA.pem")]));
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(LabPki.Certificates("cli")[0].RawData);
        Assert.Throws<ArgumentException>(() => TlsIdentity.FromCertificate(bare));
    }

    private static TlsIdentity Identity(string name) => TlsIdentity.Open([LabPki.FilePath(name + ".pem"), LabPki.FilePath(name + ".key")]);

    private static KeyStoreOptions Options(string password) => new()
    {
        Password = _ =>
        {
            SecureString secret = new();
            password.ToList().ForEach(secret.AppendChar);
            return secret;
        },
    };

    private static (int Port, IDisposable Running) Serve(string server, string trusted = "caAfull")
    {
        string[] words = server.Split(' ');
        switch (words[0])
        {
            case "openssl":
                PeerProgram.Require("openssl");
                int port = PeerProgram.FreePort();
                string[] arguments = ["s_server", "-www", "-accept", $"127.0.0.1:{PeerProgram.Text(port)}", "-cert", LabPki.FilePath("srv.pem"), "-key", LabPki.FilePath("srv.key"), "-CAfile", LabPki.FilePath(trusted + ".pem"), .. words.Skip(1)];
                return (port, PeerProgram.Serve("ACCEPT", "openssl", arguments));
            case "nginx":
                PeerProgram.Require("nginx");
                NginxServer nginx = new("caAfull", words[1]);
                return (nginx.Port, nginx);
            case "nginx-stream":
                ProxyServer stream = ProxyServer.NginxStream(words[1], hasBackend: words.Length == 2);
                return (stream.Port, stream);
            case "haproxy":
                ProxyServer haproxy = ProxyServer.HAProxy(words[1], "caAfull");
                return (haproxy.Port, haproxy);
            case "stunnel":
                ProxyServer stunnel = ProxyServer.Stunnel(2, hasBackend: true, "caAfull");
                return (stunnel.Port, stunnel);
            case "gnutls":
                PeerProgram.Require("gnutls-serv");
                PeerServer gnutls = PeerServer.Start("GnuTls", "caAfull", []);
                return (gnutls.Port, gnutls);
            case "java":
                PeerProgram.Require("java");
                return (JavaPeer.Shared.Serve("caAfull", [], "need", isLasting: true).Port, new MemoryStream());
            default:
                LocalServer dotnet = new((socket, stop) => Answer(socket, Enum.Parse<SslProtocols>(words[1])));
                return (dotnet.Port, dotnet);
        }
    }

    // A server of .NET that insists, and says a word to whom it likes.
    private static void Answer(Socket socket, SslProtocols version)
    {
        using X509Certificate2 own = X509Certificate2.CreateFromPemFile(LabPki.FilePath("srv.pem"), LabPki.FilePath("srv.key"));
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.ImportFromPemFile(LabPki.FilePath("caAfull.pem"));
        using SslStream stream = new(new NetworkStream(socket));
        try
        {
            stream.AuthenticateAsServer(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(own, [], offline: true),
                ClientCertificateRequired = true,
                EnabledSslProtocols = version,
                CertificateChainPolicy = policy,
            });
            stream.Write(Encoding.ASCII.GetBytes("hello\n"));
            _ = stream.ReadByte();
        }
        catch (AuthenticationException)
        {
            // It refuses without a word.
        }
    }
}

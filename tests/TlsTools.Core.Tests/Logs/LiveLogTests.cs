using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Tests.ClientAuth;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using Xunit;

namespace TlsTools.Tests.Logs;

/// <summary>Real programs on loopback: what their logs tell is held against what went over the wire at the same time.</summary>
public sealed class LiveLogTests
{
    private static readonly Lazy<string> s_java = new(WriteJava);

    // The client has no certificate, the server insists on one. That its answer was empty openssl does not say by states alone.
    [SkippableTheory]
    [InlineData("java", "ssl", "1.2")]
    [InlineData("java", "ssl", "1.3")]
    [InlineData("java", "all", "1.2")]
    [InlineData("java", "all", "1.3")]
    [InlineData("java", "ssl:handshake:verbose", "1.2")]
    [InlineData("java", "ssl:handshake:verbose", "1.3")]
    [InlineData("java", "ssl,packet", "1.2")]
    [InlineData("java", "ssl,handshake,packet", "1.3")]
    [InlineData("openssl", "-msg", "1.2")]
    [InlineData("openssl", "-msg", "1.3")]
    [InlineData("openssl", "-debug", "1.2")]
    [InlineData("openssl", "-msg -debug -state", "1.2")]
    [InlineData("openssl", "-state -showcerts", "1.2")]
    [InlineData("openssl", "-state", "1.3")]
    [InlineData("curl", "-v", "1.2")]
    [InlineData("curl", "-v", "1.3")]
    public void A_clients_log_says_what_went_over_the_wire(string client, string level, string version)
    {
        LabPki.Require();
        LabPki.RequireInTime();
        PeerProgram.Require("openssl", client);
        using OpenSslServer server = OpenSslServer.Strict("rootA", []);
        using RecordingRelay relay = new(server.Port);
        string port = PeerProgram.Text(relay.Port);
        IReadOnlyList<string> lines = client switch
        {
            "java" => PeerProgram.Read("java", $"-Djavax.net.debug={level}", $"-Djavax.net.ssl.trustStore={LabPki.FilePath("trustA.p12")}", $"-Djavax.net.ssl.trustStorePassword={LabPki.Password}", s_java.Value, port, "TLSv" + version),
            "curl" => PeerProgram.Read("curl", "-v", "--tls-max", version, "--cacert", LabPki.FilePath("rootA.pem"), $"https://localhost:{port}/"),
            _ => PeerProgram.Read("openssl", ["s_client", "-connect", $"127.0.0.1:{port}", "-tls" + version.Replace('.', '_'), "-servername", "localhost", "-CAfile", LabPki.FilePath("rootA.pem"), "-ign_eof", .. level.Split(' ')]),
        };
        TlsHandshake capture = relay.Handshake();
        TlsHandshake log = Assert.Single(TlsLog.ReadHandshakes(lines, client));

        Assert.True(HandshakeViews.Compare(capture, log) is { Count: 0 }, string.Join("\n", HandshakeViews.Compare(capture, log)));
        if (client == "java" && level == "ssl")
        {
            // That level has no messages: neither who is the client is told, nor what was negotiated.
            Assert.Equal((capture.Alert!.Code ?? log.Alert!.Code, (Side?)null), (log.Alert!.Code, log.Alert.Sender));
            Assert.Empty(log.Messages);
            return;
        }

        // curl says what was negotiated only when it is done.
        Assert.True((log.Version, log.CipherSuite) == (capture.Version, capture.CipherSuite) || (client == "curl" && log.Outcome == HandshakeOutcome.Failed && log.Version is null));
        if (level == "-state -showcerts")
        {
            // That level does not say that the certificate list was empty; and where the server is quick to close, s_client never reads its alert.
            bool isAlertRead = lines.Any(line => line.Contains("alert read", StringComparison.Ordinal));
            Assert.Equal(isAlertRead ? "HandshakeFailureUnspecified" : null, log.Cause);
        }
        else
        {
            Assert.Equal("ClientCertificateMissing", log.Cause);
        }

        Assert.All(log.Findings.SelectMany(finding => finding.Evidence), evidence => Assert.Null(evidence.Packet));

        // A message that has its bytes has the wire's.
        foreach (TlsMessage told in log.Messages.Where(message => message is { Handshake: not null, Length: not null }))
        {
            if (capture.Messages.FirstOrDefault(seen => seen.Sender == told.Sender && seen.HandshakeType == told.HandshakeType && seen.Handshake is not null) is { } seen)
            {
                Assert.Equal(seen.Handshake!.RawData, told.Handshake!.RawData);
            }
        }

        // What each level shows, and a capture without keys does not.
        bool hasBytes = level.Contains("packet") || level.Contains("-msg") || level is "all" or "-debug";
        Assert.Equal(hasBytes, log.Messages.Any(message => message is { Handshake: ClientHello, Length: > 0 }));
        if (hasBytes)
        {
            Assert.Equal((capture.Ja3, capture.Ja3s, capture.Ja4), (log.Ja3, log.Ja3s, log.Ja4));
            Assert.Equal(capture.ClientHello!.RawData, log.ClientHello!.RawData);
        }

        if (client == "java" && (level != "ssl,packet" || version == "1.2"))
        {
            Assert.Equal(capture.ClientHello!.Random, log.ClientHello!.Random);
            Assert.Equal(["CN=Lab Root A,OU=Lab,O=TlsTools Lab,C=AU"], log.AcceptableCA!.Select(name => name.Name));
            Assert.Equal("CN=localhost,OU=Lab,O=TlsTools Lab,C=AU", log.ServerCertificates![0].Subject!.Name);
            Assert.Equal(!hasBytes || (version == "1.3" && level != "all"), log.ServerCertificates[0].IsDescribed);
        }

        if (level.Contains("-msg"))
        {
            Assert.Equal(File.ReadAllText(LabPki.FilePath("srv_leaf.pem")).Split("-----")[2].Replace("\n", string.Empty), Convert.ToBase64String(log.ServerCertificates![0].RawData));
        }

        if (client == "java" || hasBytes)
        {
            TlsHandshake joined = new HandshakeJoiner([capture], TimeSpan.FromDays(10_000)).Join(log)!;
            Assert.Empty(joined.Disagreements);
            Assert.Equal("ClientCertificateMissing", joined.Cause);
        }
    }

    // The server's log, of a client without a certificate and of one whose authority the server does not trust.
    [SkippableTheory]
    [InlineData("nginx", null, "ClientCertificateMissing")]
    [InlineData("nginx", "cli_B", "ClientCertificateUntrusted")]
    [InlineData("haproxy", null, null)]
    [InlineData("haproxy", "cli_B", "ClientCertificateUntrusted")]
    [InlineData("stunnel", null, "ClientCertificateMissing")]
    [InlineData("stunnel", "cli_B", "ClientCertificateUntrusted")]
    [InlineData("openssl", null, "ClientCertificateMissing")]
    public void A_servers_log_says_why_it_refused(string program, string? certificate, string? cause)
    {
        LabPki.Require();
        LabPki.RequireInTime();
        PeerProgram.Require(program, "openssl");
        string folder = Directory.CreateTempSubdirectory("tlstools").FullName;
        int port = PeerProgram.FreePort();

        // HAProxy writes to a syslog server and not into a pipe.
        using UdpClient syslog = new(new IPEndPoint(IPAddress.Loopback, 0));
        syslog.Client.ReceiveTimeout = (int)PeerProgram.Patience.TotalMilliseconds;
        using PeerProgram server = Serve(program, port, folder, ((IPEndPoint)syslog.Client.LocalEndPoint!).Port);
        using RecordingRelay relay = new(port);
        string[] identity = certificate is null ? [] : ["-cert", LabPki.FilePath(certificate + ".pem"), "-key", LabPki.FilePath(certificate + ".key")];
        _ = Ask(relay.Port, identity);
        TlsHandshake capture = relay.Handshake();
        IPEndPoint sender = new(IPAddress.Any, 0);
        if (program != "haproxy")
        {
            server.WaitFor(line => s_refusals.Any(line.Contains));
        }

        IEnumerable<string> lines = program == "haproxy" ? [Encoding.UTF8.GetString(syslog.Receive(ref sender))] : server.Lines;
        TlsHandshake log = Assert.Single(TlsLog.ReadHandshakes(lines, program));
        Assert.True(HandshakeViews.Compare(capture, log) is { Count: 0 }, string.Join("\n", HandshakeViews.Compare(capture, log)));
        Assert.Equal(cause, log.Cause);
        Assert.NotEmpty(log.Statements);
        Assert.Equal(program == "nginx" ? HandshakeOutcome.Completed : HandshakeOutcome.Failed, log.Outcome);
        if (program is "haproxy" or "stunnel")
        {
            Assert.Equal("127.0.0.1", log.Client!.Address.ToString());
        }
    }

    [SkippableFact]
    public void PostgreSQL_tells_what_it_and_its_client_refused()
    {
        LabPki.Require();
        LabPki.RequireInTime();
        PeerProgram.Require("psql", "openssl");

        // Debian keeps the server's programs out of the path, by version.
        string? programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        Skip.If(programs is null, "PostgreSQL is not on this machine.");
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.UserName == "root", "PostgreSQL runs as its own user, to which only root can change.");
        string folder = Directory.CreateTempSubdirectory("tlstools").FullName;
        File.Copy(LabPki.FilePath("srv.pem"), Path.Combine(folder, "server.crt"));
        File.Copy(LabPki.FilePath("srv.key"), Path.Combine(folder, "server.key"));
        File.Copy(LabPki.FilePath("rootA.pem"), Path.Combine(folder, "root.crt"));
        File.Copy(LabPki.FilePath("cli_B.key"), Path.Combine(folder, "b.key"));
        PeerProgram.Run("chmod", "600", Path.Combine(folder, "server.key"), Path.Combine(folder, "b.key"));
        PeerProgram.Run("chmod", "755", folder);
        PeerProgram.Run("mkdir", Path.Combine(folder, "db"));
        PeerProgram.Run("chown", "postgres", Path.Combine(folder, "server.key"), Path.Combine(folder, "server.crt"), Path.Combine(folder, "db"));
        PeerProgram.Run("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(programs!, "initdb"), "-D", Path.Combine(folder, "db"), "-A", "trust", "-N");
        File.WriteAllText(Path.Combine(folder, "db", "pg_hba.conf"), "hostssl all all 127.0.0.1/32 trust clientcert=verify-ca\n");
        string port = PeerProgram.Text(PeerProgram.FreePort());
        using PeerProgram server = PeerProgram.Serve(
            "ready to accept connections", "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(programs!, "postgres"), "-D", Path.Combine(folder, "db"), "-p", port, "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "log_timezone=UTC",
            "-c", "ssl=on", "-c", "ssl_cert_file=" + Path.Combine(folder, "server.crt"), "-c", "ssl_key_file=" + Path.Combine(folder, "server.key"), "-c", "ssl_ca_file=" + Path.Combine(folder, "root.crt"));
        TlsHandshake[] clients =
        [
            Connect("sslmode=require"),
            Connect($"sslmode=verify-ca sslrootcert={LabPki.FilePath("rootB.pem")}"),
            Connect($"sslmode=require sslcert={LabPki.FilePath("cli_B.pem")} sslkey={Path.Combine(folder, "b.key")}"),
        ];
        server.WaitFor(line => line.Contains("certificate verify failed"));
        TlsHandshake[] servers = [.. TlsLog.ReadHandshakes(server.Lines, "postgres")];
        Assert.Equal(["ClientCertificateMissing", "ServerCertificateUntrusted", "ClientCertificateRejected"], servers.Select(each => each.Cause!));
        Assert.Equal(["ClientCertificateMissing", "ServerCertificateRejected", "ClientCertificateUntrusted"], clients.Select(each => each.Cause!));
        Assert.All(clients, each => Assert.Equal(("127.0.0.1:" + port, "StartTls/postgres"), (each.Server!.ToString(), each.Carrier)));
        Assert.All(servers, each => Assert.NotNull(each.StartTime));

        TlsHandshake Connect(string options) =>
            Assert.Single(TlsLog.ReadHandshakes(PeerProgram.Read("psql", $"host=127.0.0.1 port={port} user=postgres {options}", "-c", "select 1"), "psql"));
    }

    // A client that goes on after the handshake, so that a server refuses which judges only then.
    private static IReadOnlyList<string> Ask(int port, string[] identity)
    {
        string[] arguments = ["-sk", "--tls-max", "1.2", "--max-time", "10", $"https://127.0.0.1:{PeerProgram.Text(port)}/"];
        Skip.IfNot((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "curl"))), "curl is not on this machine.");
        return PeerProgram.Read("curl", [.. identity.Select(each => each.Replace("-cert", "--cert").Replace("-key", "--key")), .. arguments]);
    }

    private static PeerProgram Serve(string program, int port, string folder, int syslog)
    {
        string text = PeerProgram.Text(port);
        string configuration = Path.Combine(folder, program + ".conf");
        switch (program)
        {
            case "nginx":
                File.WriteAllText(configuration, $$"""
                    daemon off; master_process off; pid {{folder}}/pid; error_log stderr info;
                    events {}
                    http { access_log off; client_body_temp_path {{folder}}/b; proxy_temp_path {{folder}}/p; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
                      server { listen 127.0.0.1:{{text}} ssl; ssl_certificate {{LabPki.FilePath("srv.pem")}}; ssl_certificate_key {{LabPki.FilePath("srv.key")}};
                        ssl_client_certificate {{LabPki.FilePath("rootA.pem")}}; ssl_verify_client on; ssl_verify_depth 4; } }
                    """);
                return PeerProgram.Serve("event method", "nginx", "-e", "stderr", "-c", configuration);
            case "haproxy":
                File.WriteAllText(configuration, $"""
                    global
                      log 127.0.0.1:{PeerProgram.Text(syslog)} format raw local0
                    defaults
                      mode http
                      option httplog
                      log global
                      timeout client 10s
                      timeout server 10s
                      timeout connect 10s
                    frontend f
                      bind 127.0.0.1:{text} ssl crt {LabPki.FilePath("hap.pem")} ca-file {LabPki.FilePath("rootA.pem")} verify required

                    """);
                return PeerProgram.Serve("polling mechanism", "haproxy", "-V", "-db", "-f", configuration);
            case "stunnel":
                File.WriteAllText(configuration, $"""
                    foreground = yes
                    debug = 6
                    pid =
                    [t]
                    accept = 127.0.0.1:{text}
                    connect = 127.0.0.1:1
                    cert = {LabPki.FilePath("srv.pem")}
                    key = {LabPki.FilePath("srv.key")}
                    CAfile = {LabPki.FilePath("rootA.pem")}
                    verifyChain = yes
                    requireCert = yes

                    """);
                return PeerProgram.Serve("Configuration successful", "stunnel", configuration);
            default:
                return PeerProgram.Serve("ACCEPT", "openssl", "s_server", "-accept", "127.0.0.1:" + text, "-cert", LabPki.FilePath("srv_leaf.pem"), "-key", LabPki.FilePath("srv.key"), "-naccept", "1", "-Verify", "5", "-verify_return_error", "-CAfile", LabPki.FilePath("rootA.pem"));
        }
    }

    private static string WriteJava()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("tlstools").FullName, "Client.java");
        File.WriteAllText(file, """
            import javax.net.ssl.*;

            public class Client {
                public static void main(String[] arguments) throws Exception {
                    try (SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", Integer.parseInt(arguments[0]))) {
                        socket.setSoTimeout(20000);
                        socket.setEnabledProtocols(new String[] { arguments[1] });
                        socket.startHandshake();
                        socket.getInputStream().read();
                    } catch (java.io.IOException refused) {
                        System.out.println("refused");
                    }
                }
            }
            """);
        return file;
    }

    private static readonly string[] s_refusals = ["SSL certificate", "SSL_accept: ", "SSL routines:tls_process_client"];
}

using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using Xunit;
using Xunit.Abstractions;

namespace TlsTools.Tests.Decryption;

/// <summary>
/// Real servers of other stacks on loopback, of which not all write key logs; the client's does. What both agreed on must open to
/// the end.
/// </summary>
public sealed class LiveServerTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;
    private readonly int _port = PeerProgram.FreePort();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void GnuTls()
    {
        PeerProgram.Require("openssl", "gnutls-serv");
        WriteIdentity();
        using PeerProgram server = PeerProgram.Serve(
            "listening", "gnutls-serv", "--http", "-p", PeerProgram.Text(_port), "--x509certfile", In("server.pem"), "--x509keyfile", In("server.key"), "--priority",
            "NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:+CIPHER-ALL:+MAC-ALL:+DHE-RSA:%VERIFY_ALLOW_BROKEN");
        AssertOpened(leastOpened: 15);
    }

    [SkippableFact]
    public void Nginx()
    {
        PeerProgram.Require("openssl", "nginx");
        WriteIdentity();
        File.WriteAllText(In("nginx.conf"), $$"""
            daemon off;
            master_process off;
            error_log stderr notice;
            pid {{In("pid")}};
            events { }
            http {
                access_log off;
                client_body_temp_path {{In("a")}}; proxy_temp_path {{In("b")}}; fastcgi_temp_path {{In("c")}}; uwsgi_temp_path {{In("d")}}; scgi_temp_path {{In("e")}};
                server {
                    listen 127.0.0.1:{{PeerProgram.Text(_port)}} ssl;
                    ssl_certificate {{In("server.pem")}};
                    ssl_certificate_key {{In("server.key")}};
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_ciphers ALL:@SECLEVEL=0;
                    return 200 "hello";
                }
            }
            """);

        // Without a file of parameters it has no suite with finite-field Diffie-Hellman.
        using PeerProgram server = PeerProgram.Serve("event method", "nginx", "-e", "stderr", "-p", _folder, "-c", In("nginx.conf"));
        AssertOpened(leastOpened: 15);
    }

    [SkippableFact]
    public void Java()
    {
        PeerProgram.Require("openssl", "java");
        WriteIdentity();
        File.WriteAllText(In("Server.java"), JavaServer);
        File.WriteAllText(In("java.security"), "jdk.tls.disabledAlgorithms=\njdk.certpath.disabledAlgorithms=\n");
        using PeerProgram server = PeerProgram.Serve(
            "listening", "java", "-Djava.security.properties=" + In("java.security"), In("Server.java"), In("server.p12"), PeerProgram.Text(_port));
        AssertOpened(leastOpened: 15);
    }

    [SkippableFact]
    public void Nss()
    {
        PeerProgram.Require("openssl", "selfserv", "certutil", "pk12util");
        WriteIdentity();
        PeerProgram.Run("certutil", "-N", "-d", "sql:" + _folder, "--empty-password");
        PeerProgram.Run("pk12util", "-i", In("server.p12"), "-d", "sql:" + _folder, "-W", Password, "-K", "");
        using PeerProgram server = PeerProgram.Serve("accept", "selfserv", "-d", "sql:" + _folder, "-n", "localhost", "-p", PeerProgram.Text(_port), "-V", "tls1.0:tls1.3", "-H", "1", "-v");
        AssertOpened(leastOpened: 10);
    }

    [SkippableFact]
    public void DotNet()
    {
        PeerProgram.Require("openssl");
        WriteIdentity();
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(In("server.p12"), Password, X509KeyStorageFlags.Exportable);
        using TcpListener listener = new(IPAddress.Loopback, _port);
        listener.Start();
        _ = ServeAsync(listener, certificate);
        AssertOpened(leastOpened: 6);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        while (true)
        {
            try
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                await using SslStream stream = new(client.GetStream());
                await stream.AuthenticateAsServerAsync(certificate, clientCertificateRequired: false, SslProtocols.Tls12 | SslProtocols.Tls13, checkCertificateRevocation: false);
                await stream.WriteAsync("hello"u8.ToArray());
                await stream.ShutdownAsync();
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException)
            {
                // A suite that this server does not take.
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void AssertOpened(int leastOpened)
    {
        using ConnectionRecorder recorder = new(_port);
        string connect = "127.0.0.1:" + PeerProgram.Text(recorder.Port);
        foreach (string suite in KeyLoggingServer.OpenSslSuites.Split(':'))
        {
            PeerProgram.Run("openssl", "s_client", "-connect", connect, "-keylogfile", In("keys"), "-tls1_3", "-ciphersuites", suite);
        }

        foreach (string suite in s_suites)
        {
            PeerProgram.Run("openssl", "s_client", "-connect", connect, "-keylogfile", In("keys"), "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
        }

        foreach (string suite in s_oldSuites)
        {
            PeerProgram.Run("openssl", "s_client", "-connect", connect, "-keylogfile", In("keys"), "-tls1", "-cipher", suite + ":@SECLEVEL=0");
        }

        using TlsSecrets secrets = CaptureSecrets.FromKeyLogs(In("keys"));
        TlsHandshake[] completed = [.. recorder.Read(secrets).Where(handshake => handshake.ServerHello is not null && handshake.Outcome == HandshakeOutcome.Completed)];
        output.WriteLine($"{completed.Length} connections completed");
        Assert.All(completed, handshake => Assert.True(
            handshake.Decryption?.State == DecryptionState.Complete
                && handshake.Messages.Count(message => message is { HandshakeType: HandshakeType.Finished, Decrypted: true }) == 2
                && handshake.Alerts.All(alert => alert.Description is not null),
            $"{handshake.Version} {handshake.CipherSuite}: {handshake.Decryption}"));
        Assert.True(completed.Length >= leastOpened, $"only {completed.Length} connections were opened");
    }

    private void WriteIdentity()
    {
        using RSA rsa = RSA.Create(2048);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(In("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In("server.key"), rsa.ExportPkcs8PrivateKeyPem());
        File.WriteAllBytes(In("server.p12"), certificate.Export(X509ContentType.Pkcs12, Password));
    }

    private string In(string file) => Path.Combine(_folder, file);

    private const string JavaServer = """
        import java.io.*;
        import java.net.InetAddress;
        import java.security.KeyStore;
        import javax.net.ssl.*;

        public class Server {
            public static void main(String[] given) throws Exception {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(new FileInputStream(given[0]), "test".toCharArray());
                KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
                keys.init(store, "test".toCharArray());
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(Integer.parseInt(given[1]), 50, InetAddress.getByName("127.0.0.1"));
                server.setEnabledCipherSuites(server.getSupportedCipherSuites());
                server.setEnabledProtocols(new String[] { "TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1" });
                System.out.println("listening");
                System.out.flush();
                while (true) {
                    try (SSLSocket socket = (SSLSocket) server.accept()) {
                        socket.setSoTimeout(10000);
                        socket.getOutputStream().write("hello".getBytes());
                    } catch (Exception refused) {
                    }
                }
            }
        }
        """;

    private static readonly string[] s_suites =
    [
        "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA",
        "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384", "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-SHA256", "DHE-RSA-CHACHA20-POLY1305",
        "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA", "AES128-SHA256", "AES256-SHA256", "AES128-CCM", "AES256-CCM", "AES128-CCM8",
    ];

    private static readonly string[] s_oldSuites = ["ECDHE-RSA-AES128-SHA", "AES256-SHA"];

    private const string Password = "test";
}

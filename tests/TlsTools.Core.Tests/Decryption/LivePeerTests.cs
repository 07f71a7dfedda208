using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using Xunit;
using Xunit.Abstractions;

namespace TlsTools.Tests.Decryption;

/// <summary>
/// Real clients in every suite they have against a real server on loopback: what both agreed on must open to the end, or be a
/// cipher of which it is said that it cannot.
/// </summary>
public sealed class LivePeerTests(KeyLoggingServer server, ITestOutputHelper output) : IClassFixture<KeyLoggingServer>
{
    [SkippableFact]
    public void OpenSsl_in_every_suite_and_version()
    {
        PeerProgram.Require("openssl");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (string suite in KeyLoggingServer.OpenSslSuites.Split(':'))
        {
            Connect(recorder, "-tls1_3", "-ciphersuites", suite);
        }

        foreach (string suite in OpenSslSuites())
        {
            Connect(recorder, "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
        }

        foreach (string suite in s_oldSuites)
        {
            Connect(recorder, "-tls1", "-cipher", suite + ":@SECLEVEL=0");
            Connect(recorder, "-tls1_1", "-cipher", suite + ":@SECLEVEL=0");
            Connect(recorder, "-tls1_2", "-no_etm", "-cipher", suite + ":@SECLEVEL=0");
        }

        using TlsSecrets secrets = server.ReadKeyLog();
        AssertOpened(recorder.Read(secrets), leastOpened: 80);
    }

    [SkippableFact]
    public void OpenSsl_with_the_servers_key_alone()
    {
        PeerProgram.Require("openssl");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (string suite in (string[])["AES128-SHA", "AES256-SHA256", "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-CCM8"])
        {
            Connect(recorder, "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
        }

        Connect(recorder, "-tls1", "-cipher", "AES128-SHA:@SECLEVEL=0");
        Connect(recorder, "-tls1_1", "-cipher", "AES256-SHA:@SECLEVEL=0");

        // Five more that resume, by ticket and by session id.
        Connect(recorder, "-tls1_2", "-reconnect", "-cipher", "AES128-SHA:@SECLEVEL=0");
        Connect(recorder, "-tls1_2", "-reconnect", "-no_ticket", "-cipher", "AES128-GCM-SHA256:@SECLEVEL=0");
        using TlsSecrets secrets = new();
        using KeyStore store = KeyStores.Open(server.RsaKey);
        Assert.Equal(1, secrets.AddServerKeys(store));
        IReadOnlyList<TlsHandshake> handshakes = recorder.Read(secrets);

        AssertOpened(handshakes, leastOpened: 19);
        Assert.True(handshakes.Count(handshake => handshake.Resumed == true) >= 10);
    }

    [SkippableFact]
    public void OpenSsl_with_the_pre_shared_key_alone()
    {
        PeerProgram.Require("openssl");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (string suite in (string[])["PSK-AES128-CBC-SHA", "PSK-AES256-CBC-SHA384", "PSK-AES128-GCM-SHA256", "PSK-AES256-CCM8", "PSK-CHACHA20-POLY1305", "PSK-NULL-SHA256"])
        {
            Connect(recorder, "-tls1_2", "-cipher", suite + ":@SECLEVEL=0");
        }

        using TlsSecrets secrets = new();
        secrets.AddPreSharedKey(Convert.FromHexString(KeyLoggingServer.SharedKey), "Client_identity");
        AssertOpened(recorder.Read(secrets), leastOpened: 6);
    }

    [SkippableFact]
    public void GnuTls_with_the_pre_shared_key_alone_in_version_1_3()
    {
        PeerProgram.Require("openssl", "gnutls-cli");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (string cipher in (string[])["AES-128-GCM", "CHACHA20-POLY1305", "AES-128-CCM"])
        {
            ConnectGnuTls(recorder, $"NONE:+VERS-TLS1.3:+{cipher}:+AEAD:+PSK:+SIGN-ALL:+GROUP-ALL:+COMP-ALL", "--pskusername", "Client_identity", "--pskkey", KeyLoggingServer.SharedKey);
        }

        using TlsSecrets secrets = new();
        secrets.AddPreSharedKey(Convert.FromHexString(KeyLoggingServer.SharedKey), "Client_identity");
        AssertOpened(recorder.Read(secrets), leastOpened: 3);
    }

    [SkippableFact]
    public void OpenSsl_with_exchanged_keys_does_not_open_by_the_pre_shared_key_alone()
    {
        PeerProgram.Require("openssl");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        Connect(recorder, "-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256");

        using TlsSecrets secrets = new();
        secrets.AddPreSharedKey(Convert.FromHexString(KeyLoggingServer.SharedKey));
        HandshakeDecryption? decryption = Assert.Single(recorder.Read(secrets)).Decryption;
        Assert.Equal(DecryptionState.NoSecret, decryption?.State);
        Assert.Contains("exchanged keys", decryption?.Remark, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void GnuTls_in_every_suite()
    {
        PeerProgram.Require("openssl", "gnutls-cli");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (string cipher in s_gnuTlsCiphers)
        {
            foreach (string exchange in (string[])["+RSA", "+DHE-RSA", "+ECDHE-RSA", "+ECDHE-ECDSA"])
            {
                ConnectGnuTls(recorder, $"NONE:+VERS-TLS1.2:+{cipher}:+AEAD:+SHA1:+SHA256:+SHA384:{exchange}:+SIGN-ALL:+GROUP-ALL:+COMP-ALL:%VERIFY_ALLOW_BROKEN");
            }

            ConnectGnuTls(recorder, $"NONE:+VERS-TLS1.3:+{cipher}:+AEAD:+SIGN-ALL:+GROUP-ALL:+COMP-ALL");
        }

        using TlsSecrets secrets = server.ReadKeyLog();
        AssertOpened(recorder.Read(secrets), leastOpened: 30);
    }

    [SkippableFact]
    public void Nss_in_every_suite()
    {
        PeerProgram.Require("openssl", "tstclnt");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (int code in s_nssSuites)
        {
            PeerProgram.Run("tstclnt", "-D", "-Q", "-o", "-h", "127.0.0.1", "-p", PeerProgram.Text(recorder.Port), "-V", code >> 8 == 0x13 ? "tls1.3:tls1.3" : "tls1.0:tls1.2", "-c", $":{code:X4}");
        }

        using TlsSecrets secrets = server.ReadKeyLog();
        AssertOpened(recorder.Read(secrets), leastOpened: 15);
    }

    [SkippableFact]
    public void Curl_in_the_suites_of_its_library()
    {
        PeerProgram.Require("openssl", "curl");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (string suite in (string[])["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", "AES256-SHA", "DHE-RSA-AES256-CCM"])
        {
            PeerProgram.Run("curl", "--silent", "--insecure", "--max-time", "20", "--tls-max", "1.2", "--ciphers", suite, $"https://127.0.0.1:{PeerProgram.Text(recorder.Port)}/");
        }

        foreach (string suite in KeyLoggingServer.OpenSslSuites.Split(':'))
        {
            PeerProgram.Run("curl", "--silent", "--insecure", "--max-time", "20", "--tlsv1.3", "--tls13-ciphers", suite, $"https://127.0.0.1:{PeerProgram.Text(recorder.Port)}/");
        }

        using TlsSecrets secrets = server.ReadKeyLog();
        AssertOpened(recorder.Read(secrets), leastOpened: 8);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void DotNet_in_every_suite()
    {
        PeerProgram.Require("openssl");
        Skip.If(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS(), "The platform does not let a client choose suites.");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        foreach (TlsCipherSuite suite in Enum.GetValues<TlsCipherSuite>().Where(suite => s_dotNetSuites.Any(part => $"{suite}".Contains(part, StringComparison.Ordinal))))
        {
            try
            {
                bool isTls13 = (ushort)suite / 256 == 0x13;
                using TcpClient tcp = new("127.0.0.1", recorder.Port);
                using SslStream stream = new(tcp.GetStream());
                stream.AuthenticateAsClient(new SslClientAuthenticationOptions
                {
                    TargetHost = "localhost",
                    CipherSuitesPolicy = new CipherSuitesPolicy([suite]),
                    EnabledSslProtocols = isTls13 ? SslProtocols.Tls13 : SslProtocols.Tls12,
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
                });
                stream.Write("GET / HTTP/1.0\r\n\r\n"u8);
                stream.CopyTo(Stream.Null);
                stream.ShutdownAsync().Wait();
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException or ArgumentException or PlatformNotSupportedException or AggregateException)
            {
                // A suite that this OpenSSL or its configuration does not have.
            }
        }

        using TlsSecrets secrets = server.ReadKeyLog();
        AssertOpened(recorder.Read(secrets), leastOpened: 10);
    }

    [SkippableFact]
    public void Java_in_every_suite()
    {
        PeerProgram.Require("openssl", "java");
        server.Ensure();
        using ConnectionRecorder recorder = new(server.Port);
        string program = Path.Combine(server.Folder, "Suites.java");
        string security = Path.Combine(server.Folder, "java.security");
        File.WriteAllText(program, JavaClient);
        File.WriteAllText(security, "jdk.tls.disabledAlgorithms=\njdk.certpath.disabledAlgorithms=\n");
        PeerProgram.Run("java", "-Djava.security.properties=" + security, program, PeerProgram.Text(recorder.Port));

        using TlsSecrets secrets = server.ReadKeyLog();
        AssertOpened(recorder.Read(secrets), leastOpened: 30);
    }

    private void AssertOpened(IReadOnlyList<TlsHandshake> handshakes, int leastOpened)
    {
        List<string> wrong = [];
        int opened = 0;
        int unavailable = 0;
        foreach (TlsHandshake handshake in handshakes.Where(handshake => handshake.ServerHello is not null && handshake.Outcome == HandshakeOutcome.Completed))
        {
            if (handshake.Decryption?.State == DecryptionState.NotAvailable && s_unavailable.Any(cipher => handshake.CipherSuite!.Value.ToString().Contains(cipher, StringComparison.Ordinal)))
            {
                Assert.Contains(handshake.CipherSuite!.Value.ToString(), handshake.Decryption.Remark, StringComparison.Ordinal);
                unavailable++;
                continue;
            }

            opened++;
            bool isWhole = handshake.Decryption?.State == DecryptionState.Complete
                && handshake.Messages.Count(message => message is { HandshakeType: HandshakeType.Finished, Decrypted: true }) == 2
                && handshake.Alerts.All(alert => alert.Description is not null);
            if (!isWhole)
            {
                wrong.Add($"{handshake.Version} {handshake.CipherSuite}: {handshake.Decryption}");
            }
        }

        output.WriteLine($"{handshakes.Count} connections, {opened} completed and opened, {unavailable} with ciphers that are not available");
        Assert.Empty(wrong);
        Assert.True(opened >= leastOpened, $"only {opened} of {handshakes.Count} connections were opened");
    }

    private static void Connect(ConnectionRecorder recorder, params string[] arguments) => PeerProgram.Run(
        "openssl", ["s_client", "-connect", $"127.0.0.1:{PeerProgram.Text(recorder.Port)}", "-psk", KeyLoggingServer.SharedKey, .. arguments]);

    private static void ConnectGnuTls(ConnectionRecorder recorder, string priority, params string[] more) => PeerProgram.Run(
        "gnutls-cli", ["--insecure", "--priority", priority, "-p", PeerProgram.Text(recorder.Port), .. more, "127.0.0.1"]);

    // All that OpenSSL has and this server can use: SRP, DSS and static Diffie-Hellman want other certificates and secrets.
    private static IEnumerable<string> OpenSslSuites()
    {
        using Process program = Process.Start(new ProcessStartInfo("openssl", ["ciphers", "-v", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]) { RedirectStandardOutput = true })!;
        string[] lines = program.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        program.WaitForExit();
        return lines.Where(line => !line.Contains("TLSv1.3") && !line.Contains("SRP") && !line.Contains("DSS") && !line.Contains("GOST")).Select(line => line.Split(' ')[0]).Distinct();
    }

    private const string JavaClient = """
        import java.io.*;
        import java.security.cert.X509Certificate;
        import javax.net.ssl.*;

        public class Suites {
            public static void main(String[] port) throws Exception {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] { new X509ExtendedTrustManager() {
                    public void checkClientTrusted(X509Certificate[] c, String t, java.net.Socket s) { }
                    public void checkServerTrusted(X509Certificate[] c, String t, java.net.Socket s) { }
                    public void checkClientTrusted(X509Certificate[] c, String t, SSLEngine e) { }
                    public void checkServerTrusted(X509Certificate[] c, String t, SSLEngine e) { }
                    public void checkClientTrusted(X509Certificate[] c, String t) { }
                    public void checkServerTrusted(X509Certificate[] c, String t) { }
                    public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
                } }, null);
                for (String suite : context.getSupportedSSLParameters().getCipherSuites()) {
                    for (String version : new String[] { "TLSv1.3", "TLSv1.2", "TLSv1" }) {
                        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", Integer.parseInt(port[0]))) {
                            socket.setSoTimeout(10000);
                            socket.setEnabledProtocols(new String[] { version });
                            socket.setEnabledCipherSuites(new String[] { suite });
                            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
                            InputStream answer = socket.getInputStream();
                            while (answer.read(new byte[4096]) > 0) { }
                        } catch (Exception refused) {
                        }
                    }
                }
            }
        }
        """;

    private static readonly string[] s_unavailable = ["CAMELLIA", "ARIA", "SEED", "IDEA"];

    private static readonly string[] s_oldSuites =
        ["AES128-SHA", "AES256-SHA", "ECDHE-RSA-AES128-SHA", "DHE-RSA-AES256-SHA", "ECDHE-ECDSA-AES256-SHA", "AECDH-AES128-SHA", "NULL-SHA"];

    private static readonly string[] s_gnuTlsCiphers =
    [
        "AES-128-GCM", "AES-256-GCM", "AES-128-CCM", "AES-256-CCM", "AES-128-CCM-8", "AES-256-CCM-8", "CHACHA20-POLY1305",
        "AES-128-CBC", "AES-256-CBC", "CAMELLIA-128-CBC", "CAMELLIA-256-GCM",
    ];

    private static readonly int[] s_nssSuites =
    [
        0x1301, 0x1302, 0x1303, 0xc02b, 0xc02c, 0xc02f, 0xc030, 0xcca8, 0xcca9, 0xccaa, 0x009c, 0x009d, 0x009e, 0x009f, 0x002f, 0x0035, 0x003c,
        0x003d, 0x0033, 0x0039, 0x0067, 0x006b, 0xc009, 0xc00a, 0xc013, 0xc014, 0xc023, 0xc024, 0xc027, 0xc028, 0x0041, 0x0084, 0x000a, 0x0005,
    ];

    private static readonly string[] s_dotNetSuites = ["_AES_", "CHACHA20", "3DES", "NULL_SHA"];
}

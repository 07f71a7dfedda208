using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>Lets real clients choose in front of a real server on loopback, and compares what they do with what is said of them.</summary>
public sealed class RealPeerTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // The server is OpenSSL's; the list is made from -CAfile, and left out for an empty one.
    [SkippableTheory]
    [InlineData("Jsse", "cli", "rootA", null)]
    [InlineData("Jsse", "cli_B", "rootA", null)]
    [InlineData("Jsse", "cli_leafonly", "rootA", null)]
    [InlineData("Jsse", "cli_B", "", null)]
    [InlineData("Jsse", "cli", "rootNew", null)]
    [InlineData("Jsse", "cli", "rootA", "ECDSA+SHA256")]
    [InlineData("Jsse", "cli_expired", "rootA", null)]
    [InlineData("OpenSsl", "cli", "rootA", null)]
    [InlineData("OpenSsl", "cli_B", "rootA", null)]
    [InlineData("OpenSsl", "cli", "rootA", "ECDSA+SHA256")]
    [InlineData("GnuTls", "cli_B", "rootA", null)]
    [InlineData("GnuTls", "cli", "rootA", "ECDSA+SHA256")]
    [InlineData("DotNet", "cli_B", "rootA", null)]
    [InlineData("DotNet", "cli", "rootA", "ECDSA+SHA256")]
    public void A_client_does_what_is_said_of_its_stack(string stack, string client, string list, string? schemes)
    {
        LabPki.Require();
        string? program = stack switch { "Jsse" => "java", "GnuTls" => "gnutls-cli", _ => "openssl" };
        Skip.If(Find(program) is null || Find("openssl") is null, $"{program} or openssl is not on this machine.");

        using OpenSslServer server = new(list, schemes);
        Connect(stack, client, server.Port);
        bool sent = server.SawCertificate();

        using KeyStore store = KeyStores.Open(Path.Combine(LabPki.Folder, client + ".p12"), new KeyStoreOptions { Password = _ => Secret() });
        KeyStoreEntry entry = store.Entries.First(entry => entry.Kind == KeyStoreEntryKind.Key);
        SignatureScheme[] asked = schemes is null ? [] : [SignatureScheme.EcdsaSecp256r1Sha256];
        ClientCertificateTest test = ClientCertificateEvaluation.Test(entry, LabPki.Context(list.Length == 0 ? [] : [list], null, ProtocolVersion.Tls12, asked));
        Assert.Equal(sent, test.WouldBeSentBy[Enum.Parse<TlsImplementation>(stack)]);
    }

    private static void Connect(string stack, string client, int port)
    {
        string p12 = Path.Combine(LabPki.Folder, client + ".p12");
        string pem = Path.Combine(LabPki.Folder, client + ".pem");
        string key = Path.Combine(LabPki.Folder, client + ".key");
        switch (stack)
        {
            case "Jsse":
                Run("java", "-Djavax.net.ssl.keyStore=" + p12, "-Djavax.net.ssl.keyStorePassword=" + Password, "-Djavax.net.ssl.trustStore=" + Path.Combine(LabPki.Folder, "trustA.p12"), "-Djavax.net.ssl.trustStorePassword=" + Password, "-Djdk.tls.client.protocols=TLSv1.2", JavaClient(), port.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case "OpenSsl":
                Run("openssl", "s_client", "-connect", $"127.0.0.1:{port}", "-tls1_2", "-cert", pem, "-key", key, "-cert_chain", pem);
                break;
            case "GnuTls":
                Run("gnutls-cli", "--insecure", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2", "--x509certfile", pem, "--x509keyfile", key, "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "127.0.0.1");
                break;
            default:
                ConnectSslStream(p12, port);
                break;
        }
    }

    private static void ConnectSslStream(string p12, int port)
    {
        using TcpClient tcp = new("127.0.0.1", port);
        using SslStream stream = new(tcp.GetStream());
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(p12, Password);
        try
        {
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificates = [certificate],
                EnabledSslProtocols = SslProtocols.Tls12,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
            });
            stream.Write("x\n"u8);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            // The server's verdict is not what is asked here.
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill();
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static System.Security.SecureString Secret()
    {
        System.Security.SecureString password = new();
        Password.ToList().ForEach(password.AppendChar);
        return password;
    }

    /// <summary>Java runs a single source file without a compiler at hand being called.</summary>
    private static string JavaClient()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("tlstools").FullName, "Client.java");
        File.WriteAllText(file, """
            public class Client {
                public static void main(String[] arguments) throws Exception {
                    try (var socket = javax.net.ssl.SSLSocketFactory.getDefault().createSocket("localhost", Integer.parseInt(arguments[0]))) {
                        socket.getOutputStream().write(10);
                    } catch (java.io.IOException refused) {
                    }
                }
            }
            """);
        return file;
    }

    // The lab's stores are all locked with it.
    private const string Password = "changeit";

    /// <summary>openssl s_server that asks for a certificate and says what it got.</summary>
    private sealed class OpenSslServer : IDisposable
    {
        private readonly Process _process;
        private readonly List<string> _lines = [];
        private readonly ManualResetEventSlim _listening = new();

        public OpenSslServer(string list, string? schemes)
        {
            using (TcpListener free = new(IPAddress.Loopback, 0))
            {
                free.Start();
                Port = ((IPEndPoint)free.LocalEndpoint).Port;
            }

            string File(string name) => Path.Combine(LabPki.Folder, name);
            string[] authorities = list.Length == 0 ? [] : ["-CAfile", File(list + ".pem")];
            string[] signing = schemes is null ? [] : ["-client_sigalgs", schemes];
            _process = Start("openssl", ["s_server", "-accept", $"127.0.0.1:{Port}", "-cert", File("srv_leaf.pem"), "-key", File("srv.key"), "-cert_chain", File("intA.pem"), "-chainCAfile", File("rootA.pem"), "-verify", "5", "-tls1_2", "-naccept", "1", "-no_ticket", .. authorities, .. signing]);
            _process.OutputDataReceived += (_, line) => Keep(line.Data);
            _process.ErrorDataReceived += (_, line) => Keep(line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
            Assert.True(_listening.Wait(s_patience), "The server did not start.");
        }

        public int Port { get; }

        public bool SawCertificate()
        {
            _process.StandardInput.Close();
            Assert.True(_process.WaitForExit(s_patience), "The server did not end.");
            _process.WaitForExit();
            lock (_lines)
            {
                return _lines.Exists(line => line.StartsWith("depth=", StringComparison.Ordinal) || line.Contains("Client certificate", StringComparison.Ordinal));
            }
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
            _listening.Dispose();
        }

        private void Keep(string? line)
        {
            lock (_lines)
            {
                _lines.Add(line ?? "");
            }

            if (line?.StartsWith("ACCEPT", StringComparison.Ordinal) == true)
            {
                _listening.Set();
            }
        }
    }
}

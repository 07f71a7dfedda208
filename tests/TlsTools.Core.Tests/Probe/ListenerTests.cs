using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.ClientAuth;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>What the listener says of real clients on loopback, against how they are configured.</summary>
public sealed class ListenerTests
{
    /// <summary>The client, its store, the listener's list, the schemes that it takes, and whether the client sends its certificate.</summary>
    public static TheoryData<string, string, string, bool, bool, string> Clients
    {
        get
        {
            TheoryData<string, string, string, bool, bool, string> rows = [];
            foreach ((string client, string store, string list, bool isCurveOnly, bool sends) in s_clients)
            {
                rows.Add(client, store, list, isCurveOnly, sends, "TLS 1.2");
                rows.Add(client, store, list, isCurveOnly, sends, "TLS 1.3");
            }

            return rows;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Clients))]
    public void A_client_sends_what_it_is_configured_to(string client, string store, string list, bool isCurveOnly, bool sends, string versionName)
    {
        LabPki.RequireInTime();
        PeerProgram.Require(PeerClients.Program(client) is { } program ? [program] : []);
        TlsListenerOptions options = Options(list) with { SignatureSchemes = isCurveOnly ? [SignatureScheme.EcdsaSecp256r1Sha256] : TlsListenerOptions.DefaultSignatureSchemes };
        TlsClientReport report = Listen(options, port =>
        {
            if (client == "Curl")
            {
                Curl(port, "--insecure", "--cert", LabPki.FilePath(store + ".pem"), "--key", LabPki.FilePath(store + ".key"), "--tls-max", versionName.Substring(4), $"--tlsv{versionName.Substring(4)}");
            }
            else
            {
                PeerClients.Connect(client, store, port, ProtocolVersion.Parse(versionName));
            }
        });

        // gnutls-cli leaves without a word where it has no scheme for its key in TLS 1.2, before other servers too.
        bool leaves = client == "GnuTls" && isCurveOnly && versionName == "TLS 1.2";
        Assert.Equal(sends ? ClientCertificateReply.Sent : leaves ? ClientCertificateReply.None : ClientCertificateReply.Empty, report.Reply);
        Assert.Equal(versionName, report.Version?.ToString());
        Assert.Equal(LabPki.Certificates(list.Length == 0 ? [] : [list]).Select(authority => authority.Subject), report.Handshake.AcceptableCA!);
        Assert.NotNull(report.Handshake.ClientHello);
        if (!sends)
        {
            Assert.True(leaves ? report.Certificates is null : report.Certificates is { Count: 0 });
            Assert.Null(report.IsSignatureValid);
            Assert.Contains(report.Findings, finding => leaves || finding.Id.StartsWith("ClientCertificate", StringComparison.Ordinal));
            return;
        }

        // .NET sends the certificate alone.
        Assert.Equal(LabPki.Certificates(store)[0].RawData, report.Certificates![0].RawData);
        Assert.Equal(client == "DotNet" ? 1 : LabPki.Certificates(store).Length, report.Certificates.Count);
        Assert.True(report.IsSignatureValid);
        Assert.Equal(client != "DotNet" && store != "cli_B" && list == "rootA" ? "CN=Lab Root A,OU=Lab,O=TlsTools Lab,C=AU" : null, report.MatchedAuthority?.Name);
    }

    [SkippableTheory]
    [InlineData("TLS 1.2")]
    [InlineData("TLS 1.3")]
    public void A_key_that_is_not_the_certificates_is_seen(string versionName)
    {
        LabPki.RequireInTime();
        PeerProgram.Require("java");
        TlsClientReport report = Listen(Options("rootA"), port => PeerClients.Connect("Jsse", "cli_mismatch", port, ProtocolVersion.Parse(versionName)));
        Assert.Equal(ClientCertificateReply.Sent, report.Reply);
        Assert.False(report.IsSignatureValid);
    }

    [SkippableTheory]
    [InlineData("x25519", "P-256:X25519", "TLS_AES_256_GCM_SHA384", false)]
    [InlineData("secp384r1", "X448:P-384", "TLS_CHACHA20_POLY1305_SHA256", true)]
    [InlineData("secp521r1", "P-521", "TLS_AES_128_GCM_SHA256", false)]
    public void Any_group_and_suite_leads_through_TLS_1_3(string expected, string groups, string suite, bool isRetried)
    {
        PeerProgram.Require("openssl");
        TlsClientReport report = Listen(NoList, port => OpenSsl(port, "-tls1_3", "-groups", groups, "-ciphersuites", suite));
        Assert.Equal(ClientCertificateReply.Empty, report.Reply);
        Assert.Equal(suite, report.Handshake.CipherSuite?.ToString());
        Assert.Equal(isRetried, report.Handshake.HelloRetryRequest);
        Assert.Contains(report.Handshake.Group?.ToString(), new[] { expected, "secp256r1" });
    }

    [SkippableTheory]
    [InlineData("ECDHE-RSA-AES128-SHA")]
    [InlineData("ECDHE-ECDSA-AES256-GCM-SHA384")]
    [InlineData("ECDHE-RSA-CHACHA20-POLY1305")]
    public void Any_suite_leads_through_TLS_1_2(string suite)
    {
        PeerProgram.Require("openssl");
        using RSA rsa = RSA.Create(2048);
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        System.Security.Cryptography.X509Certificates.CertificateRequest request = suite.Contains("ECDSA", StringComparison.Ordinal)
            ? new("CN=server.example", curve, HashAlgorithmName.SHA256)
            : new("CN=server.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        TlsClientReport report = Listen(NoList with { Identity = TlsIdentity.FromCertificate(own) }, port => OpenSsl(port, "-tls1_2", "-cipher", suite + ":@SECLEVEL=0"));
        Assert.Equal(ClientCertificateReply.Empty, report.Reply);
        Assert.Equal(own.RawData, Assert.Single(report.Handshake.ServerCertificates!).RawData);
    }

    // 260 names, which need several records, of authorities whose certificates the listener does not have.
    [SkippableTheory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public void Names_without_certificates_are_named(string version)
    {
        PeerProgram.Require("openssl");
        DistinguishedName[] names = [.. Enumerable.Range(1, 260).Select(number => Name($"CN=Throw-Away Authority {number},OU=A unit whose name is long enough to fill a record,O=TlsTools Throw-Away Test,C=CH"))];
        string printed = "";
        TlsClientReport report = Listen(NoList with { Authorities = names }, port => printed = OpenSsl(port, version));
        Assert.Equal(names, report.Handshake.AcceptableCA!);
        Assert.Equal(260, printed.Split('\n').Count(line => line.Contains("CN = Throw-Away Authority", StringComparison.Ordinal)));
    }

    [SkippableFact]
    public void A_request_is_copied_from_a_server_that_was_probed()
    {
        PeerProgram.Require("openssl");
        using ProbedServer server = new(130, isCurve: false, "-Verify", "5", "-client_sigalgs", "ECDSA+SHA256:RSA-PSS+SHA384");
        ClientCertificateRequest request = server.Probe().ToRequest()!;
        TlsClientReport report = Listen(NoList.Like(request), port => OpenSsl(port, "-tls1_3"));
        Assert.Equal(130, report.Handshake.AcceptableCA!.Count);
        Assert.Equal(["ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha384"], report.Handshake.CertificateRequest!.SignatureSchemes.Select(scheme => scheme.ToString()));
    }

    [SkippableFact]
    public void A_client_that_verifies_says_so_before_it_answers()
    {
        PeerProgram.Require("curl");
        TlsClientReport report = Listen(NoList, port => Curl(port));
        Assert.Equal(ClientCertificateReply.None, report.Reply);
        Assert.Null(report.Certificates);
        Assert.Equal("ServerCertificateUntrusted", report.Cause);
        Assert.Equal((Side.Client, "unknown_ca"), (report.Handshake.Alert!.Sender, report.Handshake.Alert.Description));
    }

    [SkippableFact]
    public void A_client_that_is_too_old_is_refused()
    {
        PeerProgram.Require("openssl");
        TlsClientReport report = Listen(NoList, port => OpenSsl(port, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"));
        Assert.Equal(ClientCertificateReply.None, report.Reply);
        Assert.Equal("ProtocolVersionMismatch", report.Cause);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("")]
    [InlineData("\u0016\u0003\u0001\u0000\u00ff\u0001\u0000\u0000")]
    public void What_is_no_hello_ends_in_a_report(string said)
    {
        TlsClientReport report = Listen(NoList, port =>
        {
            using TcpClient client = new("127.0.0.1", port);
            client.Client.Send([.. said.Select(character => (byte)character)]);
            client.Client.Shutdown(SocketShutdown.Send);
            client.Client.ReceiveTimeout = 30_000;
            Receive(client.Client);
        });
        Assert.Equal(ClientCertificateReply.None, report.Reply);
        Assert.Equal(said.StartsWith("GET", StringComparison.Ordinal), report.Handshake.Plaintext is not null);
    }

    [Fact]
    public void It_ends_when_its_time_is_over_or_it_is_stopped()
    {
        using TlsListener idle = new(NoList);
        Assert.Empty(idle.Listen(timeLimit: TimeSpan.FromMilliseconds(50)));
        using TlsListener stopped = new(NoList);
        using TcpClient silent = new("127.0.0.1", stopped.EndPoint.Port);
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(50));
        Assert.Empty(stopped.Listen(cancellation: stop.Token));
    }

    [Fact]
    public void What_TLS_cannot_send_is_refused()
    {
        DistinguishedName name = Name("CN=" + new string('x', 1000));
        Assert.Throws<ArgumentException>(() => new TlsListener(NoList with { Authorities = [.. Enumerable.Repeat(name, 66)] }));
    }

    private static TlsListenerOptions NoList => new() { Clock = static () => DateTime.UtcNow, TimeLimit = PeerProgram.Patience };

    // Java trusts the lab's root only.
    private static TlsListenerOptions Options(string list) => NoList with
    {
        Identity = TlsIdentity.Open([LabPki.FilePath("srv.pem"), LabPki.FilePath("srv.key")]),
        Authorities = [.. LabPki.Certificates(list.Length == 0 ? [] : [list]).Select(authority => authority.Subject!)],
    };

    private static TlsClientReport Listen(TlsListenerOptions options, Action<int> connect)
    {
        using TlsListener listener = new(options);
        Task connecting = Task.Run(() => connect(listener.EndPoint.Port));
        TlsClientReport report = listener.Listen(count: 1, PeerProgram.Patience).Single();
        Assert.True(connecting.Wait(PeerProgram.Patience), "The client did not end.");
        Assert.True(IPAddress.IsLoopback(report.Client.Address));
        options.Identity?.Dispose();
        return report;
    }

    // Its standard input stays open until the listener has closed the connection.
    private static string OpenSsl(int port, params string[] arguments)
    {
        using Process client = Process.Start(new ProcessStartInfo("openssl", ["s_client", "-connect", $"127.0.0.1:{PeerProgram.Text(port)}", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = client.StandardError.ReadToEndAsync();
        Task<string> output = client.StandardOutput.ReadToEndAsync();
        Assert.True(client.WaitForExit(PeerProgram.Patience), "The client did not end.");
        return output.Result + errors.Result;
    }

    private static void Curl(int port, params string[] arguments) =>
        PeerProgram.Run("curl", ["--silent", "--max-time", "20", .. arguments, $"https://127.0.0.1:{PeerProgram.Text(port)}/"]);

    private static void Receive(Socket socket)
    {
        byte[] buffer = new byte[256];
        while (socket.Receive(buffer) > 0)
        {
        }
    }

    private static DistinguishedName Name(string text) => DistinguishedName.TryParse(text, out DistinguishedName? name) ? name : throw new ArgumentException(text);

    // What the same clients were measured to do before openssl s_server, whose list is made from the file; "" stands for an empty list.
    private static readonly (string Client, string Store, string List, bool IsCurveOnly, bool Sends)[] s_clients =
    [
        ("Jsse", "cli", "rootA", false, true),
        ("Jsse", "cli_B", "rootA", false, false),
        ("Jsse", "cli_B", "", false, true),
        ("Jsse", "cli", "rootA", true, false),
        ("Jsse", "cli_ec", "rootA", true, true),
        ("OpenSsl", "cli", "rootA", false, true),
        ("OpenSsl", "cli_B", "rootA", false, true),
        ("OpenSsl", "cli", "rootA", true, false),
        ("Curl", "cli_B", "rootA", false, true),
        ("Curl", "cli", "rootA", true, false),
        ("GnuTls", "cli", "rootA", false, true),
        ("GnuTls", "cli_B", "rootA", false, true),
        ("GnuTls", "cli", "rootA", true, false),
        ("DotNet", "cli", "rootA", false, true),
        ("DotNet", "cli_B", "rootA", false, true),
        ("DotNet", "cli", "rootA", true, false),
    ];
}

using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using TlsTools.Handshakes;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth.Peers;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>What a probe and a listener keep of the wire: read as any capture, it shows the same handshakes, and TShark opens it.</summary>
public sealed class ProbeCaptureTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [SkippableTheory]
    [InlineData("-tls1_3")]
    [InlineData("-tls1_2")]
    public void A_capture_of_a_probe_reads_as_what_the_probe_saw(string version)
    {
        using ProbedServer server = new(130, isCurve: false, version, "-Verify", "5");
        TlsEndpoint endpoint = Probe(server.Port);
        TlsHandshake[] read = [.. TlsCapture.ReadHandshakes(_path)];
        Assert.Equal(endpoint.Handshakes.Count, read.Length);
        foreach (TlsHandshake seen in endpoint.Handshakes)
        {
            TlsHandshake kept = Assert.Single(read, one => one.Client!.Equals(seen.Client));
            Assert.Equal((seen.Server, seen.Version, seen.CipherSuite, seen.ServerName), (kept.Server, kept.Version, kept.CipherSuite, kept.ServerName));
            Assert.Equal((seen.ClientAuthentication, seen.Alert?.Description, seen.AcceptableCA?.Count), (kept.ClientAuthentication, kept.Alert?.Description, kept.AcceptableCA?.Count));
            Assert.Equal(seen.ServerCertificates?.Count, kept.ServerCertificates?.Count);
            Assert.Equal((0L, 0L, 0L), (kept.CaptureQuality!.MissingBytesFromClient, kept.CaptureQuality.MissingBytesFromServer, (long)kept.CaptureQuality.Retransmissions));
        }

        Assert.Equal(130, read[0].AcceptableCA!.Count);
    }

    [SkippableTheory]
    [InlineData("-tls1_3")]
    [InlineData("-tls1_2")]
    public void TShark_opens_and_decrypts_it(string version)
    {
        PeerProgram.Require("tshark");
        using ProbedServer server = new(3, isCurve: true, version, "-verify", "5");
        Probe(server.Port);

        // 13 and 20 are CertificateRequest and Finished, which TLS 1.3 encrypts, and TLS 1.2 the second.
        string types = TShark("-T", "fields", "-e", "tls.handshake.type", "-Y", "tcp.stream == 0 && tls.handshake");
        Assert.Contains("13", types.Split(',', '\n'));
        Assert.Contains("20", types.Split(',', '\n'));
        Assert.Empty(TShark(
            "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE",
            "-Y", "tcp.checksum.status == 0 || ip.checksum.status == 0 || tcp.analysis.flags || _ws.malformed").Trim());
    }

    [SkippableTheory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task TShark_decrypts_what_a_listener_keeps(string address)
    {
        PeerProgram.Require("tshark", "openssl");
        Skip.If(address == "::1" && !HasVersion6(), "This machine has no IPv6 loopback.");
        using (ProbeCapture capture = new(File.Create(_path)))
        {
            using TlsListener listener = new(new TlsListenerOptions { Address = IPAddress.Parse(address), Clock = static () => DateTime.UtcNow, TimeLimit = PeerProgram.Patience, Capture = capture });
            Task client = Task.Run(() => PeerProgram.Run("openssl", "s_client", "-connect", listener.EndPoint.ToString(), "-tls1_3"));
            Assert.Single(listener.Listen(count: 1, PeerProgram.Patience));
            await client;
        }

        string types = TShark("-T", "fields", "-e", "tls.handshake.type", "-Y", "tls.handshake");
        Assert.Empty(TShark("-o", "tcp.check_checksum:TRUE", "-Y", "tcp.checksum.status == 0 || tcp.analysis.flags || _ws.malformed").Trim());
        Assert.Contains("13", types.Split(',', '\n'));
        Assert.Equal(ClientAuthentication.RequestedEmpty, Assert.Single(TlsCapture.ReadHandshakes(_path)).ClientAuthentication);
    }

    [Fact]
    public void A_probe_that_reaches_nobody_leaves_an_empty_capture()
    {
        Probe(PeerProgram.FreePort());
        Assert.Empty(TlsCapture.ReadHandshakes(_path));
        Assert.NotEqual(0, new FileInfo(_path).Length);
    }

    public void Dispose() => File.Delete(_path);

    private static bool HasVersion6()
    {
        try
        {
            using TcpListener listener = new(IPAddress.IPv6Loopback, 0);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private TlsEndpoint Probe(int port)
    {
        using ProbeCapture capture = new(File.Create(_path));
        return EndpointProber.Probe(
            new ProbeTarget("127.0.0.1", port),
            new ProbeOptions { Clock = static () => DateTime.UtcNow, ServerName = "server.example", TimeLimit = PeerProgram.Patience, Http = false, Capture = capture });
    }

    private string TShark(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("tshark", ["-r", _path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(PeerProgram.Patience), "TShark did not end.");
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}

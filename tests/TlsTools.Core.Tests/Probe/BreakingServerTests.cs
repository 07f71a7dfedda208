using System;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth.Peers;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>A good server whose answers break at every step: after some bytes the connection closes, is reset, goes mad or falls silent.</summary>
public sealed class BreakingServerTests
{
    // The choice of openssl is whole after 127 bytes in TLS 1.3, and read as such from its suite on; in TLS 1.2 that is a few bytes earlier.
    public static TheoryData<string, int> Breaks
    {
        get
        {
            TheoryData<string, int> all = [];
            foreach (string version in new[] { "-tls1_3", "-tls1_2" })
            {
                foreach (int place in new[] { 0, 1, 5, 9, 60, 200, 700, 1000, 1300 })
                {
                    all.Add(version, place);
                }
            }

            return all;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Breaks))]
    public void It_breaks(string version, int place)
    {
        using ProbedServer server = new(1, isCurve: false, version, "-Verify", "5");
        foreach (string manner in new[] { "close", "reset", "garbage" })
        {
            CheckBreak(server, version, place, manner);
        }
    }

    private static void CheckBreak(ProbedServer server, string version, int place, string manner)
    {
        using LocalServer broken = new((socket, stop) => Break(socket, server.Port, place, manner, stop));
        TlsEndpoint endpoint = ProbedServer.Probe(broken.Port, seconds: 5);
        if (place <= 60)
        {
            Assert.Contains(endpoint.Outcome, new[] { EndpointOutcome.Failed, EndpointOutcome.NotTls });
            Assert.Empty(endpoint.Versions);
            Assert.InRange(broken.Connections, 1, 5);
        }
        else
        {
            Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
            Assert.Equal([version == "-tls1_3" ? "TLS 1.3" : "TLS 1.2"], endpoint.Versions.Select(one => one.ToString()));
        }

        // Nobody says that there is no demand who has not seen the end of the flight; what was cut is no list.
        Assert.NotEqual(ClientCertificateDemand.NotRequested, endpoint.ClientAuthentication);
        Assert.NotEqual(ClientCertificateDemand.Optional, endpoint.ClientAuthentication);
        Assert.NotEqual(0, endpoint.AcceptableCA?.Count);
        _ = endpoint.Findings.Count;
        Assert.NotEmpty(endpoint.Message);
    }

    [SkippableTheory]
    [InlineData("silence", 0, EndpointOutcome.TimedOut)]
    [InlineData("silence", 60, EndpointOutcome.TimedOut)]
    [InlineData("silence", 500, EndpointOutcome.Reachable)]
    [InlineData("drip", 0, EndpointOutcome.TimedOut)]
    [InlineData("drip", 500, EndpointOutcome.Reachable)]
    public void It_falls_silent(string manner, int place, EndpointOutcome outcome)
    {
        using ProbedServer server = new(1, isCurve: false, "-tls1_3", "-Verify", "5");
        using LocalServer broken = new((socket, stop) => Break(socket, server.Port, place, manner, stop));
        TlsEndpoint endpoint = ProbedServer.Probe(broken.Port, all: true, seconds: 1);
        Assert.Equal(outcome, endpoint.Outcome);
        Assert.Equal(ClientCertificateDemand.Unknown, endpoint.ClientAuthentication);
        if (outcome == EndpointOutcome.Reachable)
        {
            Assert.Contains("did not go on within 1 seconds", endpoint.Message, StringComparison.Ordinal);
            Assert.Contains("not asked for all", endpoint.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("smtp")]
    [InlineData("xmpp")]
    [InlineData("ldap")]
    [InlineData("tds")]
    [InlineData("rdp")]
    public void A_protocol_in_which_nobody_answers(string protocol)
    {
        using LocalServer silent = new((_, stop) => stop.WaitHandle.WaitOne());
        TlsEndpoint endpoint = ProbedServer.Probe(silent.Port, protocol: protocol, seconds: 1);
        Assert.Equal(EndpointOutcome.TimedOut, endpoint.Outcome);
        Assert.Equal(1, silent.Connections);
        using LocalServer closing = new((socket, _) => socket.Close());
        Assert.Equal(EndpointOutcome.StartTlsRefused, ProbedServer.Probe(closing.Port, protocol: protocol).Outcome);
        using LocalServer talking = new((socket, stop) =>
        {
            byte[] words = Encoding.ASCII.GetBytes(new string('x', 500));
            while (!stop.IsCancellationRequested)
            {
                socket.Send(words);
            }
        });
        Assert.Equal(EndpointOutcome.StartTlsRefused, ProbedServer.Probe(talking.Port, protocol: protocol).Outcome);
    }

    [Fact]
    public void A_proxy_that_does_not_answer()
    {
        using LocalServer silent = new((_, stop) => stop.WaitHandle.WaitOne());
        Assert.True(ProbeProxy.TryParse($"127.0.0.1:{PeerProgram.Text(silent.Port)}", null, out ProbeProxy? proxy));
        TlsEndpoint endpoint = EndpointProber.Probe(
            new ProbeTarget("localhost", 443), new ProbeOptions { Clock = static () => DateTime.UtcNow, Proxy = proxy, TimeLimit = TimeSpan.FromSeconds(1) });
        Assert.Equal(EndpointOutcome.ProxyRefused, endpoint.Outcome);
        Assert.Equal(1, silent.Connections);
    }

    // A message of 10 MB, which a length of three bytes can say: it is not taken in.
    [Fact]
    public void A_certificate_of_ten_megabytes()
    {
        long sent = 0;
        using LocalServer server = new((socket, stop) =>
        {
            socket.Receive(new byte[4096]);
            byte[] body = [3, 3, .. new byte[32], 0, 0xc0, 0x2f, 0];
            socket.Send([22, 3, 3, 0, (byte)(body.Length + 4), 2, 0, 0, (byte)body.Length, .. body]);
            byte[] record = [22, 3, 3, 0x40, 0, 11, 0x98, 0x96, 0x80, 0x98, 0x96, 0x7d, 0x98, 0x96, 0x7a, .. new byte[0x4000 - 10]];
            for (int count = 0; count < 640 && !stop.IsCancellationRequested; count++)
            {
                Interlocked.Add(ref sent, socket.Send(record));
                record.AsSpan(5).Clear();
            }
        });
        long before = GC.GetTotalAllocatedBytes();
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Contains("more than a handshake can hold", endpoint.Message, StringComparison.Ordinal);
        Assert.Null(endpoint.ServerCertificates);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400L << 20);
        Assert.InRange(Interlocked.Read(ref sent) / server.Connections, 0, 8 << 20);
    }

    // What is large and right is read.
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void A_certificate_of_three_hundred_kilobytes(SslProtocols versions)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=server.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509Extension("1.2.3.4", new byte[300_000], critical: false));
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        using LocalServer server = new((socket, _) =>
        {
            using SslStream stream = new(new NetworkStream(socket));
            try
            {
                stream.AuthenticateAsServer(certificate, clientCertificateRequired: false, versions, checkCertificateRevocation: false);
                stream.ReadByte();
            }
            catch (AuthenticationException)
            {
                // A version that it does not speak.
            }
        });
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(certificate.RawData, endpoint.ServerCertificates![0].RawData);
        Assert.Equal(ClientCertificateDemand.NotRequested, endpoint.ClientAuthentication);
    }

    private static void Break(Socket client, int port, int place, string manner, CancellationToken stop)
    {
        using Socket server = new(SocketType.Stream, ProtocolType.Tcp);
        server.Connect(IPAddress.Loopback, port);
        _ = Task.Run(() => Forward(client, server), stop);
        byte[] one = new byte[1];
        byte[] piece = new byte[20_000];
        for (int sent = 0, count; sent < place && (count = server.Receive(piece, Math.Min(piece.Length, place - sent), SocketFlags.None)) > 0; sent += count)
        {
            client.Send(piece, count, SocketFlags.None);
        }

        Thread.Sleep(manner is "reset" ? 50 : 0); // What was sent would be lost with the reset.
        switch (manner)
        {
            case "reset":
                client.LingerState = new LingerOption(true, 0);
                break;
            case "garbage":
                byte[] garbage = new byte[3000];
                new Random(place).NextBytes(garbage);
                client.Send(garbage);
                client.Shutdown(SocketShutdown.Send);
                break;
            case "silence":
                stop.WaitHandle.WaitOne();
                break;
            case "drip":
                while (!stop.WaitHandle.WaitOne(100) && server.Receive(one) > 0)
                {
                    client.Send(one);
                }

                break;
        }
    }

    private static void Forward(Socket from, Socket to)
    {
        byte[] bytes = new byte[20_000];
        try
        {
            for (int count; (count = from.Receive(bytes)) > 0;)
            {
                to.Send(bytes, count, SocketFlags.None);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // One of the ends has gone.
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth.Peers;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>Ways to a server: by a proxy with and without credentials, and to each address of a name.</summary>
public sealed class RouteTests
{
    [SkippableTheory]
    [InlineData(null, null, "none", EndpointOutcome.Reachable)]
    [InlineData("user", "secret", "none", EndpointOutcome.Reachable)]
    [InlineData("user", "secret", "user secret", EndpointOutcome.Reachable)]
    [InlineData(null, null, "user secret", EndpointOutcome.ProxyRefused)]
    [InlineData("user", "wrong", "user secret", EndpointOutcome.ProxyRefused)]
    public void A_proxy_with_and_without_credentials(string? user, string? password, string wanted, EndpointOutcome outcome)
    {
        using ProbedServer server = new(1, isCurve: true, "-Verify", "5");
        using Tinyproxy proxy = new(wanted == "none" ? "" : "BasicAuth " + wanted);
        TlsEndpoint endpoint = Probe(server.Port, proxy.Port, user, password);
        Assert.Equal(outcome, endpoint.Outcome);
        Assert.Equal("HttpConnect", endpoint.Protocol);
        Assert.Null(endpoint.Address);
        Assert.Equal(outcome == EndpointOutcome.Reachable ? ClientCertificateDemand.Required : ClientCertificateDemand.Unknown, endpoint.ClientAuthentication);
        Assert.Equal(outcome == EndpointOutcome.Reachable, endpoint.ServerCertificates is not null);

        // It answers what is missing by 407 and what is wrong by 401.
        Assert.Equal(outcome == EndpointOutcome.ProxyRefused, endpoint.Message.Contains(password == "wrong" ? "401" : "407", StringComparison.Ordinal));
        Assert.All(endpoint.Handshakes, handshake => Assert.Equal("HttpConnect", handshake.Carrier));
    }

    [SkippableFact]
    public void A_proxy_that_does_not_reach_the_server()
    {
        using Tinyproxy proxy = new("");
        TlsEndpoint endpoint = Probe(PeerProgram.FreePort(), proxy.Port, null, null);
        Assert.Equal(EndpointOutcome.ProxyRefused, endpoint.Outcome);
        Assert.Contains("HTTP/1", endpoint.Message, StringComparison.Ordinal);
        Assert.Equal(EndpointOutcome.ProxyRefused, Probe(443, PeerProgram.FreePort(), null, null).Outcome);
    }

    // Nothing of the credentials before the proxy asks for them in a way in which they can be given, and nothing of them behind it.
    [Theory]
    [InlineData("Basic realm=\"x\"", 2)]
    [InlineData("Negotiate", 0)]
    [InlineData(null, 0)]
    public void Credentials_are_for_the_proxy_that_asks(string? challenge, int shown)
    {
        List<string> heard = [];
        List<byte> behind = [];
        using LocalServer server = new((socket, _) =>
        {
            string request = ReadRequest(socket);
            lock (heard)
            {
                heard.Add(request);
            }

            if (challenge is not null && !request.Contains("Proxy-Authorization", StringComparison.Ordinal))
            {
                socket.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 407 No\r\nProxy-Authenticate: {challenge}\r\nContent-Length: 0\r\n\r\n"));
                return;
            }

            socket.Send(Encoding.ASCII.GetBytes("HTTP/1.1 200 Go\r\n\r\n"));
            byte[] buffer = new byte[4096];
            int count = socket.Receive(buffer);
            lock (heard)
            {
                behind.AddRange(buffer.AsSpan(0, count).ToArray());
            }

            socket.Send([21, 3, 3, 0, 2, 2, 40]);
        });
        TlsEndpoint endpoint = Probe(server.Port, server.Port, "user", "secret");
        Assert.DoesNotContain("Authorization", heard[0], StringComparison.Ordinal);
        Assert.StartsWith("CONNECT localhost:", heard[0], StringComparison.Ordinal);
        Assert.InRange(heard.Count(request => request.Contains("dXNlcjpzZWNyZXQ=", StringComparison.Ordinal)), shown, shown == 0 ? 0 : 10);
        Assert.DoesNotContain("dXNlcjpzZWNyZXQ=", Encoding.Latin1.GetString([.. behind]), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", endpoint.Message, StringComparison.Ordinal);
        Assert.Equal(challenge == "Negotiate" ? EndpointOutcome.ProxyRefused : EndpointOutcome.Failed, endpoint.Outcome);
    }

    // Captures are given away.
    [Fact]
    public void A_capture_has_the_tunnel_without_the_password()
    {
        using LocalServer server = new((socket, _) =>
        {
            bool isShown = ReadRequest(socket).Contains("dXNlcjpzZWNyZXQ=", StringComparison.Ordinal);
            socket.Send(Encoding.ASCII.GetBytes(isShown ? "HTTP/1.1 200 Go\r\n\r\n" : "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n"));
        });
        using MemoryStream output = new();
        using (ProbeCapture capture = new(output))
        {
            Assert.True(ProbeProxy.TryParse($"127.0.0.1:{PeerProgram.Text(server.Port)}", new NetworkCredential("user", "secret"), out ProbeProxy? proxy));
            _ = EndpointProber.Probe(new ProbeTarget("localhost", 443), new ProbeOptions { Clock = static () => DateTime.UtcNow, Proxy = proxy, Capture = capture });
        }

        string kept = Encoding.Latin1.GetString(output.ToArray());
        Assert.Contains("200 Go", kept, StringComparison.Ordinal);
        Assert.Contains("Proxy-Authorization: Basic ****************\r\n", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("dXNlcjpzZWNyZXQ=", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proxy", "proxy:8080")]
    [InlineData("http://proxy:3128/", "proxy:3128")]
    [InlineData("[::1]:3128", "[::1]:3128")]
    [InlineData("https://proxy:3128", null)]
    [InlineData("socks5://proxy:1080", null)]
    [InlineData("user:secret@proxy:3128", null)]
    [InlineData("", null)]
    public void How_a_proxy_is_named(string text, string? place)
    {
        Assert.Equal(place is not null, ProbeProxy.TryParse(text, null, out ProbeProxy? proxy));
        Assert.Equal(place, proxy?.ToString());
    }

    // Three nodes of one name and port, of which one has another certificate and no TLS 1.3.
    [SkippableFact]
    public void A_farm_whose_nodes_differ()
    {
        using ServerIdentity files = new();
        files.Make("same");
        files.Make("other");
        int port = PeerProgram.FreePort();
        using PeerProgram first = Serve("127.0.0.1", "same");
        using PeerProgram second = Serve("127.0.0.2", "other", "-tls1_2");
        using PeerProgram third = Serve("127.0.0.3", "same");
        ProbeRequest request = new(new ProbeTarget("server.example", port), new ProbeOptions
        {
            AllAddresses = true,
            Clock = static () => DateTime.UtcNow,
            Resolve = name => Task.FromResult(name == "server.example" ? [.. Enumerable.Range(1, 4).Select(node => IPAddress.Parse("127.0.0." + node))] : Array.Empty<IPAddress>()),
        });
        TlsEndpoint[] nodes = [.. EndpointProber.ProbeAll([request], 4)];
        Assert.Equal(["127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4"], nodes.Select(node => node.Address!.ToString()));
        Assert.All(nodes, node => Assert.Equal("server.example", node.ServerName));
        Assert.Empty(nodes[0].Differences!);
        Assert.Empty(nodes[2].Differences!);
        EndpointDifference[] differences = [.. nodes[1].Differences!];
        Assert.Equal(new EndpointDifference("Versions", "TLS 1.2", "TLS 1.3, TLS 1.2"), differences[0]);
        Assert.Contains(differences, difference => difference.Property == "CertificateChains" && difference.Value != difference.Others);
        Assert.Equal(new EndpointDifference("Outcome", "Refused", "Reachable"), Assert.Single(nodes[3].Differences!));

        PeerProgram Serve(string address, string identity, params string[] arguments) => PeerProgram.Serve(
            "ACCEPT", "openssl", ["s_server", "-www", "-accept", $"{address}:{PeerProgram.Text(port)}", "-cert", files[identity + ".pem"], "-key", files[identity + ".key"], .. arguments]);
    }

    private static TlsEndpoint Probe(int port, int proxyPort, string? user, string? password)
    {
        Assert.True(ProbeProxy.TryParse($"127.0.0.1:{PeerProgram.Text(proxyPort)}", user is null ? null : new NetworkCredential(user, password), out ProbeProxy? proxy));
        return EndpointProber.Probe(
            new ProbeTarget("localhost", port), new ProbeOptions { Clock = static () => DateTime.UtcNow, Proxy = proxy, ServerName = "server.example", TimeLimit = TimeSpan.FromSeconds(30) });
    }

    private static string ReadRequest(Socket socket)
    {
        StringBuilder request = new();
        byte[] one = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && socket.Receive(one) > 0)
        {
            request.Append((char)one[0]);
        }

        return request.ToString();
    }

    /// <summary>The proxy of Debian, until the test ends.</summary>
    private sealed class Tinyproxy : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;
        private readonly PeerProgram _program;

        public Tinyproxy(string line)
        {
            PeerProgram.Require("tinyproxy");
            string configuration = Path.Combine(_folder, "configuration");
            File.WriteAllText(configuration, $"Port {PeerProgram.Text(Port)}\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\nLogLevel Info\nAllow 127.0.0.1\n{line}\n");
            _program = PeerProgram.Serve("Accepting connections", "tinyproxy", "-d", "-c", configuration);
        }

        public int Port { get; } = PeerProgram.FreePort();

        public void Dispose()
        {
            _program.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests;

/// <summary>What scripts rely on of the verbs that use the network.</summary>
public sealed class ProbeVerbTests
{
    [Fact]
    public async Task A_closed_port_is_a_result()
    {
        (int code, string output, string error) = await CommandLineTests.RunAsync("probe", $"127.0.0.1:{FreePort()}", "--json");
        Assert.Equal((1, ""), (code, error));
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("Refused", document.RootElement.GetProperty("Outcome").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("ClientCertificate").ValueKind);
    }

    [Theory]
    [InlineData("--certificate", "absent.p12")]
    [InlineData("--certificate", "tests/fixtures/stores/trust-without-password.p12")]
    [InlineData("--capture", "absent/kept.pcapng")]
    [InlineData("--tls-version", "TLS 9")]
    public async Task What_cannot_be_read_or_written_is_an_error(string option, string value)
    {
        (int code, string output, string error) = await CommandLineTests.RunAsync("probe", $"127.0.0.1:{FreePort()}", option, value);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("tlstools: ", error, StringComparison.Ordinal);
        Assert.Contains(value, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_came_to_the_listener()
    {
        (int code, string output, string error) = await CommandLineTests.RunAsync("listen", "--timeout", "1", "--json", "--handshake", "samples/client-certificate-withheld.pcap");
        Assert.Equal((1, ""), (code, output));
        Assert.Matches(@"^tlstools: listening at 127\.0\.0\.1:\d+, naming 1 authority\r?\n$", error);
    }

    [Theory]
    [InlineData("--address", "nowhere")]
    [InlineData("--address", "192.0.2.1")]
    [InlineData("--acceptable-ca", "absent.pem")]
    [InlineData("--like", "127.0.0.1:1")]
    [InlineData("--port", "70000")]
    public async Task What_the_listener_cannot_do_is_an_error(string option, string value)
    {
        (int code, string output, string error) = await CommandLineTests.RunAsync("listen", "--timeout", "1", option, value);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("tlstools: ", error, StringComparison.Ordinal);
    }

    // The client speaks no TLS, so that nothing else is needed for it.
    [Fact]
    public async Task Each_client_is_one_line_and_stays_in_the_capture()
    {
        string kept = Path.GetTempFileName();
        int port = FreePort();
        Task<(int Code, string Output, string Error)> listening = CommandLineTests.RunAsync(
            "listen", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--count", "1", "--timeout", "60", "--json", "--capture", kept);
        Stopwatch patience = Stopwatch.StartNew();
        while (!TrySay(port))
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "Nobody listens.");
            await Task.Delay(100);
        }

        (int code, string output, _) = await listening;
        Assert.Equal(0, code);
        using JsonDocument document = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("None", document.RootElement.GetProperty("Reply").GetString());
        Assert.Equal("NotTls", document.RootElement.GetProperty("Cause").GetString());
        Assert.Equal("NotTls", (await CommandLineTests.RunAsync("diagnose", kept, "--json")).Output.Split('"').First(word => word == "NotTls"));
        File.Delete(kept);
    }

    private static bool TrySay(int port)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPAddress.Loopback, port);
        }
        catch (SocketException)
        {
            return false;
        }

        client.Client.Send("GET / HTTP/1.1\r\n\r\n"u8);
        client.Client.ReceiveTimeout = 30_000;
        _ = client.Client.Receive(new byte[16]);
        return true;
    }

    private static int FreePort()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}

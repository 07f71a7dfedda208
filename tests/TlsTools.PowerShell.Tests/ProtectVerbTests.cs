using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests;

/// <summary>What scripts rely on of <c>tlstools protect</c>.</summary>
public sealed class ProtectVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_copy_is_written_and_read_again()
    {
        string copy = Path.Combine(_folder, "copy.pcapng");
        (int code, string output, string error) = await RunAsync("protect", "samples/client-certificate-missing.pcap", copy, "--replace-name", "--replace-address", "--json");
        Assert.Equal((0, ""), (code, error));
        JsonElement made = JsonDocument.Parse(output).RootElement;
        Assert.Equal(1, made.GetProperty("Connections").GetInt32());
        Assert.Contains("broker", made.GetProperty("Names").EnumerateArray().Select(name => name.GetProperty("Original").GetString()));
        (_, string read, _) = await RunAsync("handshake", copy);
        Assert.Contains("server: bad_certificate", read, StringComparison.Ordinal);
        Assert.DoesNotContain("broker", read, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("protect", "samples/client-certificate-missing.pcap", copy)).Code);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("no-such-file.pcap")]
    public async Task What_cannot_be_read_is_said(string capture)
    {
        (int code, string output, string error) = await RunAsync("protect", capture, Path.Combine(_folder, "none.pcap"));
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"tlstools: {capture}: ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(CommandFile.Path, arguments);
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace TlsTools.Tests;

/// <summary><c>tlstools show</c>: ladders of captures and logs, on the screen and in files.</summary>
public sealed class ShowVerbTests
{
    private const string Failing = "samples/client-certificate-missing.pcap";

    [Fact]
    public async Task A_ladder_is_plain_text_where_nobody_sees_colours()
    {
        (int code, string output, string error) = await CommandLineTests.RunAsync("show", Failing, "--width", "80");

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Contains("BROKE HERE: ClientCertificateMissing (certain)", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_number_and_a_name_choose_what_is_drawn_and_how()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string file = Path.Combine(folder, "ladder.svg");
            (int code, string output, _) = await CommandLineTests.RunAsync("show", "samples/cipher-mismatch.pcap", Failing, "--output", file);

            Assert.Equal((0, string.Empty), (code, output));
            Assert.Contains("handshake_failure", XDocument.Load(file).Root?.Attribute("aria-label")?.Value);
            Assert.Contains("bad_certificate", XDocument.Load(Path.Combine(folder, "ladder-2.svg")).Root?.Attribute("aria-label")?.Value);

            (code, _, string error) = await CommandLineTests.RunAsync("show", Failing, "--output", Path.Combine(folder, "none", "ladder.svg"));
            Assert.Equal(2, code);
            Assert.StartsWith("tlstools: ", error);
            Assert.Equal(string.Empty, (await CommandLineTests.RunAsync("show", Failing, "--number", "2")).Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Only_one_form_is_taken() => Assert.Equal(2, (await CommandLineTests.RunAsync("show", Failing, "--svg", "--mermaid")).Code);

    [Fact]
    public async Task Json_has_the_rows_and_where_it_broke()
    {
        (int code, string output, _) = await CommandLineTests.RunAsync("show", Failing, "--json");
        Assert.Equal(0, code);
        using JsonDocument document = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        JsonElement broken = document.RootElement.GetProperty("Rows").EnumerateArray().Single(row => row.GetProperty("IsBreak").GetBoolean());
        Assert.Equal((18, "ClientShown", "Server"), (broken.GetProperty("Packet").GetInt32(), broken.GetProperty("Stage").GetString(), broken.GetProperty("Sender").GetString()));
        Assert.Equal("ClientCertificateMissing", document.RootElement.GetProperty("Findings")[0].GetProperty("Id").GetString());
        Assert.False(document.RootElement.TryGetProperty("Handshake", out _));
    }

    [Fact]
    public async Task Mermaid_goes_to_standard_output() =>
        Assert.StartsWith("sequenceDiagram\n", (await CommandLineTests.RunAsync("show", Failing, "--mermaid")).Output.ReplaceLineEndings("\n"));
}

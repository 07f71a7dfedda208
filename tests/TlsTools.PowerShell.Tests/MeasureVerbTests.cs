using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests;

/// <summary>What scripts rely on of <c>tlstools measure</c>.</summary>
public sealed class MeasureVerbTests
{
    [Fact]
    public async Task Groups_are_json_lines()
    {
        (int code, string output, string error) = await RunAsync("measure", "samples", "--by", "version,cause", "--json");
        Assert.Equal((0, ""), (code, error));
        JsonElement[] groups = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.All(groups, group => Assert.Equal("Version, Cause", group.GetProperty("By").GetString()));
        Assert.Equal(1, groups.Sum(group => group.GetProperty("Share").GetDouble()), 0.0001);
    }

    [Fact]
    public async Task A_table_fits_and_a_baseline_adds_what_changed()
    {
        (int code, string output, _) = await RunAsync("measure", "samples", "--baseline", "samples/mutual-tls12.pcap");
        Assert.Equal(0, code);
        Assert.Contains("+/- Count", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
    }

    [Fact]
    public async Task What_is_no_property_is_said()
    {
        (int code, string output, string error) = await RunAsync("measure", "samples", "--by", "7");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("tlstools: '7' is nothing", error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) =>
        ChildProcess.RunAsync(CommandFile.Path, arguments);
}

using System;
using System.IO;
using System.Threading.Tasks;
using TlsTools.Cli;
using Xunit;

namespace TlsTools.Tests;

/// <summary>What <c>tlstools</c> says to somebody who typed something else than he meant, or found nothing.</summary>
public sealed class CommandErrorTests
{
    private const string Failing = "samples/client-certificate-missing.pcap";

    [Theory]
    [InlineData("handshake --bogus " + Failing, "there is no option --bogus")]
    [InlineData("certificate tests/fixtures/stores/modern.p12 --password throwaway", "--password-file or --password-env")]
    [InlineData("handshake " + Failing + " --port abc", "it takes a number")]
    [InlineData("test-client-certificate tests/fixtures/stores/mismatch.pem --handshake " + Failing + " --number 7", "It has no handshake 7.")]
    public async Task What_cannot_be_done_is_named(string line, string said)
    {
        (int code, string output, string error) = await CommandLineTests.RunAsync(line.Split(' '));

        Assert.Equal((2, string.Empty), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("throwaway", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show " + Failing + " --number 9", "there is no handshake 9")]
    [InlineData("log README.md", "tells of a TLS handshake")]
    [InlineData("acceptable-ca samples/cipher-mismatch.pcap", "no readable request")]
    [InlineData("compare-ca tests/fixtures/stores/mismatch.pem", "Name one with --handshake")]
    public async Task Where_there_is_nothing_the_reason_is_said(string line, string said)
    {
        (int code, string output, string error) = await CommandLineTests.RunAsync(line.Split(' '));

        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_captures_is_named()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            (int code, _, string error) = await CommandLineTests.RunAsync("handshake", folder.FullName);
            Assert.Equal(1, code);
            Assert.Contains("hold no file of the kind", error, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public async Task Authorities_are_read_from_standard_input()
    {
        (int code, string output, _) = await CommandLineTests.RunAsync(["acceptable-ca", "-"], await File.ReadAllBytesAsync(Path.Combine(RepositoryFiles.Root, Failing)));

        Assert.Equal(0, code);
        Assert.Contains("CN=", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_output_that_is_full_is_no_crash()
    {
        Skip.IfNot(File.Exists("/dev/full"), "There is no /dev/full.");
        (int code, _, string error) = await ChildProcess.RunAsync("sh", ["-c", $"'{CommandFile.Path}' handshake samples > /dev/full"]);

        Assert.Equal(2, code);
        Assert.StartsWith("tlstools: the output cannot be written: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain – text\n\tµ 日本", "plain – text\n\tµ 日本")]
    [InlineData("a\u001b[31mb\u202ec\u009bd\u2066e\u200ff\u2028", @"a\u{1b}[31mb\u{202e}c\u{9b}d\u{2066}e\u{200f}f\u{2028}")]
    [InlineData("a\r\nb\rc", "a\r\nb\\u{d}c")]
    public void Nothing_that_a_terminal_would_act_on_is_written(string text, string expected)
    {
        using StringWriter written = new();
        new TextScreen(written, 80, isColoured: false).Write(text);
        Assert.Equal(expected, written.ToString());
    }
}

using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests;

/// <summary><c>tlstools report</c>: one page about captures or logs.</summary>
public sealed class ReportVerbTests
{
    [Fact]
    public async Task A_folder_becomes_one_page()
    {
        string file = Path.GetTempFileName();
        try
        {
            (int code, string output, string error) = await CommandLineTests.RunAsync("report", "samples", "--output", file, "--title", "Ticket 4711");
            Assert.Equal((0, string.Empty, string.Empty), (code, output, error));
            string page = await File.ReadAllTextAsync(file);
            Assert.Contains("<title>Ticket 4711</title>", page, StringComparison.Ordinal);
            Assert.Contains("ClientCertificateMissing", page, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Standard_output_takes_it_too() =>
        Assert.StartsWith("<!DOCTYPE html>", (await CommandLineTests.RunAsync("report", "samples/cipher-mismatch.pcap", "--output", "-")).Output);

    [Fact]
    public async Task A_capture_is_not_replaced()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.Copy(Path.Combine(RepositoryFiles.Root, "samples", "cipher-mismatch.pcap"), file, overwrite: true);
            (int code, _, string error) = await CommandLineTests.RunAsync("report", "samples/cipher-mismatch.pcap", "--output", file);
            Assert.Equal(2, code);
            Assert.Contains("is a capture", error, StringComparison.Ordinal);
            Assert.Single(TlsTools.Handshakes.TlsCapture.ReadHandshakes(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Json_has_the_attempts_of_the_page()
    {
        string file = Path.GetTempFileName();
        try
        {
            (int code, string output, string error) = await CommandLineTests.RunAsync("report", "samples/client-certificate-withheld.pcap", "samples/kafka-one-way-tls12.pcap", "--output", file, "--json");
            Assert.Equal((0, string.Empty), (code, error));
            Assert.Equal((await CommandLineTests.RunAsync("handshake", "samples/client-certificate-withheld.pcap", "samples/kafka-one-way-tls12.pcap", "--json")).Output, output);
            Assert.Contains("ClientCertificateMissing", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal(2, (await CommandLineTests.RunAsync("report", "samples/cipher-mismatch.pcap", "--output", "-", "--json")).Code);
    }

    [Fact]
    public async Task A_file_is_needed_and_has_to_be_writable()
    {
        Assert.Equal(2, (await CommandLineTests.RunAsync("report", "samples/cipher-mismatch.pcap")).Code);
        (int code, _, string error) = await CommandLineTests.RunAsync("report", "samples/cipher-mismatch.pcap", "--output", "samples/none/report.html");
        Assert.Equal(2, code);
        Assert.StartsWith("tlstools: samples/none/report.html: ", error);
    }
}

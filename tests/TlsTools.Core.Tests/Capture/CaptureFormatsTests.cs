using System.IO;
using System.Text;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

public class CaptureFormatsTests
{
    [Theory]
    [InlineData("", "The input is empty.")]
    [InlineData("28b52ffd 24", "The input is no pcap or pcapng capture; it looks like Zstandard data. Unpack it with zstd first.")]
    [InlineData("fd377a585a00 00", "The input is no pcap or pcapng capture; it looks like xz data. Unpack it with xz first.")]
    [InlineData("425a6839 31", "The input is no pcap or pcapng capture; it looks like bzip2 data. Unpack it with bzip2 first.")]
    [InlineData("504b0304 14", "The input is no pcap or pcapng capture; it looks like a zip archive. Extract the capture first.")]
    [InlineData(
        "736e6f6f70000000 00000002",
        "The input is no pcap or pcapng capture; it looks like a snoop capture. Convert it with Wireshark's editcap first.")]
    [InlineData(
        "474d4255 0002",
        "The input is no pcap or pcapng capture; it looks like a Microsoft Network Monitor capture. Convert it with Wireshark's editcap first.")]
    [InlineData("48656c6c6f0d0a", "The input is no pcap or pcapng capture; it looks like text. Debug logs are for ConvertFrom-TlsLog or `tlstools log`.")]
    [InlineData("0001", "The input is no pcap or pcapng capture; it begins with 00 01.")]
    [InlineData("d4c3b2", "The input is no pcap or pcapng capture; it begins with D4 C3 B2.")]
    [InlineData("d4c3b2a1 0200", "The pcap file header is cut off: 6 of its 24 bytes are there.")]
    public void What_is_no_capture_is_named(string hex, string message)
    {
        CaptureFormatException reason = Assert.Throws<CaptureFormatException>(() => CaptureFormats.Open(new MemoryStream(Hex(hex))));

        Assert.Equal((message, 0L), (reason.Message, reason.Offset));
    }

    [Fact]
    public void An_etl_trace_is_named()
    {
        byte[] trace = new byte[4096];
        trace[2] = 1;
        Hex("02 00 02 c0").CopyTo(trace, 72);

        CaptureFormatException reason = Assert.Throws<CaptureFormatException>(() => CaptureFormats.Open(new MemoryStream(trace)));

        Assert.Contains("ETL trace", reason.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_is_told_by_the_bytes_and_the_file_is_closed()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new PcapBuilder().Packet(0, 0, [1]).ToArray());
            using (CaptureReader reader = CaptureFormats.Open(path))
            {
                Assert.True(reader.TryRead(out _));
            }

            File.WriteAllText(path, "text");
            Assert.Throws<CaptureFormatException>(() => CaptureFormats.Open(path));
            using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Hex(string text) => System.Convert.FromHexString(new StringBuilder(text).Replace(" ", "").ToString());
}

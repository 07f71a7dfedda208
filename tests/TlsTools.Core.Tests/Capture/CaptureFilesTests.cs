using System;
using System.IO;
using System.Linq;
using TlsTools.Capture;
using Xunit;

namespace TlsTools.Tests.Capture;

/// <summary>Which files of a folder are taken for captures.</summary>
public sealed class CaptureFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools-").FullName;

    [Fact]
    public void Content_counts_and_a_damaged_one_is_told_by_its_name()
    {
        string samples = Path.Combine(RepositoryFiles.Root, "samples");
        File.Copy(Path.Combine(samples, "mutual-tls12.pcap"), Path.Combine(_folder, "b-renamed.dat"));
        File.Copy(Path.Combine(samples, "server-certificate-expired.pcap.gz"), Path.Combine(_folder, "c-packed"));
        File.WriteAllText(Path.Combine(_folder, "a-damaged.pcap"), "no capture");
        File.WriteAllText(Path.Combine(_folder, "notes.txt"), "no capture");
        File.WriteAllBytes(Path.Combine(_folder, "empty"), []);
        File.WriteAllBytes(Path.Combine(_folder, "cut.gz"), [0x1f, 0x8b, 0x08]);

        Assert.Equal(
            ["a-damaged.pcap", "b-renamed.dat", "c-packed"],
            CaptureFiles.Find(_folder).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

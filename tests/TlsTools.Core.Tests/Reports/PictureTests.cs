using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using TlsTools.Reports.Ladders;
using Xunit;

namespace TlsTools.Tests.Reports;

/// <summary>
/// The pictures in docs/pictures, taken of samples by a browser. With TLSTOOLS_UPDATE=1 they are taken again; faces differ from machine to
/// machine, so the files are not compared, but each has to be there, shown in a page, and of the size that the drawing has today.
/// </summary>
public sealed class PictureTests : IDisposable
{
    private static readonly bool s_update = Environment.GetEnvironmentVariable("TLSTOOLS_UPDATE") == "1";
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools-pictures").FullName;

    public static TheoryData<string> Samples =>
    [
        "client-certificate-withheld.pcap", "client-certificate-unknown-ca.pcap", "server-certificate-expired.pcap.gz",
        "version-mismatch.pcap", "mutual-tls13-without-keys.pcap", "http-to-tls-port.pcap",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [MemberData(nameof(Samples))]
    public async Task A_ladder_is_in_the_docs(string sample)
    {
        Skip.If(Browser.Program is null, Browser.Missing);
        string svg = LadderSvg.Render(LadderTests.OfSample(sample));
        (int width, int height) = Size(svg);
        string file = Path.Combine(_folder, "ladder.svg");
        await File.WriteAllTextAsync(file, svg);
        await CheckAsync(file, $"ladder-{sample.Split('.')[0]}.png", width, height, isDark: false);
    }

    [SkippableTheory]
    [InlineData("report.png", 1280, 1500, false)]
    [InlineData("report-dark.png", 1280, 1500, true)]
    public async Task The_report_is_in_the_docs(string name, int width, int height, bool isDark)
    {
        Skip.If(Browser.Program is null, Browser.Missing);
        string file = Path.Combine(_folder, "report.html");
        await File.WriteAllTextAsync(file, ReportPages.OfSamples());
        await CheckAsync(file, name, width, height, isDark);
    }

    [Fact]
    public void The_pictures_are_small_and_shown()
    {
        string[] pictures = Directory.GetFiles(Folder, "*.png");
        Assert.Equal(8, pictures.Length);
        Assert.InRange(pictures.Sum(picture => new FileInfo(picture).Length), 1, 1_500_000);
        string pages = string.Concat(Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "docs"), "*.md").Append(Path.Combine(RepositoryFiles.Root, "README.md")).Select(File.ReadAllText));
        Assert.All(pictures, picture => Assert.Contains($"pictures/{Path.GetFileName(picture)})", pages, StringComparison.Ordinal));
    }

    private static string Folder => Path.Combine(RepositoryFiles.Root, "docs", "pictures");

    private async Task CheckAsync(string page, string name, int width, int height, bool isDark)
    {
        string picture = Path.Combine(_folder, "picture.png");
        await Browser.PhotographAsync(page, picture, width, height, isDark);
        byte[] taken = await File.ReadAllBytesAsync(picture);
        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(taken.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(taken.AsSpan(20))));

        // An empty page of that size takes a few kilobytes.
        Assert.InRange(taken.Length, 15_000, 600_000);
        string kept = Path.Combine(Folder, name);
        if (s_update)
        {
            File.Copy(picture, kept, overwrite: true);
        }

        byte[] known = await File.ReadAllBytesAsync(kept);
        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(known.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(known.AsSpan(20))));
    }

    private static (int Width, int Height) Size(string svg)
    {
        XElement root = XDocument.Parse(svg).Root!;
        int Read(string name) => (int)Math.Ceiling(double.Parse(root.Attribute(name)!.Value, CultureInfo.InvariantCulture));
        return (Read("width"), Read("height"));
    }
}

using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>
/// The captures of the lab against labels that were written from what was configured (lab-causes.tsv: capture, number, cause, what
/// may be named as well, why it is missed where it is). "nothing" is a capture without a handshake.
/// </summary>
public sealed class LabCauseTests
{
    public static TheoryData<string, int, string, string, string> Labels
    {
        get
        {
            TheoryData<string, int, string, string, string> labels = [];
            foreach (string[] cells in Rows())
            {
                labels.Add(cells[0], int.Parse(cells[1]), cells[2], cells.ElementAtOrDefault(3) ?? "", cells.ElementAtOrDefault(4) ?? "");
            }

            return labels;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Labels))]
    public void The_cause_is_the_labelled_one(string capture, int number, string cause, string also, string miss)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        TlsHandshake? handshake = TlsCapture.ReadHandshakes(PathOf(capture)).FirstOrDefault(handshake => handshake.Number == number);
        string found = handshake is null ? "nothing" : handshake.Cause ?? "none";
        bool isRight = found == cause || also.Split(',').Contains(found);
        Assert.True(
            isRight == (miss.Length == 0),
            miss.Length > 0 ? $"{capture} is right now; take off the reason for the miss." : $"{capture}: {cause} expected, {found}: {string.Join(" | ", handshake?.Findings ?? [])}");
    }

    /// <summary>What the wire cannot decide, the keys can: then nothing else than the cause itself is right.</summary>
    [SkippableFact]
    public void With_the_keys_the_cause_is_the_one_that_was_made()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        List<string> wrong = [];
        int read = 0;
        foreach (string[] cells in Rows().Where(cells => File.Exists(Path.ChangeExtension(PathOf(cells[0]), "keys"))))
        {
            using TlsSecrets secrets = new();
            using FileStream keys = File.OpenRead(Path.ChangeExtension(PathOf(cells[0]), "keys"));
            secrets.AddKeyLog(keys);
            TlsHandshake? handshake = TlsCapture.ReadHandshakes(PathOf(cells[0]), new TlsCaptureOptions { Secrets = secrets })
                .FirstOrDefault(handshake => handshake.Number == int.Parse(cells[1]));
            string found = handshake is null ? "nothing" : handshake.Cause ?? "none";
            read++;
            if (found != cells[2])
            {
                wrong.Add($"{cells[0]}: {cells[2]} expected, {found}");
            }
        }

        Assert.True(read >= 90, $"{read} captures with keys");

        // The one that has no packet of what was missed.
        Assert.Equal(["pha_no_ext: ClientCertificateMissing expected, none"], wrong);
    }

    [SkippableFact]
    public void Every_capture_has_a_label()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Shared!, "lab", "captures"), "*.pcap")
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Except(Rows().Select(cells => cells[0])));
    }

    internal static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(RepositoryFiles.Root, "tests", "TlsTools.Core.Tests", "Diagnosis", "lab-causes.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'));

    internal static string PathOf(string capture) => Path.Combine(RepositoryFiles.Shared!, "lab", "captures", $"{capture}.pcap");
}

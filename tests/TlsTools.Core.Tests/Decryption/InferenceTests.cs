using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Tests.Oracle;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>
/// How often what the lengths of encrypted records tell was right, over all captures with secrets. docs/decryption.md states the
/// counts; when one changes, look why, and correct it there too.
/// </summary>
public sealed class InferenceTests
{
    [SkippableFact]
    public void Is_as_often_right_as_the_docs_state()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        SortedDictionary<string, (int Right, int Unknown, int Wrong)> counts = new(StringComparer.Ordinal);
        List<string> wrong = [];
        foreach ((string capture, TlsHandshake closed, TlsHandshake opened) in Pairs().Where(pair => pair.Opened.Version is { IsTls13: true }))
        {
            Count("client authentication", Known(closed.InferredClientAuthentication), opened.ClientAuthentication.ToString());
            Count("refused", closed.Outcome.ToString(), opened.Outcome.ToString());
            Count("how it ended", closed.EndedBy.ToString(), $"{opened.EndedBy}");

            void Count(string what, string? inferred, string truth)
            {
                (int right, int unknown, int mistaken) = counts.GetValueOrDefault(what);
                counts[what] = (right + (inferred == truth ? 1 : 0), unknown + (inferred is null ? 1 : 0), mistaken + (inferred is not null && inferred != truth ? 1 : 0));
                if (inferred is not null && inferred != truth)
                {
                    wrong.Add($"{capture} {opened.Stream}: {what} {inferred}, in truth {truth}");
                }
            }
        }

        string[] lines = [.. counts.Select(count => $"{count.Key}: {count.Value.Right} right, {count.Value.Unknown} left open, {count.Value.Wrong} wrong")];
        string docs = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "decryption.md"));
        Assert.True(lines.All(line => docs.Contains(line, StringComparison.Ordinal)), string.Join('\n', [.. lines, .. wrong]));
    }

    private static string? Known(ClientAuthentication inferred) => inferred == ClientAuthentication.Unknown ? null : inferred.ToString();

    private static IEnumerable<(string Capture, TlsHandshake Closed, TlsHandshake Opened)> Pairs()
    {
        string lab = Path.Combine(RepositoryFiles.Shared!, "lab", "captures");
        foreach (string keys in Directory.GetFiles(lab, "*.keys").Order())
        {
            foreach ((TlsHandshake closed, TlsHandshake opened) in Read(Path.ChangeExtension(keys, "pcap"), CaptureSecrets.FromKeyLogs(keys)))
            {
                yield return (Path.GetFileName(keys), closed, opened);
            }
        }

        foreach (CaptureRow row in CaptureInventory.Rows)
        {
            if (CaptureSecrets.Split(row.Secrets) is [var source, ..])
            {
                foreach ((TlsHandshake closed, TlsHandshake opened) in Read(row.FullPath, source == CaptureSecrets.Carried ? null : CaptureSecrets.Open(source, CaptureInventory.Folder)))
                {
                    yield return (row.File, closed, opened);
                }
            }
        }
    }

    // Only what was opened to the end tells the truth.
    private static List<(TlsHandshake Closed, TlsHandshake Opened)> Read(string path, TlsSecrets? secrets)
    {
        using (secrets)
        {
            return
            [
                .. TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { IgnoreCarriedSecrets = true })
                    .Zip(TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { Secrets = secrets }))
                    .Where(pair => pair.Second.Decryption is { State: DecryptionState.Complete, OpenedRecords: > 0 }),
            ];
        }
    }
}

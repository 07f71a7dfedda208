using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>The public captures beside the repository, one row a file of their INVENTORY.tsv.</summary>
internal static class CaptureInventory
{
    /// <summary>The folder of the captures; only where <see cref="RepositoryFiles.Shared"/> is.</summary>
    public static string Folder => Path.Combine(RepositoryFiles.Shared!, "captures");

    /// <summary>All rows; none where the captures are missing.</summary>
    public static IReadOnlyList<CaptureRow> Rows { get; } = RepositoryFiles.Shared is null ? [] : ReadRows();

    /// <summary>The row of a file.</summary>
    public static CaptureRow Row(string file) => Rows.Single(row => row.File == file);

    /// <summary>The captures of the named groups, or all; one line that skips where the captures are missing.</summary>
    public static TheoryData<string> Files(params string[] groups)
    {
        TheoryData<string> files = [];
        foreach (CaptureRow row in Rows.Where(row => groups.Length == 0 || groups.Contains(row.Group)))
        {
            files.Add(row.File);
        }

        if (Rows.Count == 0)
        {
            files.Add("(the shared captures)");
        }

        return files;
    }

    private static List<CaptureRow> ReadRows()
    {
        List<CaptureRow> rows = [];
        string[]? header = null;
        foreach (string line in File.ReadLines(Path.Combine(Folder, "INVENTORY.tsv")))
        {
            string[] cells = line.Split('\t');
            if (header is null)
            {
                header = cells;
                continue;
            }

            string Cell(string name) => cells[Array.IndexOf(header, name)];
            rows.Add(new(
                Cell("file"),
                Cell("group"),
                int.Parse(Cell("packets")),
                int.Parse(Cell("tcp_streams")),
                Cell("file_truncated") == "yes",
                Cell("oracle"),
                Cell("plaintext_before_tls"),
                Cell("decrypt_keys")));
        }

        return rows;
    }
}

/// <summary>What the inventory says of one capture, as far as tests use it; the carriers as <c>smtp=2;imap=1</c>, with the number of streams; where its secrets are.</summary>
internal sealed record CaptureRow(string File, string Group, int Packets, int TcpStreams, bool Truncated, string Oracle, string Carriers, string Secrets)
{
    public string FullPath => Path.Combine(CaptureInventory.Folder, File);

    public string OraclePath => Path.Combine(CaptureInventory.Folder, Oracle);

    public string SuricataPath => Path.Combine(CaptureInventory.Folder, "oracle-suricata", Path.GetFileName(Oracle));
}

using System.Collections.Generic;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Tests.Oracle;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>What secrets show of the public captures must be what TShark shows with the same secrets, or the difference be explained.</summary>
public sealed class DecryptedOracleTests
{
    private static readonly KnownDifferences s_known = KnownDifferences.Read("known-differences-decrypted.tsv");

    public static TheoryData<string, string> Captures()
    {
        TheoryData<string, string> captures = [];
        foreach (CaptureRow row in CaptureInventory.Rows)
        {
            foreach (string source in CaptureSecrets.Split(row.Secrets))
            {
                captures.Add(row.File, source);
            }
        }

        if (CaptureInventory.Rows.Count == 0)
        {
            captures.Add("(the shared captures)", "");
        }

        return captures;
    }

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Shows_what_TShark_shows(string file, string source)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        CaptureRow row = CaptureInventory.Row(file);
        bool isCarried = source == CaptureSecrets.Carried;
        Skip.If(!isCarried && source.StartsWith("keylogs/", System.StringComparison.Ordinal) && !System.IO.File.Exists(System.IO.Path.Combine(CaptureInventory.Folder, source)), $"{source} is not among the shared captures; the capture carries the same secrets.");
        using TlsSecrets? secrets = isCarried ? null : CaptureSecrets.Open(source, CaptureInventory.Folder);
        TlsCaptureOptions options = new() { Secrets = secrets, IgnoreCarriedSecrets = !isCarried };

        Dictionary<int, SortedDictionary<string, string>> ours = ObservedFacts.Read(TlsCapture.ReadHandshakes(row.FullPath, options));
        foreach (SortedDictionary<string, string> facts in ours.Values)
        {
            foreach (string field in facts.Keys.Where(field => !IsCompared(field)).ToArray())
            {
                facts.Remove(field);
            }
        }

        s_known.AssertExplained(
            isCarried ? file + " (carried)" : file,
            Difference.Between(ours, s_known.Renumber(file, TsharkFacts.ReadDecrypted(row.OraclePath, isCarried))));
    }

    private static bool IsCompared(string field) =>
        field is "messages" or "alerts" or "certificates" || field.StartsWith("certificate.", System.StringComparison.Ordinal) || field.StartsWith("certificateRequest", System.StringComparison.Ordinal);
}

using System.Collections.Generic;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>What we read out of every public capture must be what TShark reads, or the difference be explained.</summary>
public sealed class HandshakeTests
{
    private static readonly KnownDifferences s_known = KnownDifferences.Read("known-differences.tsv");

    public static TheoryData<string> Captures() => CaptureInventory.Files("tls-tcp", "tls-tcp-converted");

    /// <summary>The groups in which TShark sees no handshake message: nothing, or records from the middle of a connection.</summary>
    public static TheoryData<string> CapturesWithoutHandshakes() =>
        CaptureInventory.Files("tls-midstream", "tls-nontcp", "dtls", "quic", "linktype", "container", "container-fuzz");

    public static TheoryData<string> Negatives() => CaptureInventory.Files("negative");

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Says_what_TShark_says(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        CaptureRow row = CaptureInventory.Row(file);

        s_known.AssertExplained(
            file,
            Difference.Between(ObservedFacts.Read(Read(row.FullPath)), s_known.Renumber(file, TsharkFacts.Read(row.OraclePath))));
    }

    [SkippableTheory]
    [MemberData(nameof(CapturesWithoutHandshakes))]
    public void Finds_no_message_where_TShark_finds_none(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        Dictionary<int, SortedDictionary<string, string>> ours = ObservedFacts.Read(Read(CaptureInventory.Row(file).FullPath));

        s_known.AssertExplained(file, Difference.Between(ours, new Dictionary<int, SortedDictionary<string, string>>()));
    }

    [SkippableTheory]
    [MemberData(nameof(Negatives))]
    public void Reports_nothing_where_there_is_no_TLS(string file)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        TlsHandshake[] handshakes = Read(CaptureInventory.Row(file).FullPath);

        Assert.True(
            handshakes.Length == 0,
            $"{file}:\n  {string.Join("\n  ", handshakes.Select(handshake => $"stream {handshake.Stream}: {handshake} {handshake.Carrier} {handshake.Phase}"))}");
    }

    private static TlsHandshake[] Read(string path)
    {
        List<TlsHandshake> handshakes = [];
        try
        {
            handshakes.AddRange(TlsCapture.ReadHandshakes(path, new TlsCaptureOptions { IgnoreCarriedSecrets = true }));
        }
        catch (CaptureFormatException)
        {
            // Several public captures are cut off; what stands before the cut is compared.
        }

        return [.. handshakes];
    }
}

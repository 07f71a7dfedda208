using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TlsTools.Reports.Ladders;

/// <summary>Keeps a ladder short: of a long exchange of data the first rows tell all that a picture can.</summary>
internal static class RowFolding
{
    /// <summary>Folds rows of data, and the middle of a ladder that is longer than anybody reads.</summary>
    public static IReadOnlyList<LadderRow> Fold(LadderRow[] rows)
    {
        List<LadderRow> folded = [];
        for (int i = 0; i < rows.Length;)
        {
            int end = i;
            while (end < rows.Length && rows[end] is { Kind: LadderRowKind.Data, IsBreak: false })
            {
                end++;
            }

            int shown = end - i > MostData ? MostData - 1 : end - i;
            folded.AddRange(rows.Skip(i).Take(shown));
            if (end - i > shown)
            {
                folded.Add(Folded(rows[i + shown], end - i - shown, "more rows of application data, both ways"));
            }

            if (end < rows.Length)
            {
                folded.Add(rows[end++]);
            }

            i = end;
        }

        return folded.Count <= MostRows ? folded : Shorten(folded);
    }

    private static List<LadderRow> Shorten(List<LadderRow> rows)
    {
        int broken = rows.FindIndex(row => row.IsBreak);
        List<LadderRow> shortened = [.. rows.Take(MostRows / 2)];
        int from = rows.Count - (MostRows / 2);
        bool isHidden = broken >= MostRows / 2 && broken < from;
        shortened.Add(Folded(rows[MostRows / 2], from - (MostRows / 2) - (isHidden ? 1 : 0), "more rows"));
        if (isHidden)
        {
            shortened.Add(rows[broken]);
        }

        shortened.AddRange(rows.Skip(from));
        return shortened;
    }

    private static LadderRow Folded(LadderRow first, int count, string what) =>
        new() { Stage = first.Stage, Kind = LadderRowKind.Gap, Title = $"{count.ToString("N0", CultureInfo.InvariantCulture)} {what}" };

    // Who looks for a single record of data reads Messages; a renegotiation may still come after hundreds.
    private const int MostData = 4;

    // Protects who opens a picture of a connection that negotiated again and again.
    private const int MostRows = 120;
}

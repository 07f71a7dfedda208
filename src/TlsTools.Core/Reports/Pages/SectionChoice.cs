using System;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.Reports.Pages;

/// <summary>
/// Chooses of which handshakes a report shows everything when there are more than anybody reads: of every kind some, so that a rare
/// failure is not lost behind a frequent one, and within a kind as many different ones as there is room for.
/// </summary>
/// <param name="most">How many are shown.</param>
internal sealed class SectionChoice(int most)
{
    private readonly Dictionary<string, List<(int Index, string Variety, string Section)>> _kinds = [];

    /// <summary>The chosen parts, in the order of the handshakes.</summary>
    public IEnumerable<string> Sections => _kinds.Values.SelectMany(kind => kind).OrderBy(chosen => chosen.Index).Select(chosen => chosen.Section);

    /// <summary>How many are chosen.</summary>
    public int Count { get; private set; }

    /// <summary>Whether every kind that was offered is among them.</summary>
    public bool HasEveryKind { get; private set; } = true;

    /// <summary>Which handshakes are chosen.</summary>
    public HashSet<int> Chosen => [.. _kinds.Values.SelectMany(kind => kind).Select(chosen => chosen.Index)];

    /// <summary>Offers a handshake; one that brings something new pushes out one of the kind that has most.</summary>
    /// <param name="kind">What it has in common with others.</param>
    /// <param name="variety">What tells it from others of its kind.</param>
    /// <param name="index">Which it is.</param>
    /// <param name="render">Makes its part, if it is chosen.</param>
    public void Offer(string kind, string variety, int index, Func<string> render)
    {
        bool isKnown = _kinds.TryGetValue(kind, out List<(int Index, string Variety, string Section)>? chosen);
        if (Count >= most && !TryMakeRoom(chosen, variety))
        {
            HasEveryKind &= isKnown;
            return;
        }

        if (chosen is null)
        {
            _kinds.Add(kind, chosen = []);
        }

        chosen.Add((index, variety, render()));
        Count++;
    }

    private bool TryMakeRoom(List<(int Index, string Variety, string Section)>? chosen, string variety)
    {
        List<(int Index, string Variety, string Section)>? largest = _kinds.Values.OrderByDescending(kind => kind.Count).FirstOrDefault();
        if (largest is null)
        {
            return false;
        }

        int repeated = largest.FindLastIndex(one => largest.Exists(other => other.Index != one.Index && other.Variety == one.Variety));
        bool isNeeded = chosen is null || chosen.Count + 1 < largest.Count;
        bool isNew = chosen is not null && repeated >= 0 && !chosen.Exists(one => one.Variety == variety);
        if (largest.Count < 2 || (!isNeeded && !isNew))
        {
            return false;
        }

        largest.RemoveAt(repeated >= 0 ? repeated : largest.Count - 1);
        Count--;
        return true;
    }
}

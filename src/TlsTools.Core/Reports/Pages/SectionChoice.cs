using System;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.Reports.Pages;

/// <summary>
/// Chooses of which handshakes a report shows everything when there are more than anybody reads: of every kind some, so that a rare
/// failure is not lost behind a frequent one.
/// </summary>
/// <param name="most">How many are shown.</param>
internal sealed class SectionChoice(int most)
{
    private readonly Dictionary<string, List<(int Index, string Section)>> _kinds = [];
    private int _count;

    /// <summary>The chosen parts, in the order of the handshakes.</summary>
    public IEnumerable<string> Sections => _kinds.Values.SelectMany(kind => kind).OrderBy(chosen => chosen.Index).Select(chosen => chosen.Section);

    /// <summary>How many are chosen.</summary>
    public int Count => _count;

    /// <summary>Which handshakes are chosen.</summary>
    public HashSet<int> Chosen => [.. _kinds.Values.SelectMany(kind => kind).Select(chosen => chosen.Index)];

    /// <summary>Offers a handshake; the first of a kind push out the last of the kind that has most.</summary>
    /// <param name="kind">What it has in common with others.</param>
    /// <param name="index">Which it is.</param>
    /// <param name="render">Makes its part, if it is chosen.</param>
    public void Offer(string kind, int index, Func<string> render)
    {
        if (most == 0)
        {
            return;
        }

        if (!_kinds.TryGetValue(kind, out List<(int Index, string Section)>? chosen))
        {
            if (_kinds.Count >= most)
            {
                return;
            }

            _kinds.Add(kind, chosen = []);
        }

        if (_count >= most)
        {
            List<(int Index, string Section)> largest = _kinds.Values.OrderByDescending(other => other.Count).First();
            if (largest.Count <= chosen.Count + 1)
            {
                return;
            }

            largest.RemoveAt(largest.Count - 1);
            _count--;
        }

        chosen.Add((index, render()));
        _count++;
    }
}

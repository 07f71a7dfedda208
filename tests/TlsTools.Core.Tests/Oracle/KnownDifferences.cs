using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>
/// The differences from an oracle that we stand by, each with its reason: a table of file, stream,
/// field and reason. An entry excuses exactly one field of one stream, and fails the test once nothing differs there any more.
/// </summary>
internal sealed class KnownDifferences
{
    private readonly Dictionary<string, HashSet<string>> _excused = [];

    private KnownDifferences(string path)
    {
        foreach (string[] cells in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')))
        {
            if (cells.Length != 4 || cells.Any(string.IsNullOrWhiteSpace))
            {
                throw new InvalidDataException($"{path}: needs file, stream, field and reason: {string.Join(" | ", cells)}");
            }

            if (!_excused.TryGetValue(cells[0], out HashSet<string>? keys))
            {
                _excused.Add(cells[0], keys = []);
            }

            if (!keys.Add($"{cells[1]} {cells[2]}"))
            {
                throw new InvalidDataException($"{path}: listed twice: {string.Join(" | ", cells)}");
            }
        }
    }

    /// <summary>The captures that have an entry.</summary>
    public IReadOnlyCollection<string> Files => _excused.Keys;

    /// <summary>Reads a table that lies beside the tests.</summary>
    public static KnownDifferences Read(string name) =>
        new(Path.Combine(RepositoryFiles.Root, "tests", "TlsTools.Core.Tests", "Oracle", name));

    /// <summary>Fails over a difference without an excuse, and over an excuse without a difference.</summary>
    public void AssertExplained(string file, IEnumerable<Difference> differences)
    {
        string[] unexplained = [.. Unexplained(file, differences)];
        Assert.True(unexplained.Length == 0, $"{file}:\n  {string.Join("\n  ", unexplained)}");
    }

    private IEnumerable<string> Unexplained(string file, IEnumerable<Difference> differences)
    {
        HashSet<string> stale = new(_excused.TryGetValue(file, out HashSet<string>? keys) ? keys : []);
        foreach (Difference difference in differences)
        {
            if (!stale.Remove($"{difference.Stream} {difference.Field}"))
            {
                yield return difference.ToString();
            }
        }

        foreach (string key in stale)
        {
            yield return $"excused, but it does not differ any more: {key}";
        }
    }
}

/// <summary>A field of a TCP stream in which we and an oracle differ.</summary>
internal sealed record Difference(int Stream, string Field, string? Ours, string? Oracle)
{
    /// <summary>Compares two sets of facts field by field; a stream that only one side sees is one difference.</summary>
    public static IEnumerable<Difference> Between(
        IReadOnlyDictionary<int, SortedDictionary<string, string>> ours,
        IReadOnlyDictionary<int, SortedDictionary<string, string>> oracle)
    {
        foreach (int stream in ours.Keys.Union(oracle.Keys).Order())
        {
            if (!ours.TryGetValue(stream, out SortedDictionary<string, string>? left))
            {
                yield return new(stream, "stream", null, "seen");
            }
            else if (!oracle.TryGetValue(stream, out SortedDictionary<string, string>? right))
            {
                yield return new(stream, "stream", left.GetValueOrDefault("messages", "seen"), null);
            }
            else
            {
                foreach (string field in left.Keys.Union(right.Keys).Order(System.StringComparer.Ordinal))
                {
                    string? our = left.GetValueOrDefault(field);
                    string? other = right.GetValueOrDefault(field);
                    if (our != other)
                    {
                        yield return new(stream, field, our, other);
                    }
                }
            }
        }
    }

    public override string ToString() => $"stream {Stream}, {Field}: we say {Ours ?? "nothing"}, the oracle {Oracle ?? "nothing"}";
}

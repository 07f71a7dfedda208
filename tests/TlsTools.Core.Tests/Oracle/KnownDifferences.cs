using System;
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
    private readonly Dictionary<string, Dictionary<int, int>> _numbers = [];

    private KnownDifferences(string path)
    {
        foreach (string[] cells in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')))
        {
            if (cells.Length != 4 || cells.Any(string.IsNullOrWhiteSpace))
            {
                throw new InvalidDataException($"{path}: needs file, stream, field and reason: {string.Join(" | ", cells)}");
            }

            if (cells[2].StartsWith(Number, StringComparison.Ordinal))
            {
                _ = _numbers.TryAdd(cells[0], []);
                _numbers[cells[0]].Add(int.Parse(cells[1]), int.Parse(cells[2].AsSpan(Number.Length)));
                continue;
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

    /// <summary>Reads a table that lies beside the tests.</summary>
    public static KnownDifferences Read(string name) =>
        new(Path.Combine(RepositoryFiles.Root, "tests", "TlsTools.Core.Tests", "Oracle", name));

    /// <summary>Fails over a difference without an excuse, and over an excuse without a difference.</summary>
    public void AssertExplained(string file, IEnumerable<Difference> differences)
    {
        string[] unexplained = [.. Unexplained(file, differences)];
        Assert.True(unexplained.Length == 0, $"{file}:\n  {string.Join("\n  ", unexplained)}");
    }

    /// <summary>
    /// Puts an oracle's streams under our numbers, where the table says so: a row whose field is <c>number=N</c> says that
    /// what the oracle counts as this stream is our stream N.
    /// </summary>
    public Dictionary<int, T> Renumber<T>(string file, Dictionary<int, T> streams)
    {
        Dictionary<int, int> numbers = _numbers.TryGetValue(file, out Dictionary<int, int>? found) ? found : [];
        foreach (int stale in numbers.Keys.Where(stream => !streams.ContainsKey(stream)))
        {
            Assert.Fail($"{file}: a number is excused for stream {stale}, which the oracle does not have");
        }

        return streams.ToDictionary(stream => numbers.GetValueOrDefault(stream.Key, stream.Key), stream => stream.Value);
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

    private const string Number = "number=";
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
                foreach (string field in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
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

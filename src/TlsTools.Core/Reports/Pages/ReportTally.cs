using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Handshakes;

namespace TlsTools.Reports.Pages;

/// <summary>Counts what all handshakes of a report have in common; of none of them anything else is kept.</summary>
internal sealed class ReportTally
{
    private readonly Dictionary<string, int> _versions = [];
    private readonly Dictionary<string, int> _suites = [];
    private readonly Dictionary<string, int> _certificates = [];
    private readonly HashSet<string> _servers = [];
    private readonly Dictionary<string, (int Count, int First, string Message)> _causes = [];

    /// <summary>How many handshakes there are of each outcome.</summary>
    public int[] Outcomes { get; } = new int[3];

    /// <summary>How many failed, or were refused when they were complete.</summary>
    public int Broken { get; private set; }

    /// <summary>How many servers were seen, up to a limit.</summary>
    public string Servers => _servers.Count < MostNames ? _servers.Count.ToString("N0", CultureInfo.InvariantCulture) : $"over {MostNames.ToString("N0", CultureInfo.InvariantCulture)}";

    /// <summary>When the first handshake began, and the last.</summary>
    public (DateTime? First, DateTime? Last) Time { get; private set; }

    /// <summary>Counts of versions, the most frequent first.</summary>
    public IReadOnlyList<(string Name, int Count)> Versions => Sorted(_versions);

    /// <summary>Counts of cipher suites, the most frequent first.</summary>
    public IReadOnlyList<(string Name, int Count)> Suites => Sorted(_suites);

    /// <summary>Counts of what became of client certificates.</summary>
    public IReadOnlyList<(string Name, int Count)> Certificates => Sorted(_certificates);

    /// <summary>Causes, the most frequent first, each with the handshake in which it was found first and what was said of that.</summary>
    public IReadOnlyList<(string Id, int Count, int First, string Message)> Causes =>
        [.. _causes.OrderByDescending(cause => cause.Value.Count).ThenBy(cause => cause.Value.First).Select(cause => (cause.Key, cause.Value.Count, cause.Value.First, cause.Value.Message))];

    /// <summary>Counts a handshake.</summary>
    /// <param name="row">What is kept of it.</param>
    /// <param name="message">What was said of its cause.</param>
    public void Add(ReportRow row, string message)
    {
        Outcomes[row.Outcome switch { HandshakeOutcome.Completed => 0, HandshakeOutcome.Failed => 1, _ => 2 }]++;
        Broken += row.IsBroken ? 1 : 0;
        Count(_versions, row.Version ?? "none agreed");
        Count(_suites, row.Suite ?? "none agreed");
        Count(_certificates, row.ClientCertificate);
        if (_servers.Count < MostNames)
        {
            _ = _servers.Add(row.Server);
        }

        if (row.Start is { } start)
        {
            Time = (Time.First is { } first && first < start ? first : start, Time.Last is { } last && last > start ? last : start);
        }

        if (row.Cause is { } cause)
        {
            _causes[cause] = _causes.TryGetValue(cause, out (int Count, int First, string Message) known) ? (known.Count + 1, known.First, known.Message) : (1, row.Index, message);
        }
    }

    private static void Count(Dictionary<string, int> counts, string name)
    {
        string counted = counts.Count < MostNames || counts.ContainsKey(name) ? name : "others";
        counts[counted] = counts.TryGetValue(counted, out int count) ? count + 1 : 1;
    }

    private static List<(string Name, int Count)> Sorted(Dictionary<string, int> counts) =>
        [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value))];

    // Protects the memory from peers that make up a new value each time.
    private const int MostNames = 10_000;
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Handshakes;

namespace TlsTools.Tests.Diagnosis;

/// <summary>A folder of tests/fixtures with a capture made with real peers and the label that says what was wrong.</summary>
internal sealed class Scenario
{
    private readonly Dictionary<string, string> _label;

    private Scenario(string folder)
    {
        Folder = folder;
        _label = File.ReadLines(Path.Combine(folder, "label.txt"))
            .Where(line => line.Contains(": "))
            .ToDictionary(line => line.Split(": ", 2)[0], line => line.Split(": ", 2)[1].Trim());
    }

    public string Folder { get; }

    public string Name => Path.GetFileName(Folder);

    /// <summary>The cause; null where the handshake is healthy.</summary>
    public string? Cause => _label["cause"] == "none" ? null : _label["cause"];

    /// <summary>What may be named as well where the wire cannot decide.</summary>
    public IReadOnlyList<string> Also => this["also"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public string? this[string key] => _label.GetValueOrDefault(key);

    /// <summary>The labelled handshake; null where the capture has none of that number.</summary>
    /// <param name="other">The number of another one.</param>
    public TlsHandshake? Read(string? other = null)
    {
        int number = int.Parse(other ?? this["handshake"] ?? "1");
        return TlsCapture.ReadHandshakes(Capture).FirstOrDefault(handshake => handshake.Number == number);
    }

    public static string FixtureFolder { get; } = Path.Combine(RepositoryFiles.Root, "tests", "fixtures");

    public static Scenario Of(string name) => new(Path.Combine(FixtureFolder, name));

    public static IEnumerable<Scenario> All() =>
        Directory.EnumerateFiles(FixtureFolder, "label.txt", SearchOption.AllDirectories)
            .Select(label => new Scenario(Path.GetDirectoryName(label)!))
            .OrderBy(scenario => scenario.Name, StringComparer.Ordinal);

    private string Capture => Directory.EnumerateFiles(Folder, "capture.pcap*").Single();
}

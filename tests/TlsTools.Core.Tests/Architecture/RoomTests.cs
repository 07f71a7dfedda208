using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace TlsTools.Tests.Architecture;

/// <summary>Holds the architecture: which room may use which, and where conditional compilation may stand.</summary>
public sealed partial class RoomTests
{
    // A room uses only rooms to its left; Tls knows neither packets nor streams.
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Wire"] = [],
        ["Capture"] = ["Wire"],
        ["Network"] = ["Wire", "Capture"],
        ["Streams"] = ["Wire", "Capture", "Network"],
        ["X509"] = ["Wire"],
        ["Tls"] = ["Wire", "X509"],
        ["Carriers"] = ["Wire", "Capture", "Streams", "Tls"],
        ["Decryption"] = ["Wire", "X509", "Tls"],
        ["Handshakes"] = ["Wire", "Capture", "Network", "Streams", "X509", "Tls", "Carriers", "Decryption"],
        ["Stores"] = ["Wire", "Capture", "X509", "Tls", "Decryption", "Handshakes"],
        ["ClientAuth"] = ["Wire", "Capture", "X509", "Tls", "Handshakes", "Stores"],
        ["Diagnosis"] = ["Wire", "Capture", "X509", "Tls", "Carriers", "Handshakes", "Stores", "ClientAuth"],
        ["Logs"] = ["Wire", "Capture", "Streams", "X509", "Tls", "Handshakes", "ClientAuth"],
        ["Probe"] = ["Wire", "Capture", "Network", "Streams", "X509", "Tls", "Carriers", "Decryption", "Handshakes", "Stores", "ClientAuth", "Diagnosis", "Protection"],
        ["Measures"] = ["Wire", "Capture", "X509", "Tls", "Handshakes", "Diagnosis"],
        ["Protection"] = ["Wire", "Capture", "Network", "Streams", "X509", "Tls", "Carriers", "Handshakes"],
        ["Reports"] = ["Wire", "Capture", "X509", "Tls", "Handshakes", "Diagnosis"],
        ["Polyfills"] = [],

        // Tasks of the build, not part of the assembly.
        ["Build"] = [],
    };

    private static string CoreFolder => Path.Combine(RepositoryFiles.Root, "src", "TlsTools.Core");

    [Fact]
    public void A_room_uses_only_the_rooms_it_may()
    {
        List<string> wrong = [];
        foreach (string file in SourceFiles(CoreFolder))
        {
            string room = Room(file);
            Assert.True(s_allowed.TryGetValue(room, out string[]? allowed), $"The room {room} is not in the list of allowed edges.");
            foreach (Match match in UsingLine().Matches(File.ReadAllText(file)))
            {
                string used = match.Groups["room"].Value;
                if (used != room && !allowed.Contains(used) && s_allowed.ContainsKey(used) && !IsDoorToDiagnosis(file, used))
                {
                    wrong.Add($"{Path.GetRelativePath(CoreFolder, file)} uses {used}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Conditional_compilation_stands_only_in_Polyfills() =>
        Assert.DoesNotContain(
            SourceFiles(Path.Combine(RepositoryFiles.Root, "src")),
            file => Room(file) != "Polyfills" && ConditionalLine().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void The_core_asks_no_clock() =>
        Assert.DoesNotContain(SourceFiles(CoreFolder), file => ClockUse().IsMatch(File.ReadAllText(file)) && !IsTimeLimit(file));

    [Fact]
    public void Only_Probe_uses_the_network() =>
        Assert.DoesNotContain(SourceFiles(CoreFolder), file => Room(file) != "Probe" && NetworkUse().IsMatch(File.ReadAllText(file)));

    // How long to wait for a server is no time of day; this one file measures it.
    private static bool IsTimeLimit(string file) => Room(file) == "Probe" && Path.GetFileName(file) == "TimeBudget.cs";

    // A handshake shows what the rules say of it; it asks them through this one file.
    private static bool IsDoorToDiagnosis(string file, string used) =>
        used == "Diagnosis" && Path.GetFileName(file) == "TlsHandshake.Findings.cs";

    private static string Room(string file) => Path.GetRelativePath(CoreFolder, file).Split(Path.DirectorySeparatorChar)[0];

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    [GeneratedRegex(@"^\s*using (static )?TlsTools\.(?<room>\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^\s*#if", RegexOptions.Multiline)]
    private static partial Regex ConditionalLine();

    [GeneratedRegex(@"^\s*using System\.Net\.(Sockets|Http)|\b(HttpClient|TcpClient|UdpClient|Dns|WebRequest)\b[.(]", RegexOptions.Multiline)]
    private static partial Regex NetworkUse();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|TimeProvider\.System|Stopwatch\.")]
    private static partial Regex ClockUse();
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>Holds the bank of labelled scenarios to its own rules; whether our answers agree with the labels is another test's matter.</summary>
public sealed class ScenarioFilesTests
{
    private const string InOrder = "none";

    private static readonly string[] s_requiredKeys = ["cause", "handshake", "client", "server", "version", "mode", "row"];

    private static readonly string[] s_versions = ["SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"];

    private static readonly string[] s_modes = ["one-way", "mutual", "optional"];

    // The products, by how their labels start; everything else is a program that plays a faulty end.
    private static readonly string[] s_stacks =
        ["OpenSSL", "JSSE", ".NET", "GnuTLS", "NSS", "nginx", "HAProxy", "stunnel", "Python"];

    // The public contract's list of causes. A label may name these and what the catalogue of rules has beyond them, nothing else.
    private static readonly HashSet<string> s_causes =
    [
        "ClientCertificateMissing", "ClientCertificateUntrusted", "ClientCertificateExpired", "ClientCertificateNotYetValid",
        "ClientCertificateRevoked", "ClientCertificateUnsupported", "ClientCertificateRejected", "ClientCertificateChainIncomplete",
        "ClientCertificateKeyMismatch", "ClientSignatureAlgorithmMismatch", "ServerCertificateUntrusted", "ServerCertificateExpired",
        "ServerCertificateNotYetValid", "ServerCertificateNameMismatch", "ServerCertificateChainIncomplete", "ServerCertificateRevoked",
        "ServerCertificateRejected", "ServerCertificateKeyMismatch", "ServerSignatureAlgorithmMismatch", "ProtocolVersionMismatch",
        "CipherSuiteMismatch", "GroupMismatch", "AlpnMismatch", "ServerNameMissing", "ServerNameUnrecognized", "DowngradeBlocked",
        "WeakDhParameters", "LegacyRenegotiationBlocked", "ExtendedMasterSecretRequired", "PskUnknown", "MissingExtension", "BadRecordMac",
        "DecryptError", "UnexpectedMessage", "InternalError", "AccessDenied", "UserCanceled", "HandshakeMessageTooLarge",
        "HandshakeFailureUnspecified", "NotTls", "ServerNotTls", "StartTlsRefused", "StartTlsNotOffered", "ConnectionRefused",
        "ConnectionReset", "ConnectionClosed", "ServerSilent", "HandshakeStalled", "CaptureIncomplete",
    ];

    private static readonly IReadOnlyList<Scenario> s_scenarios = ReadAll();

    [Fact]
    public void Every_scenario_has_its_files_and_a_valid_label()
    {
        List<string> wrong = [];
        foreach (Scenario scenario in s_scenarios)
        {
            wrong.AddRange(scenario.Faults().Select(fault => $"{scenario.Name}: {fault}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void There_are_enough_scenarios_of_each_kind()
    {
        Assert.True(s_scenarios.Count >= 120, $"{s_scenarios.Count} scenarios.");
        int healthy = s_scenarios.Count(scenario => scenario["cause"] == InOrder && scenario["also"] is null);
        Assert.True(healthy >= 35, $"{healthy} scenarios are in order.");
        Assert.Empty(s_versions.Except(s_scenarios.Select(scenario => scenario["version"])));
    }

    [Theory]
    [InlineData("client")]
    [InlineData("server")]
    public void Many_products_are_at_each_end(string side)
    {
        string[] found = [.. s_stacks.Where(stack => s_scenarios.Any(scenario => scenario[side]?.StartsWith(stack, StringComparison.Ordinal) == true))];

        Assert.True(found.Length >= 6, string.Join(", ", found));
    }

    [Fact]
    public void No_file_names_a_folder_of_the_machine_that_made_it()
    {
        string[] traces = ["/tmp/", "/root/", "/home/", "/work/"];
        IEnumerable<string> texts = s_scenarios.SelectMany(scenario => Directory.EnumerateFiles(scenario.Folder))
            .Concat(Directory.EnumerateFiles(Path.Combine(Bank, "make")))
            .Where(path => !path.EndsWith(".pcap", StringComparison.Ordinal));

        Assert.DoesNotContain(texts, path => traces.Any(File.ReadAllText(path).Contains));
    }

    [Fact]
    public void Every_labelled_handshake_that_has_a_hello_is_in_its_file()
    {
        List<string> wrong = [];
        foreach (Scenario scenario in s_scenarios)
        {
            int[] numbers = [.. TlsCapture.ReadHandshakes(Path.Combine(scenario.Folder, "capture.pcap")).Select(handshake => handshake.Number)];
            int labelled = int.Parse(scenario["handshake"]!, CultureInfo.InvariantCulture);
            // A connection that never came to TLS may be no handshake at all.
            if (numbers.Length > 0 && !numbers.Contains(labelled))
            {
                wrong.Add($"{scenario.Name}: {labelled} is not among {string.Join(',', numbers)}");
            }
        }

        Assert.Empty(wrong);
    }

    private static bool IsRule(string cause) => RuleCatalog.Rules.Any(rule => rule.Info.Id == cause);

    private static string Bank => Path.Combine(RepositoryFiles.Root, "tests", "fixtures");

    private static IReadOnlyList<Scenario> ReadAll() =>
        [.. Directory.EnumerateDirectories(Bank)
            // Other folders hold other fixtures.
            .Where(folder => File.Exists(Path.Combine(folder, "label.txt")) || File.Exists(Path.Combine(folder, "capture.pcap")))
            .OrderBy(folder => folder, StringComparer.Ordinal)
            .Select(folder => new Scenario(folder))];

    private sealed class Scenario
    {
        private readonly Dictionary<string, string> _label = [];
        private readonly List<string> _faults = [];

        public Scenario(string folder)
        {
            Folder = folder;
            string path = Path.Combine(folder, "label.txt");
            foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
            {
                string[] pair = line.Split(": ", 2);
                if (pair.Length != 2 || !_label.TryAdd(pair[0], pair[1].Trim()))
                {
                    _faults.Add($"label line '{line}'");
                }
            }
        }

        public string Folder { get; }

        public string Name => Path.GetFileName(Folder);

        public string? this[string key] => _label.GetValueOrDefault(key);

        public IEnumerable<string> Faults()
        {
            foreach (string fault in _faults)
            {
                yield return fault;
            }

            foreach (string file in (string[])["capture.pcap", "label.txt", "README.md"])
            {
                if (!File.Exists(Path.Combine(Folder, file)))
                {
                    yield return $"no {file}";
                }
            }

            foreach (string key in s_requiredKeys.Where(key => string.IsNullOrEmpty(this[key])))
            {
                yield return $"no {key}";
            }

            foreach (string key in _label.Keys.Except(s_requiredKeys).Where(key => key != "also"))
            {
                yield return $"unknown key {key}";
            }

            string[] causes = [this["cause"] ?? "", .. this["also"]?.Split(',') ?? []];
            foreach (string cause in causes.Where(cause => cause != InOrder && !s_causes.Contains(cause) && !IsRule(cause)))
            {
                yield return $"unknown cause {cause}";
            }

            if (causes.Distinct().Count() != causes.Length)
            {
                yield return "a cause twice";
            }

            if (!int.TryParse(this["handshake"], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
            {
                yield return $"handshake {this["handshake"]}";
            }

            if (!s_versions.Contains(this["version"]))
            {
                yield return $"version {this["version"]}";
            }

            if (!s_modes.Contains(this["mode"]))
            {
                yield return $"mode {this["mode"]}";
            }
        }
    }
}

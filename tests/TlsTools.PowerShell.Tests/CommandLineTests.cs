using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests;

/// <summary>What scripts rely on of <c>tlstools</c>: its output, its exit codes, and where errors go.</summary>
public sealed class CommandLineTests
{
    private const string Failing = "samples/client-certificate-missing.pcap";
    private const string Healthy = "samples/kafka-one-way-tls12.pcap";

    [Fact]
    public async Task A_folder_is_shown_as_a_table_that_fits()
    {
        (int code, string output, string error) = await RunAsync("handshake", "samples");

        Assert.Equal(0, code);
        Assert.Empty(error);
        Assert.Contains("server: bad_certificate", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task Json_is_one_object_a_line_in_the_form_of_the_contract()
    {
        (int code, string output, _) = await RunAsync("handshake", Failing, "--json");

        Assert.Equal(0, code);
        using JsonDocument document = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        JsonElement handshake = document.RootElement;
        Assert.Equal(Failing, handshake.GetProperty("Source").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", handshake.GetProperty("StartTime").GetString());
        Assert.Matches(@"^127\.0\.0\.1:\d+$", handshake.GetProperty("Client").GetString());
        Assert.Equal("TLS 1.2", handshake.GetProperty("Version").GetString());
        Assert.Equal("Failed", handshake.GetProperty("Outcome").GetString());
        Assert.Equal("bad_certificate", handshake.GetProperty("Alert").GetProperty("Description").GetString());
        Assert.Equal("Server", handshake.GetProperty("Alert").GetProperty("Sender").GetString());
        Assert.Matches("^[0-9a-f]{64}$", handshake.GetProperty("ClientHello").GetProperty("Random").GetString());
        Assert.Equal("server_name", handshake.GetProperty("ClientHello").GetProperty("Extensions")[0].GetProperty("Type").GetString());
        Assert.Matches("^3082[0-9a-f]+$", handshake.GetProperty("ServerCertificates")[0].GetProperty("RawData").GetString());
        Assert.Equal(0, handshake.GetProperty("ClientCertificates").GetArrayLength());
        Assert.NotEqual(0, handshake.GetProperty("AcceptableCA").GetArrayLength());
        Assert.Equal("client_hello", handshake.GetProperty("Messages")[0].GetProperty("Type").GetString());
    }

    [Fact]
    public async Task A_log_and_a_capture_become_one()
    {
        (_, string shown, _) = await RunAsync("handshake", Failing, "--json");
        using JsonDocument capture = JsonDocument.Parse(shown);
        string log = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(log, $"{capture.RootElement.GetProperty("Client").GetString()} [21/Nov/2026:01:30:12.280] f/1: SSL handshake failure (error:0A0000C7:SSL routines::peer did not return a certificate)\n203.0.113.9:1 [21/Nov/2026:01:30:12.280] f/1: SSL handshake failure\n");
            (int code, string output, string error) = await RunAsync("log", log, "--capture", Failing, "--json");
            Assert.Equal((0, string.Empty), (code, error));
            string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(2, lines.Length);
            using JsonDocument joined = JsonDocument.Parse(lines[0]);
            using JsonDocument alone = JsonDocument.Parse(lines[1]);
            Assert.Equal((Failing, log), (joined.RootElement.GetProperty("Source").GetString(), alone.RootElement.GetProperty("Source").GetString()));
            Assert.Equal("ClientCertificateMissing", joined.RootElement.GetProperty("Cause").GetString());
            Assert.Equal(1, joined.RootElement.GetProperty("Statements")[0].GetProperty("Line").GetInt32());
            Assert.Equal(0, joined.RootElement.GetProperty("Disagreements").GetArrayLength());
            Assert.Equal(JsonValueKind.Null, alone.RootElement.GetProperty("Cause").ValueKind);
            Assert.Equal(2, (await RunAsync("log", log, "--capture", "samples/none.pcap")).Code);
        }
        finally
        {
            File.Delete(log);
        }
    }

    [Fact]
    public async Task Key_stores_are_shown_as_a_table_that_fits()
    {
        string passwordFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(passwordFile, "throwaway\n");
            (int code, string output, string error) = await RunAsync(
                "certificate", "tests/fixtures/stores/java.p12", "tests/fixtures/stores/sec1.pem", "--password-file", passwordFile);

            Assert.Equal(0, code);
            Assert.Empty(error);
            Assert.Matches("client-rsa +Key +CN=throwaway-rsa.* RSA 2048, matches", output);
            Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    [Fact]
    public async Task Key_stores_as_json_hold_chains_and_no_secret()
    {
        (int code, string output, _) = await RunAsync("certificate", "tests/fixtures/stores/out-of-order.pem", "--json");

        Assert.Equal(0, code);
        using JsonDocument document = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("Key", document.RootElement.GetProperty("Kind").GetString());
        Assert.Equal(3, document.RootElement.GetProperty("Chain").GetArrayLength());
        Assert.True(document.RootElement.GetProperty("PrivateKey").GetProperty("MatchesCertificate").GetBoolean());
        Assert.Equal(
            ["Present", "Readable", "MatchesCertificate", "Algorithm", "KeySize", "Exportable", "Provider", "Remark"],
            document.RootElement.GetProperty("PrivateKey").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task A_key_store_without_its_password_is_an_error_and_the_others_are_shown()
    {
        (int code, string output, string error) = await RunAsync(
            "certificate", "tests/fixtures/stores/modern.p12", "tests/fixtures/stores/certificate.der", "no-such-store.jks");

        Assert.Equal(2, code);
        Assert.Contains("CN=throwaway-rsa", output, StringComparison.Ordinal);
        Assert.Contains("modern.p12': The store needs a password, and none was given.", error, StringComparison.Ordinal);
        Assert.Contains("no-such-store.jks: there is no such file.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_messages_are_walked_through_packet_by_packet()
    {
        (int code, string output, _) = await RunAsync("handshake", Failing, "--messages");

        Assert.Equal(0, code);
        Assert.Matches(@"\n +\d+ +\d+\.\d{6}  C > S +Handshake +TLS 1\.\d +\d+  ClientHello ", output);
        Assert.Matches(@"\n +\d+ +\d+\.\d{6}  C < S +Alert +TLS 1\.2 +2  .*bad_certificate", output);
    }

    [Fact]
    public async Task Standard_input_is_a_capture_too()
    {
        (int code, string output, _) = await RunAsync(
            ["handshake", "-", "--json"],
            await File.ReadAllBytesAsync(Path.Combine(RepositoryFiles.Root, Failing)));

        Assert.Equal(0, code);
        Assert.StartsWith("{\"Source\":\"-\"", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--failed", Healthy)]
    [InlineData("--server-name=*.example.org", Failing)]
    [InlineData("--address=192.0.2.1", Failing)]
    [InlineData("--port=1", Failing)]
    public async Task Where_a_filter_lets_nothing_through_the_code_is_1(string filter, string capture)
    {
        (int code, string output, string error) = await RunAsync("handshake", capture, filter);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Empty(error);
    }

    [Fact]
    public async Task First_counts_over_all_inputs()
    {
        (int code, string output, _) = await RunAsync("handshake", Failing, Healthy, "--json", "--first", "1");

        Assert.Equal(0, code);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_and_the_rest_is_shown()
    {
        (int code, string output, string error) = await RunAsync("handshake", "samples/nothing.pcap", "README.md", Healthy, "--json");

        Assert.Equal(2, code);
        Assert.Contains("\"Outcome\":\"Completed\"", output, StringComparison.Ordinal);
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("tlstools: samples/nothing.pcap: there is no such file.", error, StringComparison.Ordinal);
        Assert.Contains("tlstools: README.md: at byte 0: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capture_that_is_cut_off_is_shown_up_to_there()
    {
        byte[] whole = await File.ReadAllBytesAsync(Path.Combine(RepositoryFiles.Root, Healthy));

        (int code, string output, string error) = await RunAsync(["handshake", "-", "--json"], [.. whole.AsSpan(0, whole.Length - 5)]);

        Assert.Equal(2, code);
        Assert.StartsWith("{", output, StringComparison.Ordinal);
        Assert.Matches(@"^tlstools: -: at byte \d+: ", error);
    }

    [Theory]
    [InlineData("handshake")]
    [InlineData("handshake", Failing, "--port", "70000")]
    [InlineData("handshake", Failing, "--address", "no-address")]
    [InlineData("no-such-verb")]
    public async Task A_wrong_command_line_writes_nothing_to_standard_output(params string[] arguments)
    {
        (int code, string output, string error) = await RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("tlstools: ", error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("--messages")]
    [InlineData("--json")]
    public async Task An_endless_capture_is_left_when_nobody_reads_any_more(string format)
    {
        Skip.If(OperatingSystem.IsWindows(), "The command is one of a POSIX shell.");
        string sample = Path.Combine(RepositoryFiles.Root, Healthy);
        string endless = $"cat '{sample}'; while tail -c +25 '{sample}' 2>/dev/null; do :; done";
        string reading = $"'{CommandFile.Path}' handshake - {format}";

        // Standard error tells the exit code, which a pipe hides.
        (_, string output, string error) = await ChildProcess.RunAsync("sh", ["-c", $"({endless}) | ({reading}; echo \"code $?\" >&2) | head -n 1"]);

        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("code 0\n", error);
    }

    [Theory]
    [InlineData("samples/mutual-tls13.pcap", "--key-log", "samples/mutual-tls13.keys", "key log: 4 of 5 lines")]
    [InlineData("samples/mutual-tls13-with-keys.pcapng", "--json", "--json", "")]
    public async Task With_secrets_the_handshake_of_TLS_1_3_is_read(string capture, string option, string value, string said)
    {
        (int code, string output, string error) = await RunAsync("handshake", capture, option, value, "--json");

        Assert.Equal(0, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement handshake = document.RootElement;
        Assert.Equal("Complete", handshake.GetProperty("Decryption").GetProperty("State").GetString());
        Assert.Equal("Sent", handshake.GetProperty("ClientAuthentication").GetString());
        Assert.Equal(1, handshake.GetProperty("AcceptableCA").GetArrayLength());
        JsonElement last = handshake.GetProperty("Messages")[handshake.GetProperty("Messages").GetArrayLength() - 1];
        Assert.True(last.GetProperty("Encrypted").GetBoolean());
        Assert.True(last.GetProperty("Decrypted").GetBoolean());
    }

    [Fact]
    public async Task Secrets_that_cannot_be_read_are_an_error_and_the_capture_is_shown()
    {
        (int code, string output, string error) = await RunAsync("handshake", "samples/mutual-tls13.pcap", "--key-log", "samples/nothing.keys", "--server-key", "README.md", "--json");

        Assert.Equal(2, code);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("samples/nothing.keys", error, StringComparison.Ordinal);
        Assert.Contains("README.md", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_and_help_are_given()
    {
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", (await RunAsync("--version")).Output);
        Assert.Contains("--messages", (await RunAsync("handshake", "--help")).Output, StringComparison.Ordinal);
    }

    internal static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    internal static Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, byte[]? input) =>
        ChildProcess.RunAsync(CommandFile.Path, arguments, input);
}

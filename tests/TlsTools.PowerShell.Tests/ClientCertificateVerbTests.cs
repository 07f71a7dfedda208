using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests;

/// <summary>What scripts rely on of the verbs for client certificates.</summary>
public sealed class ClientCertificateVerbTests : IDisposable
{
    private const string Store = "tests/fixtures/stores/java.p12";
    private const string Authority = "tests/fixtures/stores/trust-without-password.p12";
    private const string Withheld = "samples/client-certificate-withheld.pcap";
    private readonly string _passwordFile = Path.GetTempFileName();

    public ClientCertificateVerbTests() => File.WriteAllText(_passwordFile, "throwaway\n");

    public void Dispose() => File.Delete(_passwordFile);

    [Fact]
    public async Task Certificates_are_ranked_with_both_verdicts()
    {
        (int code, JsonElement[] tests, string error) = await JsonAsync(
            "test-client-certificate", Store, "--password-file", _passwordFile, "--acceptable-ca", Authority, "--trust-store", Authority,
            "--signature-schemes", "rsa_pss_rsae_sha256,rsa_pkcs1_sha256", "--at", "2027-01-01");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["client-rsa", "client-ec"], tests.Select(test => test.GetProperty("Alias").GetString()));
        Assert.True(tests[0].GetProperty("WouldBeSent").GetBoolean());
        Assert.True(tests[0].GetProperty("WouldBeAccepted").GetBoolean());
        Assert.True(tests[0].GetProperty("WouldBeSentBy").GetProperty("Jsse").GetBoolean());
        Assert.Equal("2027-01-01T00:00:00Z", tests[0].GetProperty("At").GetString());
        Assert.Equal("CN=Throwaway Root,O=TlsTools", tests[0].GetProperty("MatchedAuthority").GetProperty("Name").GetString());
        Assert.False(tests[1].GetProperty("WouldBeSent").GetBoolean());
        Assert.Contains("SignatureSchemeNotAccepted", tests[1].GetProperty("Reasons").EnumerateArray().Select(reason => reason.GetString()));
    }

    [Fact]
    public async Task A_capture_says_what_the_server_wanted()
    {
        (int code, JsonElement[] tests, _) = await JsonAsync("test-client-certificate", Store, "--password-file", _passwordFile, "--handshake", Withheld);
        Assert.Equal(0, code);
        Assert.All(tests, test => Assert.False(test.GetProperty("WouldBeSentBy").GetProperty("Jsse").GetBoolean()));
        Assert.All(tests, test => Assert.Contains("IssuerNotListed", test.GetProperty("Reasons").EnumerateArray().Select(reason => reason.GetString())));
    }

    [Fact]
    public async Task Quiet_answers_by_the_exit_code()
    {
        (int yes, string output, _) = await RunAsync("test-client-certificate", Store, "--password-file", _passwordFile, "--trust-store", Authority, "--at", "2027-01-01", "--quiet");
        (int no, _, _) = await RunAsync("test-client-certificate", Store, "--password-file", _passwordFile, "--handshake", Withheld, "--quiet");
        Assert.Equal((0, "", 1), (yes, output, no));
    }

    [Fact]
    public async Task Authorities_are_read_from_captures_and_stores()
    {
        (int code, JsonElement[] names, _) = await JsonAsync("acceptable-ca", Withheld, Authority);
        Assert.Equal(0, code);
        Assert.Contains("CN=Throwaway Root,O=TlsTools", names.Select(name => name.GetProperty("Name").GetProperty("Name").GetString()));
        Assert.All(names, name => Assert.Equal(JsonValueKind.String, name.GetProperty("RawData").ValueKind));
        (_, JsonElement[] lists, _) = await JsonAsync("acceptable-ca", Withheld, "--lists");
        Assert.True(Assert.Single(lists).GetProperty("IsWireLengthExact").GetBoolean());
    }

    [Fact]
    public async Task Chains_and_lists_are_compared()
    {
        (int code, JsonElement[] comparisons, _) = await JsonAsync("compare-ca", Store, "--password-file", _passwordFile, "--acceptable-ca", Authority);
        Assert.Equal(0, code);
        Assert.Contains(comparisons, comparison => comparison.GetProperty("IsMatch").GetBoolean());
        (_, JsonElement[] rows, _) = await JsonAsync("compare-ca", "--reference", Authority, "--handshake", Withheld);
        Assert.Equal("<=", rows[0].GetProperty("SideIndicator").GetString());
        Assert.Contains("=>", rows.Select(row => row.GetProperty("SideIndicator").GetString()));
    }

    [Theory]
    [InlineData("test-client-certificate", Store)]
    [InlineData("test-client-certificate", "no-such-file.p12")]
    [InlineData("test-client-certificate", "--store", @"CurrentUser\NoSuchStore")]
    [InlineData("compare-ca", "--store", @"Nobody\My", "--acceptable-ca", Authority)]
    [InlineData("acceptable-ca", "README.md")]
    [InlineData("compare-ca", "no-such-file.p12", "--acceptable-ca", Authority)]
    public async Task What_cannot_be_read_goes_to_standard_error(params string[] arguments)
    {
        (int code, string output, string error) = await RunAsync([.. arguments, "--json"]);
        Assert.Equal(2, code);
        Assert.DoesNotContain("\"WouldBeSent\":true", output, StringComparison.Ordinal);
        Assert.StartsWith("tlstools: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revocation_file_that_is_none_is_told_and_the_rest_is_shown()
    {
        (int code, JsonElement[] tests, string error) = await JsonAsync(
            "test-client-certificate", Store, "--password-file", _passwordFile, "--trust-store", Authority, "--at", "2027-01-01", "--revocation-list", "README.md", "--revocation-list", "tests");
        Assert.Equal((2, 2), (code, tests.Length));
        Assert.Equal(
            ["tlstools: README.md: This is no revocation list and no OCSP response.", "tlstools: tests: "],
            error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.StartsWith("tlstools: tests: ", StringComparison.Ordinal) ? "tlstools: tests: " : line.TrimEnd()));
        Assert.All(tests, test => Assert.Contains("RevocationStatusMissing", test.GetProperty("Reasons").EnumerateArray().Select(reason => reason.GetString())));
    }

    private static async Task<(int Code, JsonElement[] Lines, string Error)> JsonAsync(params string[] arguments)
    {
        (int code, string output, string error) = await RunAsync([.. arguments, "--json"]);
        return (code, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)], error);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params IEnumerable<string> arguments) =>
        ChildProcess.RunAsync(CommandFile.Path, arguments, null);
}

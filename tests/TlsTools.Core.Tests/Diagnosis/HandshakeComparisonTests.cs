using System.IO;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

public sealed class HandshakeComparisonTests
{
    /// <summary>Of a good and a bad attempt the difference that explains comes first.</summary>
    [Theory]
    [InlineData("tls12-healthy", "refused-ecdsa-suites", "ClientHello.CipherSuites")]
    [InlineData("tls12-healthy", "refused-scheme-sha1", "ClientHello.SignatureSchemes")]
    [InlineData("retry-taken", "refused-group-secp521r1", "ClientHello.SupportedGroups")]
    [InlineData("retry-taken", "name-missing", "ServerName")]
    [InlineData("retry-taken", "name-unknown", "ServerName")]
    [InlineData("retry-taken", "alpn-refused", "ClientHello.AlpnProtocols")]
    [InlineData("retry-taken", "extension-missing", "ClientHello.SignatureSchemes")]
    [InlineData("tls12-healthy", "version-tls10-refused", "OfferedVersions")]
    [InlineData("tls12-healthy", "extended-master-secret-not-offered", "ClientHello.Extensions")]
    public void What_explains_comes_first(string good, string bad, string field)
    {
        HandshakeComparison comparison = HandshakeComparison.Of(Read(good), Read(bad));
        Assert.True(field == comparison.Explanation?.Field, string.Join(" | ", comparison.Differences.Select(difference => $"{difference.Significance} {difference}")));
        Assert.EndsWith(".", comparison.Explanation!.Message);
    }

    /// <summary>A scenario whose first handshake is good and whose labelled one is not.</summary>
    [Theory]
    [InlineData("negotiation-suite-second-of-two", "ClientHello.CipherSuites")]
    [InlineData("negotiation-version-second-of-two", "OfferedVersions")]
    [InlineData("negotiation-no-name-second-of-two", "ServerName")]
    [InlineData("client-none-second-of-two", "ClientAuthentication")]
    public void Real_peers_good_and_bad(string scenario, string field)
    {
        TlsHandshake[] handshakes = [.. TlsCapture.ReadHandshakes(Path.Combine(Scenario.FixtureFolder, scenario, "capture.pcap")).OrderBy(handshake => handshake.Number)];
        HandshakeComparison comparison = HandshakeComparison.Of(handshakes[0], handshakes[1]);
        Assert.Contains(field, comparison.Differences.Where(difference => difference.Significance == DifferenceSignificance.Telling).Select(difference => difference.Field));
    }

    /// <summary>Randoms, keys and times differ in any two handshakes and say nothing.</summary>
    [Fact]
    public void The_same_twice_does_not_differ()
    {
        HandshakeComparison comparison = HandshakeComparison.Of(Read("tls12-healthy"), Read("tls12-healthy"));
        Assert.Empty(comparison.Differences);
        Assert.Null(comparison.Explanation);
    }

    [Fact]
    public void Of_a_list_only_the_difference_is_shown()
    {
        HandshakeDifference difference = HandshakeComparison.Of(Read("tls12-healthy"), Read("refused-ecdsa-suites")).Explanation!;
        Assert.Contains("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", difference.Good);
        Assert.DoesNotContain("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", difference.Good);
        Assert.Equal("TLS_ECDHE_ECDSA_WITH_AES_256_CCM", difference.Bad);
    }

    private static TlsHandshake Read(string transcript) => TranscriptFile.Read(Path.Combine(Scenario.FixtureFolder, "transcripts", $"{transcript}.txt"));
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Logs;

/// <summary>What openssl s_client printed in the lab, beside the captures of the same connections.</summary>
public sealed class OpenSslLogTests
{
    [SkippableFact]
    public void The_output_says_what_the_capture_says()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        List<string> wrong = [];
        int compared = 0;
        int chains = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Shared!, "lab", "captures"), "*.client.txt").Order(StringComparer.Ordinal))
        {
            // More than one connection in a capture: which is which is not said.
            if (!File.ReadAllText(path).StartsWith("CONNECTED(", StringComparison.Ordinal)
                || TlsCapture.ReadHandshakes(path.Replace(".client.txt", ".pcap")).ToArray() is not [{ } capture])
            {
                continue;
            }

            TlsHandshake[] logs = [.. TlsLog.ReadHandshakes(path)];
            if (logs is not [{ } log])
            {
                continue;
            }

            compared++;
            chains += log.ServerCertificates is null ? 0 : 1;
            string name = Path.GetFileName(path);
            Compare(name + " Version", log.Version, capture.Version);
            Compare(name + " CipherSuite", log.CipherSuite, capture.CipherSuite);
            Compare(name + " Group", log.Group, capture.Group);
            Compare(name + " Alert", log.Alert?.Code, capture.Alert?.Code);
            Compare(name + " AlertSender", log.Alert?.Sender, capture.Alert?.Code is null ? null : capture.Alert.Sender);
            if (log.AcceptableCA is { } names && capture.AcceptableCA is { } sent && !names.SequenceEqual(sent))
            {
                wrong.Add(name + " AcceptableCA");
            }

            if (log.ServerCertificates is { } chain && capture.ServerCertificates is { } whole && !chain.SequenceEqual(whole))
            {
                wrong.Add(name + " ServerCertificates");
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(compared, 20, 1000);
        Assert.InRange(chains, 1, 1000);

        void Compare<T>(string what, T? log, T? capture)
            where T : struct
        {
            if (log is { } said && capture is { } seen && !said.Equals(seen))
            {
                wrong.Add($"{what}: {said} is {seen}");
            }
        }
    }

    [SkippableFact]
    public void What_the_server_says_in_words_is_what_the_capture_shows()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        List<string> wrong = [];
        int compared = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Shared!, "lab", "captures"), "*.server.txt").Order(StringComparer.Ordinal))
        {
            if (TlsLog.ReadHandshakes(path).ToArray() is not [{ Cause: { } cause } log] || TlsCapture.ReadHandshakes(path.Replace(".server.txt", ".pcap")).ToArray() is not [{ } capture])
            {
                continue;
            }

            // What is sure has to be the same. An alert's name is what is sure of an alert alone, not why it was sent; and captures that
            // have not all of the connection tell less.
            compared++;
            if (log.Findings[0].Confidence != Confidence.Certain || cause == "UnexpectedMessage" || capture.Cause is "CaptureIncomplete")
            {
                continue;
            }

            // In TLS 1.3 the capture hides the certificate and why it was refused.
            bool isHidden = capture.Cause is null || capture.Cause.EndsWith("Rejected", StringComparison.Ordinal) || cause.EndsWith("Rejected", StringComparison.Ordinal);
            if (capture.Cause != cause && !(isHidden && (capture.Cause is null || capture.Cause.StartsWith(cause.Substring(0, 6), StringComparison.Ordinal))))
            {
                wrong.Add($"{Path.GetFileName(path)}: {cause}, the capture {capture.Cause}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.InRange(compared, 40, 1000);
    }

    [Theory]
    [InlineData("ECDHE-RSA-AES256-GCM-SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")]
    [InlineData("DHE-RSA-AES128-SHA256", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256")]
    [InlineData("AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA")]
    [InlineData("ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256")]
    [InlineData("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384")]
    [InlineData("NULL-MD5", null)]
    public void A_suite_is_known_by_its_name(string name, string? expected) => Assert.Equal(expected, OpenSslLog.Suite(name)?.Name);

    [Fact]
    public void State_names_messages_and_alerts()
    {
        TlsHandshake handshake = Assert.Single(TlsLog.ReadHandshakes(
            [
                "CONNECTED(00000003)", "SSL_connect:before SSL initialization", "SSL_connect:SSLv3/TLS write client hello", "SSL_connect:SSLv3/TLS read server hello",
                "SSL_connect:SSLv3/TLS read server certificate", "SSL3 alert write:fatal:unknown CA", "SSL_connect:error in error",
            ],
            "test"));
        Assert.Equal(("unknown_ca", Side.Client, 6), (handshake.Alert!.Description!, handshake.Alert.Sender, (int)handshake.Alert.Line!));
        Assert.Equal(["client_hello", "server_hello", "certificate", "alert"], handshake.Messages.Select(message => message.Type));
        Assert.Equal("ServerCertificateUntrusted", handshake.Cause);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Logs;

/// <summary>What the reading of logs holds for all dialects, and the cases that no real log at hand has.</summary>
public sealed class TlsLogTests
{
    private static readonly string[] s_log =
    [
        "ssl_debug(7): Starting handshake (iSaSiLk 3.03)...",
        "ssl_debug(7): Remote client:192.0.2.20:443, Timestamp:Wed Mar 16 18:51:40 IST 2016",
        "ssl_debug(7): Sending v3 client_hello message, requesting version 3.1...",
        "ssl_debug(7): Received alert message: Alert Fatal: handshake failure",
        "ssl_debug(7): Closing transport...",
    ];

    public static TheoryData<string, byte[]> Encodings
    {
        get
        {
            string text = "Gr\u00fc\u00dfe\r\n" + string.Join("\r\n", s_log) + "\r\n";
            byte[] plain = Encoding.UTF8.GetBytes(text);
            using MemoryStream packed = new();
            using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(plain, 0, plain.Length);
            }

            return new TheoryData<string, byte[]>
            {
                { "UTF-8", plain },
                { "UTF-8 with mark", [.. Encoding.UTF8.GetPreamble(), .. plain] },
                { "UTF-16 with mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)] },
                { "UTF-16", Encoding.Unicode.GetBytes(text) },
                { "UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(text) },
                { "Latin-1", Encoding.GetEncoding(28591).GetBytes(text) },
                { "gzip", packed.ToArray() },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_is_told_by_content(string name, byte[] log)
    {
        using MemoryStream stream = new(log);
        TlsHandshake handshake = Assert.Single(TlsLog.ReadHandshakes(stream, name));
        Assert.Equal((name, 1, "192.0.2.20:443"), (handshake.Source, handshake.Number, handshake.Server!.ToString()));
        Assert.Equal(5, handshake.Alert!.Line);
    }

    [Theory]
    [InlineData("jvm 1    | ")]
    [InlineData("INFO   | jvm 1    | 2016/03/16 18:51:40 | ")]
    [InlineData("2026-01-01T00:00:00.123456789Z stderr F ")]
    [InlineData("broker-1  | ")]
    [InlineData("Jan  1 00:00:00 host wm[12]: ")]
    public void What_the_host_puts_before_each_line_is_passed_over(string prefix)
    {
        string[] java =
        [
            "javax.net.ssl|DEBUG|10|main|2026-11-21 01:49:13.923 UTC|Alert.java:238|Consuming ClientHello handshake message (",
            "\"ClientHello\": {",
            "  \"client version\"      : \"TLSv1.2\",",
            "  \"extensions\"          : [",
            "    \"server_name (0)\": {",
            "      type=host_name (0), value=broker.example",
            "    }",
            "  ]",
            "}",
            ")",
        ];
        Assert.Equal("broker.example", Assert.Single(Read(java.Select(line => prefix + line))).ServerName);
        Assert.Equal(4, Assert.Single(Read(s_log.Select(line => prefix + line))).Alert!.Line);
    }

    [Fact]
    public void Threads_are_connections_of_their_own()
    {
        TlsHandshake[] handshakes = Read(
        [
            Java("11", "ClientHello.java:1|Produced ClientHello handshake message ("), ")",
            Java("12", "ClientHello.java:1|Consuming ClientHello handshake message ("), ")",
            Java("11", "Alert.java:238|Received alert message ("), "\"Alert\": {", "  \"level\"      : \"fatal\",", "  \"description\": \"handshake_failure\"", "}", ")",
            Java("12", "TransportContext.java:375|Fatal (PROTOCOL_VERSION): Client requested protocol TLSv1 is not enabled"),
        ]);
        Assert.Equal(2, handshakes.Length);
        Assert.Equal((Side.Server, "handshake_failure"), (handshakes[0].Alert!.Sender, handshakes[0].Alert!.Description));
        Assert.Equal((Side.Server, "protocol_version"), (handshakes[1].Alert!.Sender, handshakes[1].Alert!.Description));
        Assert.Equal(["1: handshake_failure", "2: protocol_version"], handshakes.Select(each => $"{each.Number}: {each.Alert!.Description}"));
    }

    [Fact]
    public void Fatal_in_Java_is_an_alert_only_where_one_was_sent()
    {
        TlsHandshake gone = Assert.Single(Read(
        [
            Java("11", "ClientHello.java:1|Produced ClientHello handshake message ("), ")",
            Java("11", "TransportContext.java:375|Fatal (HANDSHAKE_FAILURE): Remote host terminated the handshake"),
        ]));
        Assert.Empty(gone.Alerts);
        Assert.Equal((ConnectionEnding.Fin, Side.Server), (gone.EndedBy!.Value, gone.EndedBySide!.Value));
        Assert.Equal(HandshakeOutcome.Failed, gone.Outcome);
    }

    [Fact]
    public void Java_8_tells_who_wrote_the_log_by_its_records()
    {
        string[] start = ["*** ClientHello, TLSv1.2", "RandomCookie:  GMT: 1441360890 bytes = { 57 }", "Session ID:  {}", "Cipher Suites: [SSL_RSA_WITH_RC4_128_MD5, TLS_RSA_WITH_AES_128_CBC_SHA]", "Compression Methods:  { 0 }", "***"];
        string[] request = ["*** CertificateRequest", "Cert Types: RSA, DSS", "Cert Authorities:", "<Empty>", "*** ServerHelloDone", "*** Certificate chain", "<Empty>", "***"];
        TlsHandshake client = Assert.Single(Read([.. start, "main, WRITE: TLSv1.2 Handshake, length = 193", .. request, "main, READ: TLSv1.2 Alert, length = 2", "main, RECV TLSv1.2 ALERT:  fatal, bad_certificate"]));
        Assert.Equal((Side.Server, "bad_certificate", "ClientCertificateMissing"), (client.Alert!.Sender, client.Alert.Description, client.Cause));
        Assert.Equal([0x0004, 0x002f], client.ClientHello!.CipherSuites.Select(suite => (int)suite.Code));
        Assert.Empty(client.AcceptableCA!);
        TlsHandshake server = Assert.Single(Read(["main, READ: TLSv1.2 Handshake, length = 193", .. start, "main, SEND TLSv1.2 ALERT:  fatal, description = protocol_version"]));
        Assert.Equal((Side.Server, "protocol_version"), (server.Alert!.Sender, server.Alert.Description));

        // Who wrote it is not known, and so not who sent the alert.
        Assert.Empty(Assert.Single(Read([.. start, "main, RECV TLSv1.2 ALERT:  fatal, bad_certificate"])).Alerts);
    }

    [Theory]
    [InlineData("2026-11-21 24:49:13.923 UTC", "2026-11-21T00:49:13.923Z")]
    [InlineData("2026-11-21 01:49:13.923 +02:00", "2026-11-20T23:49:13.923Z")]
    [InlineData("2026-11-21 01:49:13.923 IST", null)]
    [InlineData("2026-11-21 01:49:13.923", null)]
    [InlineData("2026-13-41 01:49:13.923 UTC", null)]
    public void A_time_counts_only_with_its_distance_to_UTC(string text, string? expected) => Assert.Equal(expected, LogNames.Time(text)?.ToString());

    [Fact]
    public void What_is_no_log_gives_nothing()
    {
        byte[] noise = new byte[3_000_000];
        new Random(7).NextBytes(noise);
        Assert.Empty(TlsLog.ReadHandshakes(new MemoryStream(noise), "noise"));
        Assert.Empty(TlsLog.ReadHandshakes(new MemoryStream(), "empty"));
        Assert.Empty(TlsLog.ReadHandshakes(new MemoryStream(new byte[2_000_000]), "zeros"));
        foreach (string sample in Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "samples")))
        {
            Assert.Empty(TlsLog.ReadHandshakes(sample));
        }
    }

    private static string Java(string thread, string rest) => $"javax.net.ssl|DEBUG|{thread}|pool-{thread}|2026-11-21 01:49:13.923 UTC|{rest}";

    private static TlsHandshake[] Read(IEnumerable<string> lines) => [.. TlsLog.ReadHandshakes(lines, "test")];
}

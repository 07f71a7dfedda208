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

    [Theory]
    [MemberData(nameof(DialectTests.Failures), MemberType = typeof(DialectTests))]
    public void Lines_far_from_any_other_are_found_as_bytes_and_numbered(string lines, string? cause, string outcome)
    {
        // More than a buffer of lines that nobody needs, before and between: only the marks lead to what is of interest.
        string noise = string.Concat(Enumerable.Repeat("2026-01-01 10:00:00,000 INFO nothing of interest to be seen here, at all\n", 4000));
        string text = noise + lines + "\n" + noise + lines + "\n" + noise;
        TlsHandshake[] handshakes = [.. TlsLog.ReadHandshakes(new MemoryStream(Encoding.UTF8.GetBytes(text)), "far")];
        Assert.Equal(2, handshakes.Length);
        TlsHandshake near = Assert.Single(Read([lines]));
        int own = lines.Split('\n').Length;
        Assert.Equal((cause, outcome), (handshakes[1].Cause, handshakes[1].Outcome.ToString()));
        long[] told = [.. near.Statements.Select(statement => statement.Line!.Value), .. near.Alerts.Select(alert => alert.Line!.Value)];
        Assert.Equal(told.Select(line => line + 4000), [.. handshakes[0].Statements.Select(statement => statement.Line!.Value), .. handshakes[0].Alerts.Select(alert => alert.Line!.Value)]);
        Assert.Equal(told.Select(line => line + 8000 + own), [.. handshakes[1].Statements.Select(statement => statement.Line!.Value), .. handshakes[1].Alerts.Select(alert => alert.Line!.Value)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Bytes_may_come_in_any_pieces(int piece)
    {
        byte[] log = Encoding.UTF8.GetBytes(string.Join("\r\n", s_log) + "\r\n" + new string('x', 300_000) + " SSL\n" + string.Join("\n", s_log));
        using Pieces stream = new(log, piece);
        TlsHandshake[] handshakes = [.. TlsLog.ReadHandshakes(stream, "pieces")];
        Assert.Equal([5L - 1, 6 + 4], handshakes.Select(handshake => handshake.Alert!.Line!.Value));
    }

    [Fact]
    public void A_line_without_end_is_passed_over_and_what_follows_is_read()
    {
        byte[] log = Encoding.UTF8.GetBytes("first\n" + new string('S', 3_000_000) + "\n" + string.Join("\n", s_log));
        Assert.Equal(6, Assert.Single(TlsLog.ReadHandshakes(new MemoryStream(log), "long")).Alert!.Line);
    }

    [Fact]
    public void Cut_in_the_middle_of_a_certificate_nothing_is_invented()
    {
        string[] java =
        [
            Java("11", "ClientHello.java:1|Produced ClientHello handshake message ("), ")",
            Java("11", "CertificateMessage.java:366|Consuming server Certificate handshake message ("),
            "\"Certificates\": [", "  \"certificate\" : {", "    \"version\"            : \"v3\",", "    \"serial number\"      : \"22:a8\",",
            "    \"issuer\"             : \"CN=Lab Issuing A\",",
        ];
        Assert.Null(Assert.Single(Read(java)).ServerCertificates);

        // The same where the log goes on with another entry, and for openssl's PEM.
        Assert.Null(Assert.Single(Read([.. java, Java("11", "Alert.java:238|Received alert message ("), "\"Alert\": {", "  \"level\"      : \"fatal\",", "  \"description\": \"handshake_failure\"", "}", ")"])).ServerCertificates);
        Assert.Null(Assert.Single(Read(["CONNECTED(00000003)", "SSL_connect:SSLv3/TLS write client hello", "---", "Certificate chain", " 0 s:CN = a", "-----BEGIN CERTIFICATE-----", "MIIB"])).ServerCertificates);
        TlsHandshake dumped = Assert.Single(Read(["CONNECTED(00000003)", "SSL_connect:SSLv3/TLS write client hello", "<<< TLS 1.3, Handshake [length 0750], Certificate", "    0b 00 07 4c 00 00 07 48 00 03 b5 30 82 03 b1 30"]));
        Assert.Null(dumped.ServerCertificates);
        Assert.DoesNotContain(dumped.Messages, message => message.HandshakeType == HandshakeType.Certificate);
    }

    [SkippableFact]
    public void Damaged_logs_never_throw_and_name_only_lines_that_are_there()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string folder = Path.Combine(RepositoryFiles.Shared!, "lab", "captures");
        List<string[]> logs = [.. DialectTests.Failures.Select(row => ((string)row[0]!).Split('\n')), s_log];
        logs.AddRange(new[] { "jlog_wrongca.client.txt", "jlog_wrongca13.client.txt", "jlog_srv.server.txt", "haproxy_nocert_12.client.txt", "java_ok_13.client.txt" }.Select(name => File.ReadAllLines(Path.Combine(folder, name))));
        Random random = new(20_261_121);
        for (int round = 0; round < 600; round++)
        {
            List<string> lines = [.. logs[round % logs.Count], .. logs[random.Next(logs.Count)].Take(40)];
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                int place = random.Next(lines.Count);
                string line = lines[place];
                switch (random.Next(5))
                {
                    case 0:
                        lines.RemoveAt(place);
                        break;
                    case 1:
                        lines.Insert(place, lines[random.Next(lines.Count)]);
                        break;
                    case 2:
                        lines[place] = line.Substring(0, random.Next(line.Length + 1));
                        break;
                    case 3 when line.Length > 0:
                        lines[place] = line.Remove(random.Next(line.Length), 1);
                        break;
                    default:
                        lines[place] = line.Insert(random.Next(line.Length + 1), ((char)random.Next(1, 0x180)).ToString());
                        break;
                }

                lines.Add(string.Empty);
            }

            foreach (TlsHandshake handshake in Read(lines))
            {
                Assert.All(handshake.Messages, message => Assert.InRange(message.Line!.Value, 1, lines.Count));
                Assert.All(handshake.Findings.SelectMany(finding => finding.Evidence), evidence => Assert.Null(evidence.Packet));
                _ = (handshake.ToString(), handshake.Ja4, handshake.ClientAuthentication, string.Join("", handshake.Messages), string.Join("", handshake.ServerCertificates ?? []));
            }
        }
    }

    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }

    private static string Java(string thread, string rest) => $"javax.net.ssl|DEBUG|{thread}|pool-{thread}|2026-11-21 01:49:13.923 UTC|{rest}";

    private static TlsHandshake[] Read(IEnumerable<string> lines) => [.. TlsLog.ReadHandshakes(lines, "test")];
}

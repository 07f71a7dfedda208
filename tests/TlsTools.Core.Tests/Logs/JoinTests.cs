using System;
using System.IO;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Logs;

/// <summary>A handshake of a log and the same of a capture as one object.</summary>
public sealed class JoinTests
{
    [SkippableTheory]
    [InlineData("jlog_wrongca", "client")]
    [InlineData("jlog_wrongca13", "client")]
    [InlineData("jlog_srv", "server")]
    public void Log_and_capture_of_the_lab_become_one(string name, string side)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string folder = Path.Combine(RepositoryFiles.Shared!, "lab", "captures");
        TlsHandshake log = Assert.Single(TlsLog.ReadHandshakes(Path.Combine(folder, $"{name}.{side}.txt")));
        TlsHandshake capture = Assert.Single(TlsCapture.ReadHandshakes(Path.Combine(folder, $"{name}.pcap")));

        // The right one is found among others of the same server.
        HandshakeJoiner joiner = new([.. TlsCapture.ReadHandshakes(Path.Combine(folder, "curl_wrongca_1_2.pcap")), capture, .. TlsCapture.ReadHandshakes(Path.Combine(folder, "java_ok_12.pcap"))], HandshakeJoiner.DefaultTolerance);
        TlsHandshake joined = joiner.Join(log)!;
        Assert.Equal([capture, log], joined.Views);

        // The log of a client of TLS 1.2 starts with another's log level: nothing that both show is different.
        Assert.Empty(joined.Disagreements);
        Assert.Equal((capture.Source, capture.Number, capture.Stream, capture.StartTime), (joined.Source, joined.Number, joined.Stream, joined.StartTime));
        Assert.Equal((capture.Client, capture.Server, capture.EndPacket), (joined.Client, joined.Server, joined.EndPacket));
        Assert.Equal((capture.Ja3, capture.Ja4, capture.CipherSuite), (joined.Ja3, joined.Ja4, joined.CipherSuite));
        Assert.Equal("ClientCertificateMissing", joined.Cause);
        Assert.Equal(ClientAuthentication.RequestedEmpty, joined.ClientAuthentication);
        Assert.Single(joined.AcceptableCA!);
        Assert.NotEmpty(joined.ServerCertificates!);
        Assert.Equal(capture.Alert!.Packet, joined.Alert!.Packet);
        Assert.True(joined.Alert is { Line: > 0, Code: not null, Description: not null });
        Assert.All(joined.Messages.Where(message => message.HandshakeType is HandshakeType.ClientHello or HandshakeType.ServerHello), message => Assert.True(message is { Packet: > 0, Line: > 0 }));
        Assert.Contains(joined.Messages, message => message.HandshakeType == HandshakeType.CertificateRequest && message.Line > 0);
        Assert.Contains(joined.Findings[0].Evidence, evidence => evidence.Line > 0);

        // Each of a capture once.
        Assert.Null(joiner.Join(log));
    }

    [Fact]
    public void Ports_join_where_nothing_better_is_told()
    {
        TlsHandshake[] captures = Samples();
        TlsHandshake wanted = captures.First(each => each.Client is not null);
        TlsHandshake log = Assert.Single(TlsLog.ReadHandshakes([$"{wanted.Client} [21/Nov/2026:01:30:12.280] f/1: SSL client CA chain cannot be verified"], "haproxy"));
        TlsHandshake joined = new HandshakeJoiner(captures, TimeSpan.Zero).Join(log)!;
        Assert.Same(wanted, joined.Views[0]);
        Assert.Equal("SSL client CA chain cannot be verified", Assert.Single(joined.Statements).Text);
        TlsHandshake other = Assert.Single(TlsLog.ReadHandshakes(["203.0.113.9:1 [21/Nov/2026:01:30:12.280] f/1: SSL handshake failure"], "haproxy"));
        Assert.Null(new HandshakeJoiner(captures, TimeSpan.FromDays(1)).Join(other));
    }

    [Fact]
    public void Time_joins_only_where_one_fits()
    {
        TlsHandshake capture = Samples().First(each => each is { StartTime: not null, Alert: null });
        string time = capture.StartTime!.Value.ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
        TlsHandshake log = Assert.Single(TlsLog.ReadHandshakes([$"{time} UTC [1] LOG:  could not accept SSL connection: tlsv1 alert unknown ca"], "postgres"));
        TlsHandshake joined = new HandshakeJoiner([capture], TimeSpan.FromSeconds(1)).Join(log)!;

        // The log says that it failed and the capture that it did not: both are said, and the capture goes first.
        Assert.Equal(capture.Outcome, joined.Outcome);
        Assert.Contains(joined.Disagreements, each => each is { Property: "Outcome", Capture: "Completed", Log: "Failed" });
        Assert.Null(new HandshakeJoiner([capture, capture.Number == 0 ? capture : Samples().First(each => each.StartTime == capture.StartTime)], TimeSpan.FromSeconds(1)).Join(log));
        TlsHandshake later = Assert.Single(TlsLog.ReadHandshakes(["2001-01-01 00:00:00.000 UTC [1] LOG:  could not accept SSL connection: tlsv1 alert unknown ca"], "postgres"));
        Assert.Null(new HandshakeJoiner([capture], TimeSpan.FromSeconds(1)).Join(later));
    }

    private static TlsHandshake[] Samples() =>
        [.. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "samples"), "*.pcap*").Order(StringComparer.Ordinal).SelectMany(path => TlsCapture.ReadHandshakes(path))];
}

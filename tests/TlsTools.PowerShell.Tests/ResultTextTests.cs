using System;
using System.IO;
using System.Linq;
using TlsTools.Carriers;
using TlsTools.Cli;
using TlsTools.Handshakes;
using TlsTools.Reports;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests;

/// <summary>Whether a person learns from the table what happened, however narrow it is.</summary>
public sealed class ResultTextTests
{
    public static TheoryData<TlsHandshake, string> Endings => new()
    {
        { new() { Outcome = HandshakeOutcome.Completed }, "completed" },
        { new() { Outcome = HandshakeOutcome.Failed, Phase = HandshakePhase.ClientHello, EndedBy = ConnectionEnding.Reset, EndedBySide = Side.Server }, "server reset at ClientHello" },
        { new() { Outcome = HandshakeOutcome.Failed, EndedBy = ConnectionEnding.Fin, EndedBySide = Side.Server }, "server closed before TLS" },
        { new() { Outcome = HandshakeOutcome.Failed, Plaintext = new Plaintext(Side.Server, "http", "HTTP/1.1 400") }, "server sent plaintext (http)" },
        { new() { Outcome = HandshakeOutcome.Failed, Plaintext = new Plaintext(Side.Server, null, "") }, "server sent no TLS" },
        {
            new() { Outcome = HandshakeOutcome.Failed, Plaintext = new Plaintext(Side.Client, "http", "GET /"), Alert = new TlsAlert { Sender = Side.Server, Description = "unexpected_message" } },
            "client sent plaintext (http), server: unexpected_message"
        },
        { new() { Outcome = HandshakeOutcome.Failed, Carrier = "StartTls/smtp", Refusal = new CarrierRefusal(true, "The server did not offer STARTTLS.") }, "server offered no TLS (smtp)" },
        { new() { Outcome = HandshakeOutcome.Failed, Carrier = "StartTls/smtp", Refusal = new CarrierRefusal(false, "454 not now") }, "server refused TLS: 454 not now" },
        { new() { Outcome = HandshakeOutcome.Failed, Carrier = "HttpConnect", Refusal = new CarrierRefusal(false, "HTTP/1.1 403 Forbidden") }, "proxy refused: HTTP/1.1 403 Forbidden" },
        { new() { Outcome = HandshakeOutcome.Incomplete, Phase = HandshakePhase.ClientHello, CaptureQuality = new CaptureQuality() }, "no answer seen to ClientHello" },
        { new() { Outcome = HandshakeOutcome.Incomplete, Phase = HandshakePhase.ServerHello }, "incomplete at ServerHello" },
    };

    [Theory]
    [MemberData(nameof(Endings), DisableDiscoveryEnumeration = true)]
    public void The_result_says_what_happened(TlsHandshake handshake, string expected) => Assert.Equal(expected, HandshakeText.Result(handshake));

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(200)]
    public void A_table_of_any_width_fits_and_shows_the_result(int width)
    {
        using StringWriter text = new();
        TableOutput table = new(new TextScreen(text, width, isColoured: false));
        foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(Path.Combine(RepositoryFiles.Root, "samples", "client-certificate-missing.pcap"))
            .Concat(TlsCapture.ReadHandshakes(Path.Combine(RepositoryFiles.Root, "samples", "http-to-tls-port.pcap"))))
        {
            table.Write(handshake);
        }

        table.Flush();
        string[] lines = text.ToString().Split(Environment.NewLine);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.Contains(lines, line => line.EndsWith(" TLS 1.2 server: bad_certificate", StringComparison.Ordinal) && line.Contains("broker.example", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("client sent plaintext (http)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_walk_through_the_messages_says_what_stood_against_tls()
    {
        using StringWriter text = new();
        new MessagesOutput(new TextScreen(text, 120, isColoured: false))
            .Write(new TlsHandshake { Source = "mail.pcap", Carrier = "StartTls/smtp", Refusal = new CarrierRefusal(false, "454 not now") });

        Assert.Contains("StartTls/smtp: server refused TLS: 454 not now", text.ToString(), StringComparison.Ordinal);
    }
}

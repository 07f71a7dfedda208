using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Reports.Ladders;
using TlsTools.Tests.Diagnosis;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using Xunit;

namespace TlsTools.Tests.Reports;

/// <summary>What a ladder says, held against what the captures are known to hold.</summary>
public sealed class LadderTests
{
    public static TheoryData<string> Names => ScenarioTests.Names;

    [Fact]
    public void A_withheld_certificate_is_told_in_the_third_stage()
    {
        Ladder ladder = OfSample("client-certificate-withheld.pcap");

        // Packets, senders and messages as TShark lists them; stages as RFC 5246, 7.3 draws its flights.
        Assert.Equal(
            [
                "Offer 4 Client ClientHello",
                "ServerShown 6 Server ServerHello", "ServerShown 8 Server Certificate", "ServerShown 10 Server ServerKeyExchange",
                "ServerShown 12 Server CertificateRequest", "ServerShown 14 Server ServerHelloDone",
                "ClientShown 16 Client Certificate", "ClientShown 18 Server refused: alert bad_certificate (42)", "ClientShown 22 Client ClientKeyExchange",
            ],
            ladder.Rows.Select(row => $"{row.Stage} {row.Packet} {row.Sender} {row.Title}"));
        Assert.Equal("sent no certificate (empty Certificate message)", Assert.Single(ladder.Rows[6].Details));
        Assert.Equal(18, ladder.Break?.Packet);
        Assert.Equal("ClientCertificateMissing", ladder.Finding?.Id);
        Assert.Equal(TimeSpan.FromTicks(15_900), ladder.Rows[7].Gap);
    }

    [Theory]
    [InlineData("cipher-mismatch.pcap", "Offer", "refused: alert handshake_failure (40)")]
    [InlineData("version-mismatch.pcap", "Offer", "refused: alert protocol_version (70)")]
    [InlineData("server-certificate-expired.pcap.gz", "ServerShown", "refused: alert certificate_expired (45)")]
    [InlineData("client-certificate-unknown-ca.pcap", "ClientShown", "refused: alert unknown_ca (48)")]
    [InlineData("ssl3-no-certificate.pcap", "ClientShown", "refused: alert bad_certificate (42)")]
    [InlineData("http-to-tls-port.pcap", "BeforeTls", "http in place of TLS")]
    public void It_breaks_where_the_sample_does(string sample, string stage, string title)
    {
        LadderRow? broken = OfSample(sample).Break;
        Assert.Equal((stage, title), (broken?.Stage.ToString(), broken?.Title));
    }

    [Theory]
    [InlineData("kafka-one-way-tls12.pcap", "one-way")]
    [InlineData("mutual-tls12.pcap", "mutual: the client sent CN=kafka-client")]
    [InlineData("kafka-one-way-tls13.pcap", "probably one-way")]
    [InlineData("mutual-tls13.pcap", "probably mutual")]
    [InlineData("mutual-tls13-with-keys.pcapng", "mutual: the client sent CN=kafka-client")]
    [InlineData("client-certificate-withheld.pcap", "mutual, in vain")]
    public void It_says_whether_certificates_went_one_way_or_both(string sample, string expected) =>
        Assert.StartsWith(expected, OfSample(sample).Facts.Single(fact => fact.Label == "Certificates").Text);

    [Fact]
    public void A_ladder_without_keys_says_that_it_guesses()
    {
        Ladder ladder = OfSample("mutual-tls13.pcap");
        Assert.Contains(ladder.NotVisible, sentence => sentence.Contains("no keys were given", StringComparison.Ordinal));
        Assert.All(ladder.Rows.Where(row => row.Title.StartsWith("probably", StringComparison.Ordinal)), row => Assert.True(row.IsInferred));
        Assert.Empty(OfSample("mutual-tls13-with-keys.pcapng").NotVisible);
        Assert.DoesNotContain(OfSample("mutual-tls12.pcap").Rows, row => row.Title.StartsWith("probably", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_told_of_encrypted_records_is_what_the_keys_show()
    {
        int told = 0;
        List<string> wrong = [];
        foreach (string folder in Directory.GetDirectories(Scenario.FixtureFolder).Where(folder => File.Exists(Path.Combine(folder, "keys.txt"))))
        {
            string capture = Directory.GetFiles(folder, "capture.pcap*").Single();
            TlsHandshake[] closed = [.. TlsCapture.ReadHandshakes(capture)];
            using TlsSecrets secrets = new();
            using (FileStream keys = File.OpenRead(Path.Combine(folder, "keys.txt")))
            {
                secrets.AddKeyLog(keys);
            }

            TlsHandshake[] opened = [.. TlsCapture.ReadHandshakes(capture, new TlsCaptureOptions { Secrets = secrets })];
            foreach ((TlsHandshake one, TlsHandshake other) in closed.Zip(opened).Where(pair => pair.First.Version is { IsTls13: true } && pair.Second.Decryption?.State == DecryptionState.Complete))
            {
                EncryptedRecords records = EncryptedRecords.Read(one);

                // A record that holds several messages has as many entries where it is open.
                if (one.Messages.Count != other.Messages.Count)
                {
                    continue;
                }

                foreach ((TlsMessage message, TlsMessage known) in one.Messages.Zip(other.Messages))
                {
                    if (records.NameOf(message) is { } name)
                    {
                        told++;
                        if (!IsRight(name, known))
                        {
                            wrong.Add($"{Path.GetFileName(folder)} #{one.Number} packet {message.Packet}: {name}, in truth {known.Summary}");
                        }
                    }
                }
            }
        }

        Assert.Empty(wrong);
        Assert.InRange(told, 300, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_failed_has_one_break_and_what_worked_none(string name)
    {
        if (Scenario.Of(name).Read() is not { } handshake)
        {
            return;
        }

        Ladder ladder = Ladder.Of(handshake);
        bool isBroken = handshake.Outcome == HandshakeOutcome.Failed || handshake.Findings.Any(finding => finding.Severity == Severity.Failure);
        Assert.Equal(isBroken && ladder.Rows.Count > 0 ? 1 : 0, ladder.Rows.Count(row => row.IsBreak));
        Assert.Equal(ladder.Rows.OrderBy(row => row.Stage).Select(row => row.Stage), ladder.Rows.Select(row => row.Stage));
        if (handshake.Alert is { Packet: { } packet } alert && handshake.Outcome == HandshakeOutcome.Failed && handshake.EndPacket == packet && handshake.Plaintext is null)
        {
            Assert.Equal((packet, alert.Sender), (ladder.Break?.Packet, ladder.Break?.Sender));
        }
    }

    [Fact]
    public void The_end_of_TCP_and_silence_are_rows()
    {
        Ladder reset = Ladder.Of(Scenario.Of("transport-reset-after-hello-curl").Read()!);
        Assert.Equal((LadderRowKind.Transport, "TCP RST", Side.Server), (reset.Break?.Kind, reset.Break?.Title, reset.Break?.Sender));
        Ladder silent = Ladder.Of(Scenario.Of("transport-silent-after-hello-openssl").Read()!);
        Assert.Equal(LadderRowKind.Gap, silent.Break?.Kind);
        Assert.StartsWith("no answer from the server", silent.Break?.Title);
        Ladder refused = Ladder.Of(Scenario.Of("transport-starttls-refused-smtp").Read()!);
        Assert.Equal((LadderStage.BeforeTls, "refused"), (refused.Break?.Stage, refused.Break?.Title));
        Ladder closed = Ladder.Of(Scenario.Of("transport-port-closed-curl").Read()!);
        Assert.Equal("the server refused the connection", Assert.Single(closed.Break!.Details));
    }

    [Fact]
    public void What_was_not_captured_is_not_said_to_be_missing()
    {
        Ladder cut = Ladder.Of(Scenario.Of("transport-snaplen-96").Read()!);
        Assert.Equal(["not all of it was captured"], cut.Rows[0].Details);
        Assert.DoesNotContain(cut.Rows.SelectMany(row => row.Details), words => words.Contains("NULL", StringComparison.Ordinal));
        Assert.StartsWith("not seen", cut.Facts.Single(fact => fact.Label == "Agreed on").Text);
        Assert.Contains(cut.NotVisible, sentence => sentence.Contains("8 packets cut", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_of_TLS_13_that_has_not_spoken_again_has_not_judged()
    {
        // NSS: the client sends its request at once, the server's alert comes after it.
        Ladder ladder = Ladder.Of(Scenario.Of("client-none-nss-tls13").Read()!);
        Assert.Equal((LadderStage.ClientShown, 12L), (ladder.Break?.Stage, ladder.Break?.Packet));
        Assert.Contains(ladder.Rows, row => row is { Title: "probably an empty Certificate", IsInferred: true });
    }

    [Fact]
    public void What_a_log_says_in_words_and_alerts_of_nobody_are_rows()
    {
        Ladder words = Ladder.Of(TlsLog.ReadHandshakes(["192.0.2.9:34930 [21/Nov/2026:01:30:12.280] f/1: SSL client CA chain cannot be verified"], "haproxy").Single());
        LadderRow said = Assert.Single(words.Rows, row => row.Kind == LadderRowKind.Statement);
        Assert.Equal(("the server says", "SSL client CA chain cannot be verified", 1L), (said.Title, said.Details[0], said.Line));
        Assert.Equal(LadderStage.NotTold, words.Break?.Stage);

        // Windows does not tell which end it was.
        Ladder windows = Ladder.Of(TlsLog.ReadHandshakes(["A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 48."], "events").Single());
        Assert.Equal((null, "refused: alert unknown_ca (48)"), (windows.Break?.Sender, windows.Break?.Title));
    }

    internal static Ladder OfSample(string name) =>
        Ladder.Of(TlsCapture.ReadHandshakes(Path.Combine(RepositoryFiles.Root, "samples", name)).First());

    private static bool IsRight(string name, TlsMessage known) => name switch
    {
        EncryptedRecords.Alert or EncryptedRecords.AlertAtEnd => known.ContentType == ContentType.Alert,
        EncryptedRecords.EmptyCertificate => known.Handshake is CertificateMessage { Certificates.Count: 0 },
        EncryptedRecords.EarlyData => known.ContentType == ContentType.ApplicationData,
        _ when name.Contains("flight", StringComparison.Ordinal) => known.ContentType == ContentType.Handshake,
        _ => known.HandshakeType?.ToString() is { } type && (type == name || (type == "CompressedCertificate" && name == "Certificate")),
    };
}

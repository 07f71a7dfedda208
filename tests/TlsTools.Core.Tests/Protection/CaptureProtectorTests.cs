using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Network;
using TlsTools.Protection;
using TlsTools.Tests.Capture;
using TlsTools.Tests.Carriers;
using Xunit;

namespace TlsTools.Tests.Protection;

/// <summary>A copy shows the same handshakes, and nothing of what was sent through them.</summary>
public sealed class CaptureProtectorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;

    public static TheoryData<string> Captures => [.. Files()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_copy_shows_the_same(string capture)
    {
        string copy = Protect(capture, new ProtectionOptions());
        Assert.Equal(string.Join("\n", Describe(capture)), string.Join("\n", Describe(copy)));
    }

    [SkippableFact]
    public void A_copy_of_a_public_capture_shows_the_same()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        ConcurrentBag<string> differences = [];
        int handshakes = 0;
        Parallel.ForEach(CaptureFiles.Find(Path.Combine(RepositoryFiles.Shared, "captures")).Concat(CaptureFiles.Find(Path.Combine(RepositoryFiles.Shared, "lab"))), (capture, _, number) =>
        {
            // Attempts are written as they are complete: that depends on the packets of others between them.
            string[] before = [.. Describe(capture).Order(StringComparer.Ordinal)];
            if (before.Length == 0)
            {
                return;
            }

            Interlocked.Add(ref handshakes, before.Length);
            string copy = Protect(capture, new ProtectionOptions(), $"{number}.pcap");
            string[] after = [.. Describe(copy).Order(StringComparer.Ordinal)];
            File.Delete(copy);
            if (!before.SequenceEqual(after))
            {
                differences.Add($"{capture}\n{string.Join("\n", before.Except(after))}\nbut the copy\n{string.Join("\n", after.Except(before))}");
            }
        });

        Assert.InRange(handshakes, 2000, int.MaxValue);
        Assert.Empty(differences);
    }

    // The capture shows for two minutes, by packets of others, that no answer came; and for hours of quiet that it watched on.
    [Theory]
    [InlineData(120)]
    [InlineData(3000, 6000, 9000)]
    public void That_an_end_was_silent_is_seen_in_the_copy_too(params int[] others)
    {
        (bool, byte[])[] hello = [.. Transcripts.Tls("Tcp").Where(said => said.IsClient).Take(1)];
        string capture = Write(hello, isClosed: false, others);
        string[] before = Describe(capture);
        Assert.Contains("Timeout", Assert.Single(before), StringComparison.Ordinal);
        Assert.Equal(before, Describe(Protect(capture, new ProtectionOptions())));
    }

    [Fact]
    public void Times_keep_their_digits_in_pcap_though_the_first_has_fewer()
    {
        string capture = Path.Combine(_folder, "mixed.pcapng");
        using (FileStream file = File.Create(capture))
        {
            PacketWriter writer = new(file, isPcapNg: true);
            using CaptureReader source = CaptureFormats.Open(Path.Combine(RepositoryFiles.Root, "samples/http-to-tls-port.pcap"));
            PacketDecoder decoder = new();
            PacketBuilder builder = new(null);
            for (int count = 0; source.TryRead(out CapturedPacket packet); count++)
            {
                Assert.True(decoder.TryDecode(packet, out TcpSegment segment));
                builder.Begin(segment);
                segment.Payload.CopyTo(builder.Payload);
                ReadOnlySpan<byte> again = builder.Finish(segment.PayloadLength, segment.Payload.Length);
                writer.Write(count == 0 ? packet.Time : new CaptureTime(packet.Time.Nanoseconds + 7, 9), again, again.Length);
            }

            writer.End();
        }

        TlsHandshake copied = Assert.Single(TlsCapture.ReadHandshakes(Protect(capture, new ProtectionOptions())));
        Assert.Equal(Assert.Single(TlsCapture.ReadHandshakes(capture)).Messages.Select(message => message.Timestamp), copied.Messages.Select(message => message.Timestamp));
        Assert.Contains(copied.Messages, message => message.Timestamp!.Value.Nanoseconds % 1000 == 7);
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void With_other_names_and_addresses_it_shows_the_same_but_these(string capture)
    {
        // Signatures are taken out with the names: that they are wrong cannot be seen any more, nor whose name it is.
        if (s_restOnWhatIsReplaced.Any(part => capture.Contains(part, StringComparison.Ordinal)))
        {
            return;
        }

        string copy = Protect(capture, new ProtectionOptions { ReplaceAddress = true, ReplaceName = true, Key = new byte[32] }, ".pcapng");
        Assert.Equal(string.Join("\n", Describe(capture, withNames: false)), string.Join("\n", Describe(copy, withNames: false)));
    }

    public static TheoryData<string, string> Dialogues => Transcripts.Leading();

    // Each says a password, an address or a name in the clear that nobody else should see.
    public static TheoryData<string, string> Secrets => new()
    {
        { "S: 220 mail.example ESMTP\nC: EHLO me\nS: 250-mail.example\nS: 250-AUTH PLAIN\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 later\nC: AUTH PLAIN c2VjcmV0\nS: 235 ok\nC: MAIL FROM:<c2VjcmV0>\nS: 250 ok\n", "AUTH PLAIN" },
        { "S: 220 mail.example ESMTP\nC: EHLO me\nS: 250 AUTH LOGIN\nC: STARTTLS\nS: 454 no\nC: AUTH LOGIN\nS: 334 c2VjcmV0\nC: c2VjcmV0\nS: 454 no\n", "AUTH LOGIN" },
        { "S: * OK ready\nC: a STARTTLS\nS: a NO never\nC: b LOGIN me c2VjcmV0\nS: b OK in\nS: * 1 FETCH c2VjcmV0\n", "b LOGIN" },
        { "S: 220 ProFTPD\nC: AUTH TLS\nS: 500 no\nC: USER c2VjcmV0\nS: 331 more\nC: PASS c2VjcmV0\n", "USER" },
        { "S: +OK ready\nC: STLS\nS: -ERR no\nC: USER me\nS: +OK\nC: PASS c2VjcmV0\n", "-ERR no" },
        { "C: CONNECT a.example:443 HTTP/1.1\nC: Proxy-Authorization: Basic c2VjcmV0\nC: Cookie: c2VjcmV0\nC: \nS: HTTP/1.1 407 Proxy Authentication Required\nS: content-length: 8\nS: \nS: c2VjcmV0{}\n", "Proxy-Authorization: Basic" },
        { "C: {05 01 02}\nS: {05 02}\nC: {01 02 6d 65 08}c2VjcmV0{}\nS: {01 00}\nC: {05 01 00 01 c0 00 02 01 01 bb}\nS: {05 00 00 01 00 00 00 00 00 00}\nC: {16 03 01 00 05 01 00 00 01 00}\nS: {16 03 03 00 05 02 00 00 01 00}\n", "" },
        { "C: <?xml version='1.0'?><stream:stream to='a' xmlns:stream='x'>{}\nS: <?xml version='1.0'?><stream:stream><stream:features><starttls/></stream:features>{}\nC: <starttls/>{}\nS: <failure/>{}\nC: <auth mechanism='PLAIN'>c2VjcmV0</auth>{}\n", "<failure/>" },
        { "C: {30 1d 02 01 01 77 18 80 16}1.3.6.1.4.1.1466.20037{}\nS: {30 0c 02 01 01 78 07 0a 01 02 04 00 04 00}\nC: {30 15 02 01 02 60 10 02 01 03 04 01 61 80 08}c2VjcmV0{}\n", "" },
        { "C: {03 00 00 2e 29 e0 00 00 00 00 00}Cookie: mstshash=c2VjcmV0{0d 0a 01 00 08 00 01 00 00 00}\nS: {03 00 00 13 0e d0 00 00 12 34 00 03 00 08 00 02 00 00 00}\n", "mstshash=" },
        { "C: {16 03 01 00 05 01 00 00 01 00}\nS: HTTP/1.1 400 Bad\nS: Set-Cookie: c2VjcmV0\nS: \nS: <html>c2VjcmV0</html>\n", "HTTP/1.1 400 Bad" },
    };

    [Theory]
    [MemberData(nameof(Dialogues))]
    public void A_dialogue_still_leads_to_TLS(string carrier, string transcript)
    {
        string capture = Write([.. Transcripts.Parse(transcript), .. Transcripts.Tls(carrier)]);
        string[] before = Describe(capture);
        Assert.Contains($"; {carrier}; ", Assert.Single(before), StringComparison.Ordinal);
        Assert.Equal(before, Describe(Protect(capture, new ProtectionOptions())));
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void What_is_said_in_the_clear_is_made_harmless(string transcript, string kept)
    {
        string capture = Write(Transcripts.Parse(transcript));
        Assert.Contains("c2VjcmV0", File.ReadAllText(capture), StringComparison.Ordinal);
        string copy = Protect(capture, new ProtectionOptions());
        Assert.Single(Describe(copy));
        Assert.DoesNotContain("c2VjcmV0", File.ReadAllText(copy), StringComparison.Ordinal);
        Assert.Contains(kept, File.ReadAllText(copy), StringComparison.Ordinal);
    }

    [Fact]
    public void No_byte_of_application_data_is_left()
    {
        int searched = 0;
        foreach (string capture in Files())
        {
            byte[] copy = File.ReadAllBytes(Protect(capture, new ProtectionOptions()));
            foreach (byte[] data in ApplicationData(capture))
            {
                Assert.Equal(-1, copy.AsSpan().IndexOf(data));
                searched++;
            }
        }

        Assert.InRange(searched, 200, int.MaxValue);
    }

    [Fact]
    public void Names_and_addresses_are_nowhere_left()
    {
        foreach (string capture in new[] { "samples/mutual-tls12.pcap", "samples/client-certificate-withheld.pcap", "samples/starttls-smtp.pcap" })
        {
            string copy = Protect(capture, new ProtectionOptions { ReplaceAddress = true, ReplaceName = true, Key = new byte[32] });
            string text = File.ReadAllText(copy, Encoding.Latin1);
            Assert.DoesNotContain("broker", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("example", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("TlsTools", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\u007f\0\0\u0001", text, StringComparison.Ordinal);
            TlsHandshake handshake = TlsCapture.ReadHandshakes(copy).First();
            Assert.Equal("10.0.0.1", handshake.Client!.Address.ToString());
        }
    }

    [Fact]
    public void Secrets_and_other_packets_are_left_out()
    {
        using CaptureProtector protector = new(new ProtectionOptions());
        string copy = Path.Combine(_folder, "copy.pcapng.gz");
        ProtectedCapture made = protector.Protect(Path.Combine(RepositoryFiles.Root, "samples/mutual-tls13-with-keys.pcapng"), copy, out _);
        Assert.Equal((1, 1), (made.SecretsLeftOut, made.Connections));
        Assert.Equal(ClientAuthentication.Unknown, Assert.Single(TlsCapture.ReadHandshakes(copy)).ClientAuthentication);
    }

    [Fact]
    public void Cut_packets_and_damaged_captures_are_copied_as_far_as_they_go()
    {
        string whole = Path.Combine(RepositoryFiles.Root, "samples/mutual-tls12.pcap");
        string cut = Path.Combine(_folder, "cut.pcap");
        File.WriteAllBytes(cut, File.ReadAllBytes(whole)[..^7]);
        using CaptureProtector protector = new(new ProtectionOptions { Truncate = true });
        _ = protector.Protect(cut, Path.Combine(_folder, "copy.pcap"), out CaptureFormatException? damage);
        Assert.NotNull(damage);
        Assert.Equal(HandshakeOutcome.Completed, Assert.Single(TlsCapture.ReadHandshakes(Path.Combine(_folder, "copy.pcap"))).Outcome);
        Assert.True(new FileInfo(Path.Combine(_folder, "copy.pcap")).Length < new FileInfo(whole).Length);
        Assert.Throws<CaptureFormatException>(() => protector.Protect(Path.Combine(RepositoryFiles.Root, "README.md"), Path.Combine(_folder, "none.pcap"), out _));
        Assert.Throws<IOException>(() => protector.Protect(cut, cut, out _));
        Assert.False(File.Exists(Path.Combine(_folder, "none.pcap")));
    }

    [SkippableFact]
    public void TShark_finds_nothing_malformed_and_all_checksums_right()
    {
        foreach (string capture in Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "samples"), "*.pcap"))
        {
            ProtectionOptions options = new() { ReplaceAddress = true, ReplaceName = true, Key = new byte[32] };
            string[] before = TShark(capture);
            string[] after = TShark(Protect(capture, options, ".pcapng"));
            Assert.NotEmpty(after);
            Assert.All(after, line => Assert.StartsWith("1\t1\t\t", line, StringComparison.Ordinal));

            // The types of records and handshake messages, packet by packet.
            Assert.Equal(before.Select(Types).Where(types => types.Length > 1), after.Select(Types).Where(types => types.Length > 1));
        }
    }

    private static readonly string[] s_restOnWhatIsReplaced = ["key-mismatch", "damaged-signature", "inspected"];

    private static readonly string[] s_fields = ["ip.checksum.status", "tcp.checksum.status", "_ws.malformed", "tls.record.content_type", "tls.handshake.type", "tls.alert_message.desc"];

    private static string Types(string line) => string.Join('\t', line.Split('\t')[3..]).Trim();

    private static string[] TShark(string capture)
    {
        ProcessStartInfo start = new("tshark", ["-r", capture, "-n", "-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-T", "fields", .. s_fields.SelectMany(field => new[] { "-e", field })])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new SkipException("tshark is not on this machine.");
        }

        using Process running = process;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(60_000), errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // Segments that begin with the header of an application data record, without it.
    private static List<byte[]> ApplicationData(string capture)
    {
        List<byte[]> found = [];
        using CaptureReader reader = CaptureFormats.Open(Path.Combine(RepositoryFiles.Root, capture));
        PacketDecoder decoder = new();
        while (reader.TryRead(out CapturedPacket packet))
        {
            if (decoder.TryDecode(packet, out TcpSegment segment) && segment.Payload.Length > 21 && segment.Payload[0] == 0x17 && segment.Payload[1] == 3)
            {
                found.Add(segment.Payload.Slice(5, 16).ToArray());
            }
        }

        return found;
    }

    // A connection over raw IPv4 in which both ends say one thing after the other.
    private string Write(IReadOnlyList<(bool IsClient, byte[] Bytes)> dialogue, bool isClosed = true, params int[] others)
    {
        PcapBuilder capture = new(linkType: LinkType.Raw);
        uint[] next = [1000, 5000];
        uint time = 0;
        Add(isClient: true, 0x02, []);
        Add(isClient: false, 0x12, []);
        Add(isClient: true, 0x10, []);
        foreach ((bool isClient, byte[] bytes) in dialogue)
        {
            Add(isClient, 0x18, bytes);
        }

        if (isClosed)
        {
            Add(isClient: false, 0x11, []);
            Add(isClient: true, 0x11, []);
        }

        // Empty datagrams, in seconds behind the first packet.
        foreach (int seconds in others)
        {
            capture.Packet(1_700_000_000 + (uint)seconds, 0, [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 9, 0, 9, 0, 9, 0, 8, 0, 0]);
        }

        string path = Path.Combine(_folder, "dialogue.pcap");
        File.WriteAllBytes(path, capture.ToArray());
        return path;

        void Add(bool isClient, byte flags, byte[] payload)
        {
            byte[] packet = new byte[40 + payload.Length];
            packet[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
            packet[8] = 64;
            packet[9] = 6;
            packet[12] = packet[16] = 192;
            packet[15] = (byte)(isClient ? 1 : 2);
            packet[19] = (byte)(isClient ? 2 : 1);
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(20), (ushort)(isClient ? 40000 : 4000));
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(22), (ushort)(isClient ? 4000 : 40000));
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(24), next[isClient ? 0 : 1]);
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(28), flags == 2 ? 0 : next[isClient ? 1 : 0]);
            packet[32] = 0x50;
            packet[33] = flags;
            packet[34] = 0xff;
            payload.CopyTo(packet, 40);
            next[isClient ? 0 : 1] += (uint)payload.Length + ((flags & 3) != 0 ? 1u : 0);
            capture.Packet(1_700_000_000 + time++, 0, packet);
        }
    }

    private string Protect(string capture, ProtectionOptions options, string extension = ".pcap")
    {
        string copy = Path.Combine(_folder, "copy" + extension);
        using CaptureProtector protector = new(options);
        _ = protector.Protect(Path.Combine(RepositoryFiles.Root, capture), copy, out _);
        return copy;
    }

    private static string[] Describe(string capture, bool withNames = true)
    {
        List<string> lines = [];
        try
        {
            foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(Path.Combine(RepositoryFiles.Root, capture), new TlsCaptureOptions { IgnoreCarriedSecrets = true }))
            {
                lines.Add(string.Join(
                    "; ",
                    withNames ? $"{handshake.Client} {handshake.Server} {handshake.ServerName} {string.Join(", ", handshake.AcceptableCA ?? [])} {(handshake.ServerCertificates is [var own, ..] ? own.Thumbprint : null)}" : null,
                    handshake.Number,
                    handshake.StartTimestamp?.Nanoseconds,
                    handshake.Duration,
                    handshake.Carrier,
                    handshake.Version,
                    handshake.CipherSuite,
                    handshake.Group,
                    handshake.Outcome,
                    handshake.Phase,
                    handshake.EndedBy,
                    handshake.EndedBySide,
                    handshake.Alert?.Description,
                    handshake.ClientAuthentication,
                    handshake.Resumed,
                    handshake.Ja3,
                    handshake.Ja3s,
                    withNames ? handshake.Ja4 : null,
                    handshake.AcceptableCA?.Count,
                    handshake.ServerCertificates?.Count,
                    handshake.ClientCertificates?.Count,
                    handshake.CaptureQuality?.MissingBytesFromClient,
                    handshake.CaptureQuality?.MissingBytesFromServer,
                    handshake.Plaintext?.Protocol,
                    handshake.Refusal?.IsNotOffered,
                    handshake.Cause,
                    string.Join(",", handshake.Findings.Select(finding => $"{finding.Id}/{finding.Confidence}")),
                    string.Join(",", handshake.Messages.Select(message => $"{message.Sender}:{message.ContentType}:{message.Type}:{message.Length}:{message.Encrypted}:{message.Handshake?.Fault}"))));
            }
        }
        catch (CaptureFormatException)
        {
            // A copy has what stands before the damage.
        }

        return [.. lines];
    }

    private static IEnumerable<string> Files()
    {
        foreach (string file in CaptureFiles.Find(Path.Combine(RepositoryFiles.Root, "samples")).Concat(CaptureFiles.Find(Path.Combine(RepositoryFiles.Root, "tests", "fixtures"))))
        {
            yield return Path.GetRelativePath(RepositoryFiles.Root, file);
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Tests.Decryption;

/// <summary>A handshake of RFC 8448 as it stands in tests/fixtures/rfc8448: records, secrets, and what the encrypted records hold.</summary>
internal sealed record Trace
{
    public required IReadOnlyList<(Side Sender, byte[] Bytes)> Records { get; init; }

    public required IReadOnlyList<string> KeyLog { get; init; }

    /// <summary>Handshake messages with their headers, and alerts of two bytes.</summary>
    public required IReadOnlyList<(Side Sender, byte[] Bytes)> Contents { get; init; }

    public static string[] Names => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private static string Folder => Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "rfc8448");

    public static Trace Read(string name)
    {
        string[][] lines = [.. File.ReadLines(Path.Combine(Folder, name + ".txt")).Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))];
        return new Trace
        {
            Records = [.. lines.Where(line => line[0] is ">" or "<").Select(Bytes)],
            Contents = [.. lines.Where(line => line[0] is ">=" or "<=").Select(Bytes)],
            KeyLog = [.. lines.Where(line => line.Length == 3).Select(line => string.Join(' ', line))],
        };
    }

    public static TlsSecrets Secrets(IEnumerable<string> lines)
    {
        TlsSecrets secrets = new();
        secrets.AddKeyLog(new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', lines))));
        return secrets;
    }

    /// <summary>Pushes records, a packet each, in pieces; null stands for one that the capture does not have.</summary>
    public static TlsHandshake Push(IEnumerable<(Side Sender, byte[] Bytes, bool IsMissing)> records, TlsSecrets? secrets, int piece = int.MaxValue)
    {
        using SecretSources sources = new(secrets);
        HandshakeBuilder builder = new(new MemoryBudget(), new SharedContent(), sources);
        long packet = 0;
        foreach ((Side sender, byte[] bytes, bool isMissing) in records)
        {
            packet++;
            if (isMissing)
            {
                builder.Gap(sender, bytes.Length, GapReason.NotCaptured, Handshakes.Wire.At(packet));
                continue;
            }

            for (int start = 0; start < bytes.Length; start += Math.Min(piece, bytes.Length))
            {
                builder.Push(sender, bytes.AsSpan(start, Math.Min(piece, bytes.Length - start)), Handshakes.Wire.At(packet));
            }
        }

        TlsHandshake handshake = Handshakes.Wire.Finish(builder);
        builder.Release();
        return handshake;
    }

    public TlsHandshake Push(TlsSecrets? secrets, int piece = int.MaxValue) =>
        Push(Records.Select(record => (record.Sender, record.Bytes, false)), secrets, piece);

    /// <summary>Pushes the records to a reader that learns the secrets only before one of them, as from a capture that carries them there.</summary>
    public TlsHandshake PushWithLateSecrets(int late)
    {
        using SecretSources sources = new(given: null);
        HandshakeBuilder builder = new(new MemoryBudget(), new SharedContent(), sources);
        for (int index = 0; index < Records.Count; index++)
        {
            if (index == late)
            {
                sources.AddCarried(Encoding.ASCII.GetBytes(string.Join('\n', KeyLog)));
            }

            builder.Push(Records[index].Sender, Records[index].Bytes, Handshakes.Wire.At(index + 1));
        }

        TlsHandshake handshake = Handshakes.Wire.Finish(builder);
        builder.Release();
        return handshake;
    }

    /// <summary>What secrets opened, in the form of <see cref="Expected"/>.</summary>
    public static string[] Opened(TlsHandshake handshake) =>
    [
        .. handshake.Messages.Where(message => message is { Decrypted: true, IsIncomplete: false }).Select(message =>
            message.Handshake is { } content ? $"{message.Sender} {Convert.ToHexStringLower(Handshakes.Wire.Message((byte)message.HandshakeType!, content.RawData))}"
            : message.Alert is { } alert ? $"{message.Sender} {(alert.Level == "warning" ? 1 : 2):x2}{alert.Code:x2}"
            : "").Where(text => text.Length > 0),
    ];

    /// <summary>What secrets must open.</summary>
    public string[] Expected => [.. Contents.Select(content => $"{content.Sender} {Convert.ToHexStringLower(content.Bytes)}")];

    private static (Side Sender, byte[] Bytes) Bytes(string[] line) => (line[0][0] == '>' ? Side.Client : Side.Server, Convert.FromHexString(line[1]));
}

using System;
using System.IO;
using System.Linq;
using System.Text;
using TlsTools.Decryption;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>What is read of key logs, and what is said of their lines.</summary>
public sealed class KeyLogTests
{
    private static readonly string s_random = string.Concat(Enumerable.Repeat("ab", 32));
    private static readonly string s_master = string.Concat(Enumerable.Repeat("cd", 48));
    private static readonly string s_traffic = string.Concat(Enumerable.Repeat("ef", 32));

    [Fact]
    public void Counts_what_the_lines_are()
    {
        using TlsSecrets secrets = Read(
            "# a comment",
            "",
            $"CLIENT_RANDOM {s_random} {s_master}",
            $"CLIENT_RANDOM {s_random.ToUpperInvariant()} {s_master.ToUpperInvariant()}\r",
            $"CLIENT_HANDSHAKE_TRAFFIC_SECRET {s_traffic} {s_traffic}",
            $"EXPORTER_SECRET {s_random} {s_traffic}",
            $"QUIC_CLIENT_HANDSHAKE_TRAFFIC_SECRET {s_random} {s_traffic}",
            $"CLIENT_RANDOM {s_random} {s_master[..^2]}",
            $"CLIENT_RANDOM {s_random[..^1]} {s_master}",
            $"CLIENT_RANDOM {s_random} zz{s_master[2..]}",
            "CLIENT_RANDOM",
            "what is this");
        ClientRandom random = new(Convert.FromHexString(s_random));

        Assert.Equal(s_master, Convert.ToHexStringLower(secrets.Find(random)![SecretKind.Master].Span));
        Assert.Equal(
            new SecretsReport { Lines = 10, Used = 2, Unused = 1, Malformed = 5, FirstMalformed = 8, Foreign = 2 },
            secrets.Report);
        Assert.Equal(
            "2 of 10 lines belong to connections that were read, 1 to others, 2 hold other things than secrets of TLS records, 5 cannot be read, the first of them line 8.",
            secrets.Report.ToString());
        Assert.True(secrets.Report.NeedsAttention);
    }

    [Fact]
    public void Reads_the_forms_that_name_something_else()
    {
        using TlsSecrets secrets = Read(
            $"RSA 0102030405060708 {s_master}",
            $"RSA Session-ID:a1b2 Master-Key:{s_master}",
            $"PMS_CLIENT_RANDOM {s_random} {s_master}",
            $"RSA 01020304 {s_master}");

        Assert.NotNull(secrets.Find(TlsSecrets.EncryptedPremaster, [1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Equal(48, secrets.Find(TlsSecrets.SessionId, [0xa1, 0xb2])![SecretKind.Master].Length);
        Assert.Equal(48, secrets.Find(new ClientRandom(Convert.FromHexString(s_random)))![SecretKind.Premaster].Length);
        Assert.Equal(1, secrets.Report.Malformed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Lines_end_anywhere_in_the_reading(int lines)
    {
        string text = string.Concat(Enumerable.Range(0, lines).Select(number => $"CLIENT_RANDOM {number:x64} {s_master}\n"));
        using TlsSecrets secrets = new();
        secrets.AddKeyLog(new MemoryStream([0xef, 0xbb, 0xbf, .. Encoding.ASCII.GetBytes(text)]));

        Assert.Equal(lines, secrets.Report.Unused);
        Assert.NotNull(secrets.Find(new ClientRandom(Convert.FromHexString($"{lines - 1:x64}"))));
    }

    [Fact]
    public void A_line_without_end_is_one_malformed_line()
    {
        using TlsSecrets secrets = new();
        secrets.AddKeyLog(new MemoryStream(Encoding.ASCII.GetBytes(new string('a', 200_000) + $"\nCLIENT_RANDOM {s_random} {s_master}")));

        Assert.True(secrets.Report.Malformed > 0);
        Assert.Equal(1, secrets.Report.Unused);
    }

    [Fact]
    public void Any_bytes_at_all_are_read_without_an_exception()
    {
        Random random = new(8448);
        byte[] text = Encoding.ASCII.GetBytes($"CLIENT_RANDOM {s_random} {s_master}\nRSA Session-ID:a1b2 Master-Key:{s_master}\nRSA 0102030405060708 {s_master}\n");
        for (int round = 0; round < 3000; round++)
        {
            byte[] mutated = (byte[])text.Clone();
            for (int change = 0; change < 4; change++)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            using TlsSecrets secrets = new();
            secrets.AddKeyLog(new MemoryStream(mutated, 0, random.Next(mutated.Length)));
            SecretsReport report = secrets.Report;
            Assert.Equal(report.Lines, report.Used + report.Unused + report.Malformed + report.Foreign);
        }
    }

    [Fact]
    public void Reads_pre_shared_keys_with_and_without_identity()
    {
        using TlsSecrets secrets = new();

        Assert.Equal(1, secrets.AddPreSharedKeys(new MemoryStream("# keys\nca19e0\nname:with:colon:00ff\r\nnot hex\n"u8.ToArray())));
        Assert.Equal(
            [(null, "ca19e0"), ("name:with:colon", "00ff")],
            secrets.SharedKeys.Select(key => (key.Identity, Convert.ToHexStringLower(key.Key.Span))));
    }

    [Fact]
    public void Disposing_clears_every_secret()
    {
        TlsSecrets secrets = Read($"CLIENT_RANDOM {s_random} {s_master}");
        ReadOnlyMemory<byte> held = secrets.Find(new ClientRandom(Convert.FromHexString(s_random)))![SecretKind.Master];
        secrets.Dispose();

        Assert.All(held.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_direction_clears_the_keys_that_it_leaves()
    {
        ProtectedDirection direction = new();
        byte[] secret = [1, 2, 3];
        direction.Change(null, secret);
        direction.Change(null, [4]);

        Assert.Equal(new byte[3], secret);
    }

    private static TlsSecrets Read(params string[] lines)
    {
        TlsSecrets secrets = new();
        secrets.AddKeyLog(new MemoryStream(Encoding.ASCII.GetBytes(string.Join('\n', lines))));
        return secrets;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>The traces of RFC 8448: opened byte for byte, and damaged in every way without a wrong byte coming out.</summary>
/// <remarks>Where their bytes come from, and with what they were compared, stands in tests/fixtures/rfc8448/README.md.</remarks>
public sealed class Rfc8448Tests
{
    public static TheoryData<string> Names => [.. Trace.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Opens_byte_for_byte(string name)
    {
        Trace trace = Trace.Read(name);
        foreach (int piece in (int[])[int.MaxValue, 1, 13])
        {
            using TlsSecrets secrets = Trace.Secrets(trace.KeyLog);
            TlsHandshake handshake = trace.Push(secrets, piece);

            Assert.Equal(trace.Expected, Trace.Opened(handshake));
            Assert.Equal(DecryptionState.Complete, handshake.Decryption!.State);
            Assert.Equal(HandshakeOutcome.Completed, handshake.Outcome);
            Assert.All(handshake.Messages.Where(message => message.Handshake is not null), message => Assert.Null(message.Handshake!.Fault));
            Assert.Equal(new SecretsReport { Lines = trace.KeyLog.Count, Used = trace.KeyLog.Count }, secrets.Report);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_secrets_nothing_is_opened(string name)
    {
        TlsHandshake handshake = Trace.Read(name).Push(secrets: null);

        Assert.Empty(Trace.Opened(handshake));
        Assert.Null(handshake.Decryption);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Secrets_of_other_connections_open_nothing(string name)
    {
        foreach (string other in Trace.Names.Where(other => other != name))
        {
            using TlsSecrets secrets = Trace.Secrets(Trace.Read(other).KeyLog);
            TlsHandshake handshake = Trace.Read(name).Push(secrets);

            Assert.Empty(Trace.Opened(handshake));
            Assert.Equal(DecryptionState.NoSecret, handshake.Decryption!.State);
            Assert.Equal(0, secrets.Report.Used);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_secret_opens_nothing_and_says_so(string name)
    {
        Trace trace = Trace.Read(name);
        using TlsSecrets secrets = Trace.Secrets(trace.KeyLog.Select(line => line[..^1] + (line[^1] == '0' ? '1' : '0')));
        TlsHandshake handshake = trace.Push(secrets);

        Assert.Empty(Trace.Opened(handshake));
        Assert.Equal(DecryptionState.WrongSecret, handshake.Decryption!.State);
        Assert.NotNull(handshake.Decryption.Remark);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Secrets_that_come_late_open_what_follows(string name)
    {
        Trace trace = Trace.Read(name);
        for (int late = 0; late < trace.Records.Count; late++)
        {
            TlsHandshake handshake = trace.PushWithLateSecrets(late);
            string[] opened = Trace.Opened(handshake);

            Assert.Equal(trace.Expected[^opened.Length..], opened);
            Assert.Contains($"{trace.Records[^1].Sender} 0100", opened);
            if (opened.Length < trace.Expected.Length)
            {
                Assert.Equal(DecryptionState.Partial, handshake.Decryption!.State);
                Assert.Contains("behind records", handshake.Decryption.Remark, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_secret_alone_opens_a_part(string name)
    {
        Trace trace = Trace.Read(name);
        List<string> opened = [];
        foreach (string line in trace.KeyLog)
        {
            using TlsSecrets secrets = Trace.Secrets([line]);
            string[] part = Trace.Opened(trace.Push(secrets));
            Assert.Subset(trace.Expected.ToHashSet(), part.ToHashSet());
            opened.AddRange(part);
        }

        Assert.Equal(trace.Expected.ToHashSet(), opened.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_byte_flipped_gives_no_wrong_plaintext(string name)
    {
        Trace trace = Trace.Read(name);
        using TlsSecrets secrets = Trace.Secrets(trace.KeyLog);
        HashSet<string> expected = [.. trace.Expected];
        for (int index = 0; index < trace.Records.Count; index++)
        {
            byte[] bytes = trace.Records[index].Bytes;
            for (int offset = 0; offset < bytes.Length; offset++)
            {
                bytes[offset] ^= 0x20;
                Assert.Subset(expected, Trace.Opened(trace.Push(secrets)).ToHashSet());
                bytes[offset] ^= 0x20;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cut_anywhere_it_opens_what_is_whole(string name)
    {
        Trace trace = Trace.Read(name);
        using TlsSecrets secrets = Trace.Secrets(trace.KeyLog);
        int last = 0;
        foreach (int total in Enumerable.Range(0, trace.Records.Sum(record => record.Bytes.Length)).Where(total => total % 3 == 0))
        {
            int left = total;
            List<(Side, byte[], bool)> records = [];
            foreach ((Side sender, byte[] bytes) in trace.Records)
            {
                records.Add((sender, bytes[..Math.Min(left, bytes.Length)], false));
                left -= Math.Min(left, bytes.Length);
            }

            string[] opened = Trace.Opened(Trace.Push(records, secrets));
            Assert.Equal(trace.Expected[..opened.Length], opened);
            Assert.True(opened.Length >= last);
            last = opened.Length;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_record_hides_no_more_than_it_must(string name)
    {
        Trace trace = Trace.Read(name);
        using TlsSecrets secrets = Trace.Secrets(trace.KeyLog);
        for (int missing = 0; missing < trace.Records.Count; missing++)
        {
            TlsHandshake handshake = Trace.Push(trace.Records.Select((record, index) => (record.Sender, record.Bytes, index == missing)), secrets);
            string[] opened = Trace.Opened(handshake);
            Assert.Subset(trace.Expected.ToHashSet(), opened.ToHashSet());

            // Without a hello there is nothing to begin with. Every other record hides only itself; a flight has five messages at most.
            if (trace.Records[missing].Bytes[0] == (byte)ContentType.ApplicationData)
            {
                int hidden = trace.Expected.Length - opened.Length;
                Assert.True(hidden <= 5, $"without record {missing} {hidden} messages are not opened");
                Assert.Contains(opened, text => text == $"{trace.Records[^1].Sender} 0100" || missing == trace.Records.Count - 1);
            }
        }
    }
}

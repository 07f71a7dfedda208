using System;
using System.Linq;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.Wire;
using Xunit;

namespace TlsTools.Tests.Tls;

public class MessageTableTests
{
    private static readonly string[] s_versions = ["SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3", "TLCP 1.1", "TLS 1.3 draft 18"];

    public static TheoryData<string> Samples => new(MessageSample.All.Select(sample => sample.Name));

    [Fact]
    public void Every_row_has_a_sample()
    {
        Assert.Empty(MessageTable.Rows.Keys.Cast<HandshakeType>().Except(MessageSample.All.Select(sample => sample.Type)));
        Assert.Empty(MessageTable.Tls13Rows.Keys.Cast<HandshakeType>().Except(
            MessageSample.All.Where(sample => sample.Context.IsTls13).Select(sample => sample.Type)));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Whole_it_has_no_fault(string name)
    {
        MessageSample sample = Find(name);
        HandshakeMessage message = HandshakeReader.Read(sample.Type, sample.Body, sample.Context);

        Assert.Null(message.Fault);
        Assert.Equal(sample.Body, message.RawData);
        Assert.IsNotType<UnknownMessage>(message);
        Assert.NotEmpty(message.Summary);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Cut_short_anywhere_it_is_truncated(string name)
    {
        MessageSample sample = Find(name);
        for (int length = 0; length < sample.Body.Length; length++)
        {
            HandshakeMessage message = HandshakeReader.Read(sample.Type, sample.Body.AsSpan(0, length), sample.Context);
            bool isLegal = sample.LegalPrefixes.Contains(length) || sample.LegalPrefixes.Contains(-1);
            Assert.True(isLegal ? message.Fault is null : message.Fault is { Kind: FaultKind.Truncated }, $"{name}, {length} bytes: {message.Fault}");
            Assert.NotEmpty(message.Summary);
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void With_one_byte_too_many_it_says_so(string name)
    {
        MessageSample sample = Find(name);
        Fault? fault = HandshakeReader.Read(sample.Type, [.. sample.Body, 0], sample.Context).Fault;

        Assert.True(fault is not null || sample.LegalPrefixes.Length > 0 || sample.Body.Length == 0 || sample.Name == "client hello of SSL 3.0", name);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void With_any_byte_changed_it_is_still_read(string name)
    {
        MessageSample sample = Find(name);
        foreach (byte mask in new byte[] { 0x01, 0x80, 0xff })
        {
            for (int index = 0; index < sample.Body.Length; index++)
            {
                byte[] changed = (byte[])sample.Body.Clone();
                changed[index] ^= mask;
                foreach (string version in s_versions)
                {
                    MessageContext context = sample.Context with { Version = ProtocolVersion.Parse(version) };
                    Assert.NotEmpty(HandshakeReader.Read(sample.Type, changed, context).Summary);
                }
            }
        }
    }

    [Fact]
    public void Random_bytes_are_read_as_any_message()
    {
        Random random = new(20260101);
        CipherSuite?[] suites = [null, .. MessageSample.All.Select(sample => sample.Context.CipherSuite).Distinct()];
        HandshakeType[] types = [.. MessageTable.Rows.Keys.Cast<HandshakeType>(), (HandshakeType)99];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] body = new byte[random.Next(80)];
            random.NextBytes(body);
            for (int small = random.Next(body.Length + 1); small > 0; small--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(4);
            }

            MessageContext context = new()
            {
                Version = ProtocolVersion.Parse(s_versions[random.Next(s_versions.Length)]),
                CipherSuite = suites[random.Next(suites.Length)],
            };
            HandshakeMessage message = HandshakeReader.Read(types[random.Next(types.Length)], body, context);
            Assert.NotEmpty(message.Summary);
            Assert.DoesNotContain(message.Summary, char.IsControl);
        }
    }

    private static MessageSample Find(string name) => MessageSample.All.Single(sample => sample.Name == name);
}

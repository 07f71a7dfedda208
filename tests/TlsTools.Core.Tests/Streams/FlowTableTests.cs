using System;
using System.Collections.Generic;
using System.Net;
using TlsTools.Network;
using TlsTools.Streams;
using Xunit;

namespace TlsTools.Tests.Streams;

public sealed class FlowTableTests
{
    [Theory]
    [InlineData("10.0.0.1", 1000, "10.0.0.2", 443)]
    [InlineData("10.0.0.1", 443, "10.0.0.1", 1000)]
    [InlineData("255.255.255.255", 65535, "0.0.0.0", 0)]
    [InlineData("fe80::1", 1000, "2001:db8::ffff", 443)]
    [InlineData("::1", 443, "::1", 444)]
    [InlineData("1::", 1, "::1", 1)]
    public void Both_directions_have_the_same_key(string source, int sourcePort, string destination, int destinationPort)
    {
        FlowKey one = Key(source, sourcePort, destination, destinationPort, out bool fromLow);
        FlowKey other = Key(destination, destinationPort, source, sourcePort, out bool backFromLow);
        Assert.Equal(one, other);
        Assert.Equal(one.Hash(7), other.Hash(7));
        Assert.NotEqual(fromLow, backFromLow);
        IPEndPoint sender = fromLow ? one.Low : one.High;
        Assert.Equal(new IPEndPoint(IPAddress.Parse(source), sourcePort), sender);
    }

    [Fact]
    public void Other_ports_and_addresses_have_other_keys()
    {
        HashSet<FlowKey> keys =
        [
            Key("10.0.0.1", 1, "10.0.0.2", 2, out _),
            Key("10.0.0.1", 2, "10.0.0.2", 1, out _),
            Key("10.0.0.1", 1, "10.0.0.3", 2, out _),
            Key("::a00:1", 1, "::a00:2", 2, out _),
            Key("::1:a00:1", 1, "::a00:2", 2, out _),
            Key("::a00:1", 2, "::a00:2", 1, out _),
        ];
        Assert.Equal(6, keys.Count);
    }

    [Fact]
    public void It_holds_what_a_dictionary_would()
    {
        Random random = new(1);
        FlowTable table = new(seed: 42);
        Dictionary<FlowKey, ClosedFlow> expected = [];
        for (int step = 0; step < 100_000; step++)
        {
            FlowKey key = Key($"10.0.{random.Next(20)}.1", random.Next(200), "10.1.0.1", 443, out _);
            uint hash = table.Hash(key) & 0xff0; // few home slots, so that runs grow long and wrap around
            Assert.Equal(expected.TryGetValue(key, out ClosedFlow? flow) ? flow : null, table.Find(key, hash));
            if (random.Next(2) == 0)
            {
                ClosedFlow added = new(new TcpConversation(key, hash, step, true, default), 0);
                table.Put(added);
                expected[key] = added;
            }
            else if (flow is not null)
            {
                table.Remove(flow);
                table.Remove(flow);
                expected.Remove(key);
            }

            Assert.Equal(expected.Count, table.Count);
        }
    }

    [Fact]
    public void A_flow_that_was_replaced_is_not_removed()
    {
        FlowTable table = new(seed: 42);
        FlowKey key = Key("10.0.0.1", 1, "10.0.0.2", 2, out _);
        TcpConversation first = new(key, table.Hash(key), 0, true, default);
        TcpConversation second = new(key, table.Hash(key), 1, true, default);
        table.Put(first);
        table.Put(second);
        table.Remove(first);
        Assert.Same(second, table.Find(key, table.Hash(key)));
    }

    private static FlowKey Key(string source, int sourcePort, string destination, int destinationPort, out bool fromLow)
    {
        TcpSegment segment = new()
        {
            SourceAddress = IPAddress.Parse(source).GetAddressBytes(),
            DestinationAddress = IPAddress.Parse(destination).GetAddressBytes(),
            SourcePort = (ushort)sourcePort,
            DestinationPort = (ushort)destinationPort,
        };
        return FlowKey.Of(segment, out fromLow);
    }
}

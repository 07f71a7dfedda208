using System.Net;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Handshakes;

public sealed class SourceHistoryTests
{
    private static readonly IPEndPoint s_server = new(IPAddress.Parse("192.0.2.1"), 443);

    private readonly SourceHistory _history = new();

    /// <summary>Many clients fail at a server; none of them crowds out the first failures of another.</summary>
    [Fact]
    public void Each_client_has_its_own_failures()
    {
        for (int number = 1; number <= 20; number++)
        {
            Note("198.51.100.1", packet: number, HandshakeOutcome.Failed);
        }

        TlsHandshake other = Note("198.51.100.2", packet: 21, HandshakeOutcome.Failed);
        Assert.Equal([other], _history.FailuresOf(IPAddress.Parse("198.51.100.2"), s_server, int.MaxValue, begun: 100));
        Assert.Equal(4, _history.FailuresOf(IPAddress.Parse("198.51.100.1"), s_server, int.MaxValue, begun: 100).Count);
    }

    /// <summary>What was noted later, or ended when the attempt had begun, is no earlier failure.</summary>
    [Fact]
    public void Earlier_is_what_ended_before_the_attempt_began_and_was_known()
    {
        TlsHandshake first = Note("198.51.100.1", packet: 5, HandshakeOutcome.Failed);
        TlsHandshake second = Note("198.51.100.1", packet: 3, HandshakeOutcome.Failed);
        Assert.Equal([second, first], _history.FailuresOf(IPAddress.Parse("198.51.100.1"), s_server, int.MaxValue, begun: 6));
        Assert.Equal([second], _history.FailuresOf(IPAddress.Parse("198.51.100.1"), s_server, int.MaxValue, begun: 5));
        Assert.Equal([first], _history.FailuresOf(IPAddress.Parse("198.51.100.1"), s_server, second.HistoryPlace, begun: 6));
    }

    [Fact]
    public void Of_a_server_the_first_completed_ones_are_known()
    {
        TlsHandshake one = Note("198.51.100.1", packet: 5, HandshakeOutcome.Completed);
        TlsHandshake other = Note("198.51.100.2", packet: 9, HandshakeOutcome.Completed);
        Assert.Equal([one], _history.CompletedBy(s_server, int.MaxValue, except: other));
        Assert.Empty(_history.CompletedBy(s_server, one.HistoryPlace, except: other));
    }

    private TlsHandshake Note(string client, long packet, HandshakeOutcome outcome)
    {
        TlsHandshake handshake = new()
        {
            Client = new IPEndPoint(IPAddress.Parse(client), 50000),
            Server = s_server,
            EndPacket = packet,
            Outcome = outcome,
            HistoryPlace = _history.NextPlace(),
        };
        _history.Note(handshake);
        return handshake;
    }
}

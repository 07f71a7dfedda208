using System;
using System.Linq;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using TlsTools.Handshakes;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>Servers that do not do what they should: a clear outcome, after a bounded time and number of bytes.</summary>
public sealed class MisbehaviourTests
{
    [Fact]
    public void Nobody_listens()
    {
        TlsEndpoint endpoint = ProbedServer.Probe(PeerProgram.FreePort());
        Assert.Equal(EndpointOutcome.Refused, endpoint.Outcome);
        TlsHandshake attempt = Assert.Single(endpoint.Handshakes);
        Assert.False(attempt.Connected);
        Assert.Equal(ConnectionEnding.Reset, attempt.EndedBy);
        Assert.Equal(ClientCertificateDemand.Unknown, endpoint.ClientAuthentication);
    }

    [Fact]
    public void A_name_without_an_address()
    {
        TlsEndpoint endpoint = EndpointProber.Probe(new ProbeTarget("no such name.invalid", 443), new ProbeOptions { Clock = static () => DateTime.UtcNow });
        Assert.Equal(EndpointOutcome.NameNotFound, endpoint.Outcome);
        Assert.Empty(endpoint.Handshakes);
        Assert.Null(endpoint.Cause);
    }

    [Fact]
    public void Silence()
    {
        using LocalServer server = new((_, stop) => stop.WaitHandle.WaitOne());
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port, seconds: 1);
        Assert.Equal(EndpointOutcome.TimedOut, endpoint.Outcome);
        Assert.Equal(1, server.Connections);
        Assert.Equal(ConnectionEnding.Timeout, Assert.Single(endpoint.Handshakes).EndedBy);
    }

    // A byte now and then, of a record that never ends.
    [Fact]
    public void A_slow_drip()
    {
        using LocalServer server = new((socket, stop) =>
        {
            byte[] record = [22, 3, 3, 0x40, 0, 2, 0, 0x3f, 0xfc, 3, 3];
            for (int index = 0; !stop.WaitHandle.WaitOne(50); index++)
            {
                socket.Send([index < record.Length ? record[index] : (byte)0]);
            }
        });
        Assert.Equal(EndpointOutcome.TimedOut, ProbedServer.Probe(server.Port, seconds: 1).Outcome);
    }

    [Fact]
    public void Something_else_than_TLS()
    {
        using LocalServer server = new((socket, _) =>
        {
            socket.Receive(new byte[4096]);
            socket.Send(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
        });
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(EndpointOutcome.NotTls, endpoint.Outcome);
        Assert.Contains("HTTP/1.1 400 Bad Request", endpoint.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_connection_is_closed_or_reset(bool isReset)
    {
        using LocalServer server = new((socket, _) =>
        {
            socket.Receive(new byte[4096]);
            socket.LingerState = new LingerOption(true, isReset ? 0 : 5);
            socket.Close();
        });
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(EndpointOutcome.Failed, endpoint.Outcome);
        Assert.InRange(server.Connections, 2, 8);
        Assert.Equal(isReset ? ConnectionEnding.Reset : ConnectionEnding.Fin, endpoint.Handshakes[0].EndedBy);
        Assert.Equal(Side.Server, endpoint.Handshakes[0].EndedBySide);
    }

    // Records without end that are all right by themselves: a message that is longer than anybody's certificate.
    [Fact]
    public void Data_without_end()
    {
        long sent = 0;
        using LocalServer server = new((socket, stop) =>
        {
            byte[] record = [22, 3, 3, 0x40, 0, 11, 0xff, 0xff, 0xff, .. new byte[0x4000 - 4]];
            while (!stop.IsCancellationRequested)
            {
                Interlocked.Add(ref sent, socket.Send(record));
            }
        });
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(EndpointOutcome.Failed, endpoint.Outcome);
        Assert.InRange(Interlocked.Read(ref sent) / Math.Max(1, server.Connections), 0, 64 << 20);
    }

    [Fact]
    public void Bytes_that_mean_nothing()
    {
        Random random = new(6);
        for (int round = 0; round < 40; round++)
        {
            byte[] bytes = new byte[600];
            random.NextBytes(bytes);
            byte[] start = round % 2 == 0 ? [22, 3, 3, 2, 0x53] : [];
            using LocalServer server = new((socket, _) =>
            {
                socket.Receive(new byte[4096]);
                socket.Send([.. start, .. bytes]);
            });
            TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
            Assert.NotEqual(EndpointOutcome.TimedOut, endpoint.Outcome);
            _ = endpoint.Findings.Count;
        }
    }

    [Fact]
    public void An_alert_to_every_hello()
    {
        using LocalServer server = new((socket, _) =>
        {
            socket.Receive(new byte[4096]);
            socket.Send([21, 3, 3, 0, 2, 2, 70]);
        });
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port);
        Assert.Equal(EndpointOutcome.Failed, endpoint.Outcome);
        Assert.Contains("protocol_version", endpoint.Message, StringComparison.Ordinal);
        Assert.Equal("ProtocolVersionMismatch", endpoint.Cause);
        Assert.Equal(Enumerable.Range(1, endpoint.Handshakes.Count), endpoint.Handshakes.Select(handshake => handshake.Number));
    }
}

using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.Probe;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>Servers behind a device that cannot stand some hellos, as there are: one is put before openssl.</summary>
public sealed class FussyServerTests
{
    [SkippableTheory]
    [InlineData("large", false, false, false)]
    [InlineData("segments", true, false, true)]
    [InlineData("records", true, true, false)]
    public void Hellos_that_are_not_taken(string dislike, bool whole, bool segments, bool records)
    {
        using ProbedServer server = new(0, isCurve: true);
        using LocalServer device = new((socket, stop) => Relay(socket, server.Port, dislike, stop));
        TlsEndpoint endpoint = ProbedServer.Probe(device.Port, all: true);
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Equal(
            (whole, segments, records),
            (endpoint.Features!.LargeClientHello, endpoint.Features.LargeClientHelloInSegments, endpoint.Features.LargeClientHelloInRecords));
    }

    // No library compresses any more: a ServerHello of bytes, which takes what it is offered first.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compression(bool takes)
    {
        using LocalServer server = new((socket, _) =>
        {
            byte[] hello = new byte[4096];
            int length = socket.Receive(hello);
            int suites = 44 + hello[43];
            int methods = suites + 2 + ((hello[suites] << 8) | hello[suites + 1]);
            byte[] body = [3, 3, .. new byte[32], 0, 0xc0, 0x2f, takes ? hello[methods + 1] : (byte)0];
            byte[] message = [2, 0, 0, (byte)body.Length, .. body];
            socket.Send(length > 0 ? [22, 3, 3, 0, (byte)message.Length, .. message] : []);
            socket.Send([21, 3, 3, 0, 2, 2, 40]);
        });
        EndpointFeatures features = ProbedServer.Probe(server.Port, all: true).Features!;
        Assert.Equal(takes, features.Compression);
        Assert.False(features.ExtendedMasterSecret);
        Assert.False(features.SecureRenegotiation);
    }

    private static void Relay(Socket client, int port, string dislike, CancellationToken stop)
    {
        byte[] bytes = new byte[20_000];
        int count = client.Receive(bytes);
        int length = count < 9 ? 0 : 5 + ((bytes[3] << 8) | bytes[4]);
        int message = count < 9 ? 0 : 9 + ((bytes[6] << 16) | (bytes[7] << 8) | bytes[8]);
        bool isDisliked = dislike switch
        {
            "large" => message > 1200,
            "segments" => count < length,
            _ => message > length,
        };
        if (isDisliked)
        {
            return;
        }

        using Socket server = new(SocketType.Stream, ProtocolType.Tcp);
        server.Connect(IPAddress.Loopback, port);
        server.Send(bytes, count, SocketFlags.None);
        Task back = Task.Run(() => Copy(server, client), stop);
        Copy(client, server);
        back.Wait(stop);
    }

    private static void Copy(Socket from, Socket to)
    {
        byte[] bytes = new byte[20_000];
        try
        {
            for (int count; (count = from.Receive(bytes)) > 0;)
            {
                to.Send(bytes, count, SocketFlags.None);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // One of the ends has gone.
        }
    }
}

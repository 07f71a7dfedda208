using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using TlsTools.Handshakes;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>Stands between a client and a server for one connection, and keeps what a capture of it would show.</summary>
internal sealed class RecordingRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<(Side Sender, byte[] Bytes)> _dialogue = [];
    private readonly Task _running;

    /// <param name="server">The server's port.</param>
    public RecordingRelay(int server)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running = RunAsync(server);
    }

    public int Port { get; }

    /// <summary>Waits until both ends have hung up.</summary>
    public TlsHandshake Handshake()
    {
        Assert.True(_running.Wait(PeerProgram.Patience), "The connection did not end.");
        return Handshakes.Wire.Read(_dialogue);
    }

    public void Dispose() => _listener.Dispose();

    private async Task RunAsync(int server)
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync();
        using TcpClient peer = new();
        await peer.ConnectAsync(IPAddress.Loopback, server);
        using NetworkStream fromClient = client.GetStream();
        using NetworkStream fromServer = peer.GetStream();
        await Task.WhenAll(CopyAsync(Side.Client, fromClient, fromServer), CopyAsync(Side.Server, fromServer, fromClient));
    }

    private async Task CopyAsync(Side sender, NetworkStream from, NetworkStream to)
    {
        try
        {
            byte[] buffer = new byte[16384];
            for (int count; (count = await from.ReadAsync(buffer)) > 0;)
            {
                lock (_dialogue)
                {
                    _dialogue.Add((sender, buffer[..count]));
                }

                await to.WriteAsync(buffer.AsMemory(0, count));
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
        {
            // One end reset the connection; the other is to learn it.
            from.Dispose();
            to.Dispose();
        }
    }
}

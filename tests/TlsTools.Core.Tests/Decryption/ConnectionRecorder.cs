using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>Stands between clients and a server for any number of connections, and keeps what a capture of each would show.</summary>
internal sealed class ConnectionRecorder : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<List<(Side Sender, byte[] Bytes)>> _dialogues = [];
    private readonly int _server;
    private int _open;

    /// <param name="server">The server's port.</param>
    public ConnectionRecorder(int server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Waits until all connections have ended, and opens them with secrets, in their order.</summary>
    public IReadOnlyList<TlsHandshake> Read(TlsSecrets secrets)
    {
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _open) == 0, PeerProgram.Patience), "A connection did not end.");
        using SecretSources sources = new(secrets);
        List<TlsHandshake> handshakes = [];
        lock (_dialogues)
        {
            foreach (List<(Side Sender, byte[] Bytes)> dialogue in _dialogues)
            {
                HandshakeBuilder builder = new(new MemoryBudget(), new SharedContent(), sources);
                long packet = 0;
                foreach ((Side sender, byte[] bytes) in dialogue)
                {
                    builder.Push(sender, bytes, Handshakes.Wire.At(++packet));
                }

                handshakes.Add(Handshakes.Wire.Finish(builder));
                builder.Release();
            }
        }

        return handshakes;
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _open);
                List<(Side Sender, byte[] Bytes)> dialogue = [];
                lock (_dialogues)
                {
                    _dialogues.Add(dialogue);
                }

                _ = RunAsync(client, dialogue);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task RunAsync(TcpClient client, List<(Side Sender, byte[] Bytes)> dialogue)
    {
        try
        {
            using TcpClient peer = new();
            await peer.ConnectAsync(IPAddress.Loopback, _server);
            using (client)
            {
                await Task.WhenAll(
                    CopyAsync(Side.Client, client.GetStream(), peer.GetStream(), dialogue),
                    CopyAsync(Side.Server, peer.GetStream(), client.GetStream(), dialogue));
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static async Task CopyAsync(Side sender, NetworkStream from, NetworkStream to, List<(Side Sender, byte[] Bytes)> dialogue)
    {
        try
        {
            byte[] buffer = new byte[16384];
            for (int count; (count = await from.ReadAsync(buffer)) > 0;)
            {
                lock (dialogue)
                {
                    dialogue.Add((sender, buffer[..count]));
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

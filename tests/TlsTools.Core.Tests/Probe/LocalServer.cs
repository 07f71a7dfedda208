using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace TlsTools.Tests.Probe;

/// <summary>A server on loopback that does what a test tells it with each connection, until the test ends.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TcpClient> _clients = [];
    private int _connections;

    public LocalServer(Action<Socket, CancellationToken> serve)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(async () =>
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_clients)
                {
                    _clients.Add(client);
                }

                Interlocked.Increment(ref _connections);
                _ = Task.Run(() => Serve(client, serve));
            }
        });
    }

    public int Port { get; }

    /// <summary>Connections that it took.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
        }

        _stop.Dispose();
    }

    private void Serve(TcpClient client, Action<Socket, CancellationToken> serve)
    {
        try
        {
            using (client)
            {
                serve(client.Client, _stop.Token);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or System.IO.IOException or OperationCanceledException)
        {
            // The client had enough, or the test is over.
        }
    }
}

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.Handshakes;
using TlsTools.Probe.Listening;

namespace TlsTools.Probe;

/// <summary>
/// Takes connections of clients, asks each for a certificate as a server would, and tells what it does. It takes any certificate, refuses
/// a client without one as servers do that insist, says nothing behind the handshake, and closes.
/// </summary>
public sealed class TlsListener : IDisposable
{
    private readonly TlsListenerOptions _options;
    private readonly TcpListener _listener;
    private readonly IReadOnlyList<ServerKey> _keys;
    private int _connections;

    /// <summary>Begins to listen.</summary>
    /// <param name="options">How.</param>
    /// <exception cref="SocketException">The port is taken, or the address is none of this machine.</exception>
    /// <exception cref="ArgumentException">The list of authorities is longer than a message can hold.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The certificate has no key that can be used.</exception>
    public TlsListener(TlsListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Authorities.Sum(name => 2 + name.RawData.Length) > LongestList)
        {
            throw new ArgumentException($"The list of {options.Authorities.Count} authorities is longer than TLS can send.", nameof(options));
        }

        _options = options;
        _keys = options.Identity is { } identity ? [ServerKey.Of(identity)] : ThrowAwayCertificate.Make(options.Address.ToString(), options.Clock());
        _listener = new TcpListener(options.Address, options.Port);
        _listener.Start(MostWaiting);
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Waits for clients, and tells of each as soon as its connection is over.</summary>
    /// <param name="count">How many; 0 for all that come.</param>
    /// <param name="timeLimit">How long it waits altogether; <see langword="null"/> for without end.</param>
    /// <param name="cancellation">Ends it; what is known until then was told.</param>
    public IEnumerable<TlsClientReport> Listen(int count = 0, TimeSpan? timeLimit = null, CancellationToken cancellation = default)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (timeLimit is { } limit)
        {
            stop.CancelAfter(limit);
        }

        using BlockingCollection<TlsClientReport> reports = [];
        using SemaphoreSlim places = new(MostAtOnce);
        using CancellationTokenRegistration close = stop.Token.Register(_listener.Stop);
        Task accepting = AcceptAsync(reports, places, stop.Token);
        try
        {
            for (int told = 0; count == 0 || told < count; told++)
            {
                TlsClientReport report;
                try
                {
                    report = reports.Take(stop.Token);
                }
                catch (OperationCanceledException)
                {
                    yield break;
                }

                yield return report;
            }
        }
        finally
        {
            stop.Cancel();
            accepting.Wait(CancellationToken.None);
        }
    }

    /// <summary>Ends listening.</summary>
    public void Dispose()
    {
        _listener.Stop();
        foreach (ServerKey key in _keys)
        {
            key.Dispose();
        }
    }

    // Ends when all its connections have ended, so that nobody uses what is disposed of then.
    private async Task AcceptAsync(BlockingCollection<TlsClientReport> reports, SemaphoreSlim places, CancellationToken cancellation)
    {
        List<Task> open = [];
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await places.WaitAsync(cancellation).ConfigureAwait(false);
                Socket client = await _listener.AcceptSocketAsync(cancellation).ConfigureAwait(false);
                open.RemoveAll(task => task.IsCompleted);
                open.Add(Task.Factory.StartNew(
                    () =>
                    {
                        try
                        {
                            reports.Add(Serve(client, cancellation), cancellation);
                        }
                        catch (OperationCanceledException)
                        {
                            // The listener ends before the client.
                        }
                        finally
                        {
                            places.Release();
                        }
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It does not listen any more.
        }

        await Task.WhenAll(open).ConfigureAwait(false);
    }

    private TlsClientReport Serve(Socket client, CancellationToken cancellation)
    {
        using RecordedConnection connection = RecordedConnection.Accept(client, _options.TimeLimit, _options.Clock(), _options.Capture, cancellation);
        using ServerExchange exchange = new(connection, _options, _keys);
        exchange.Run();
        connection.Secrets = exchange.KeyLog;
        TlsHandshake handshake = ProbeAttempt.ToHandshake(connection, exchange.KeyLog.AddTo, string.Format(CultureInfo.InvariantCulture, "listener {0}", EndPoint), "Tcp");
        handshake.Number = Interlocked.Increment(ref _connections);
        return ClientReply.Report(connection.Client!, handshake, exchange.IsSignatureValid, _options.Authorities);
    }

    // Protect the machine from whoever opens connections without end.
    private const int MostAtOnce = 32;
    private const int MostWaiting = 64;

    // RFC 5246, 7.4.4: certificate_authorities<0..2^16-1>; in TLS 1.3 its own length field lies within the extension's.
    private const int LongestList = ushort.MaxValue - 2;
}

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using TlsTools.Capture;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>A TCP connection to a server with one time limit over all of it, which keeps what both ends sent.</summary>
internal sealed class RecordedConnection : IDisposable
{
    private readonly List<(Side Sender, byte[] Bytes, Provenance Provenance)> _sent = [];
    private readonly byte[] _buffer = new byte[BufferLength];
    private readonly TimeBudget _budget;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _stop;
    private readonly DateTime _start;
    private readonly Socket _socket;
    private readonly Side _own;
    private readonly ProbeCapture? _capture;
    private readonly List<(Side Sender, byte[] Bytes, CaptureTime Time)> _carried = [];
    private int _received;
    private int _pieces;
    private bool _isRecorded = true;
    private byte[] _putBack = [];
    private TdsPackets? _packets;

    private RecordedConnection(Socket socket, Side own, IPEndPoint server, TimeSpan timeLimit, DateTime start, ProbeCapture? capture, CancellationToken cancellation)
    {
        Server = server;
        _capture = capture;
        _own = own;
        _start = start;
        _budget = new TimeBudget(timeLimit);
        _cancellation = cancellation;
        _socket = socket;
        _socket.NoDelay = true;
        _stop = cancellation.Register(_socket.Dispose);
    }

    /// <summary>What ends it from outside.</summary>
    public CancellationToken Cancellation => _cancellation;

    /// <summary>The end that others connect to.</summary>
    public IPEndPoint Server { get; }

    /// <summary>The end that connects; <see langword="null"/> where the connection did not come about.</summary>
    public IPEndPoint? Client { get; private set; }

    /// <summary>The other end.</summary>
    public Side Peer => _own == Side.Client ? Side.Server : Side.Client;

    /// <summary>When it was begun.</summary>
    public CaptureTime Started => new((_start - s_epoch).Ticks * 100, 7);

    /// <summary>The secrets of its TLS, as far as they are known to this end; kept with what was on the wire.</summary>
    public KeyLog? Secrets { get; set; }

    /// <summary>What became of it.</summary>
    public ConnectionState State { get; private set; }

    /// <summary>How long the connection took to come about, which is about one way there and back.</summary>
    public TimeSpan RoundTrip { get; set; }

    /// <summary>The time since the connection was begun.</summary>
    public TimeSpan Elapsed => _budget.Elapsed;

    /// <summary>What both ends sent since <see cref="BeginRecording"/>, piece by piece.</summary>
    public IReadOnlyList<(Side Sender, byte[] Bytes, Provenance Provenance)> Sent => _sent;

    /// <summary>Now, in order behind all that was sent.</summary>
    public Provenance Now => new(_sent.Count + 1, new CaptureTime(((_start - s_epoch).Ticks + _budget.Elapsed.Ticks) * 100, 7));

    /// <summary>Connects; see <see cref="State"/> for whether that came about.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="timeLimit">How long everything on the connection may take.</param>
    /// <param name="start">The time now, in UTC.</param>
    /// <param name="capture">Keeps what is on the wire, beginning with this.</param>
    /// <param name="cancellation">Closes the connection.</param>
    public static RecordedConnection Connect(IPEndPoint server, TimeSpan timeLimit, DateTime start, ProbeCapture? capture, CancellationToken cancellation)
    {
        RecordedConnection connection = new(
            new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp), Side.Client, server, timeLimit, start, capture, cancellation);
        connection.Try(() =>
        {
            Task connecting = connection._socket.ConnectAsync(server);
            if (!connecting.Wait(connection._budget.Milliseconds))
            {
                // Whatever it still comes to, nobody waits for it.
                _ = connecting.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                connection.State = ConnectionState.TimedOut;
                return;
            }

            connection.Client = (IPEndPoint?)connection._socket.LocalEndPoint;
            connection.RoundTrip = connection._budget.Elapsed;
        });
        return connection;
    }

    /// <summary>Takes a connection that a client made.</summary>
    /// <param name="accepted">The connection; closed with this object.</param>
    /// <param name="timeLimit">How long everything on the connection may take.</param>
    /// <param name="start">The time now, in UTC.</param>
    /// <param name="capture">Keeps what is on the wire.</param>
    /// <param name="cancellation">Closes the connection.</param>
    public static RecordedConnection Accept(Socket accepted, TimeSpan timeLimit, DateTime start, ProbeCapture? capture, CancellationToken cancellation) =>
        new(accepted, Side.Server, (IPEndPoint)accepted.LocalEndPoint!, timeLimit, start, capture, cancellation) { Client = (IPEndPoint)accepted.RemoteEndPoint! };

    /// <summary>Forgets what was sent, because what follows is the TLS.</summary>
    public void BeginRecording() => _sent.Clear();

    /// <summary>Keeps nothing of what follows: that the probe has learned enough and leaves is no part of the handshake.</summary>
    public void EndRecording() => _isRecorded = false;

    /// <summary>Lets the handshake travel in packets of TDS from now on; what is recorded is the handshake.</summary>
    public void WrapInTds() => _packets = new TdsPackets();

    /// <summary>Lets bytes that were read too early be read again.</summary>
    public void PutBack(byte[] bytes) => _putBack = bytes;

    /// <summary>Sends bytes, if the connection stands.</summary>
    /// <param name="bytes">What is sent.</param>
    /// <param name="kept">What is recorded in place of it, of the same length, where it holds a secret.</param>
    public void Send(byte[] bytes, byte[]? kept = null) => Try(() =>
    {
        if (State == ConnectionState.Open)
        {
            if (_isRecorded)
            {
                _sent.Add((_own, kept ?? bytes, Now));
            }

            _socket.SendTimeout = Math.Max(1, _budget.Milliseconds);

            // Behind the handshake records stand alone.
            byte[] carried = _packets is not null && _isRecorded ? TdsPackets.Wrap(bytes) : bytes;
            Carry(_own, kept ?? carried);
            for (int count = 0; count < carried.Length;)
            {
                count += _socket.Send(carried, count, carried.Length - count, SocketFlags.None);
            }
        }
    });

    /// <summary>Waits without reading.</summary>
    public void Pause(TimeSpan time)
    {
        _cancellation.WaitHandle.WaitOne((int)Math.Min(time.TotalMilliseconds, _budget.Milliseconds));
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Waits for bytes.</summary>
    /// <param name="patience">How long at most; the limit of the whole connection goes before it.</param>
    /// <returns>The bytes; empty where the patience is over or the connection does not stand any more.</returns>
    public byte[] Receive(TimeSpan patience)
    {
        byte[] received = _putBack.Length > 0 ? _putBack : ReceiveCarried(patience);
        _putBack = [];
        while (_packets is not null && received.Length > 0)
        {
            received = _packets.Unwrap(received);
            if (received.Length > 0)
            {
                break;
            }

            // A packet's header alone.
            received = ReceiveCarried(patience);
        }

        if (received.Length > 0)
        {
            _sent.Add((Peer, received, Now));
        }

        return received;
    }

    private byte[] ReceiveCarried(TimeSpan patience)
    {
        byte[] received = [];
        Try(() =>
        {
            int left = _budget.Milliseconds;
            bool isLast = patience.TotalMilliseconds >= left;
            if (State != ConnectionState.Open || left == 0)
            {
                State = State == ConnectionState.Open ? ConnectionState.TimedOut : State;
                return;
            }

            if (!_socket.Poll((int)Math.Min(int.MaxValue, 1000L * Math.Max(1, isLast ? left : (int)patience.TotalMilliseconds)), SelectMode.SelectRead))
            {
                State = isLast ? ConnectionState.TimedOut : State;
                return;
            }

            int count = _socket.Receive(_buffer);
            _received += count;
            if (count == 0)
            {
                State = ConnectionState.Closed;
                return;
            }

            received = _buffer.AsSpan(0, count).ToArray();
            Carry(Peer, received);
            State = _received > MostReceived || ++_pieces > MostPieces ? ConnectionState.TooMuch : State;
        });
        return received;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _stop.Dispose();
        _socket.Dispose();
        _capture?.Add(this, _carried, Secrets?.ToArray() ?? []);
    }

    private void Carry(Side sender, byte[] bytes)
    {
        if (_capture is not null)
        {
            _carried.Add((sender, bytes, Now.Time));
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (AggregateException wrapped) when (wrapped.InnerException is SocketException reason)
        {
            Note(reason);
        }
        catch (SocketException reason)
        {
            Note(reason);
        }
        catch (ObjectDisposedException)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw;
        }

        _cancellation.ThrowIfCancellationRequested();
    }

    private void Note(SocketException reason) => State = reason.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => ConnectionState.Refused,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => ConnectionState.Reset,
        SocketError.TimedOut => ConnectionState.TimedOut,
        _ => ConnectionState.Unreachable,
    };

    private static readonly DateTime s_epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private const int BufferLength = 16 * 1024;

    // Protects memory and time from a server that sends without end: a list of authorities has at most 64 KB, a chain that servers
    // and clients of practice take 100 KB.
    private const int MostReceived = 1024 * 1024;

    // Protects memory from a server that sends byte by byte: each piece is kept with its time.
    private const int MostPieces = 64 * 1024;
}

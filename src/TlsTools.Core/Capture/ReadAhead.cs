using System;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace TlsTools.Capture;

/// <summary>
/// Reads a source on a thread of its own while the packets of the last read are looked at. Reading and, where the
/// capture is packed, unpacking cost about as much as looking at the packets, so that two cores halve the time.
/// </summary>
internal sealed class ReadAhead : IDisposable
{
    private readonly Stream _source;
    private readonly Slab[] _slabs = new Slab[SlabCount];
    private readonly object _turn = new();
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private bool _stopped;
    private int _filled;
    private int _taken;

    /// <summary>Starts to read.</summary>
    /// <param name="source">Is read by this instance alone from now on, and not closed by it.</param>
    /// <param name="size">Bytes asked for at once.</param>
    public ReadAhead(Stream source, int size)
    {
        _source = source;
        for (int i = 0; i < SlabCount; i++)
        {
            _slabs[i] = new Slab(new byte[Headroom + size]);
        }

        _thread = new Thread(Fill) { IsBackground = true, Name = "TlsTools read-ahead" };
        _thread.Start();
    }

    /// <summary>Takes what was read next, with bytes that were left before it; what was taken before is given back.</summary>
    /// <param name="left">At most <see cref="CaptureBuffer.MaximumUnit"/> bytes of what was taken before.</param>
    /// <param name="bytes">Holds all of them.</param>
    /// <param name="start">Where the first of the bytes left over stands.</param>
    /// <param name="end">Where the bytes end.</param>
    /// <returns>Whether there was more; if not, the source ended and nothing was given back.</returns>
    public bool TryTake(ReadOnlySpan<byte> left, out byte[] bytes, out int start, out int end)
    {
        WaitForBytes();
        Slab slab = _slabs[_taken % SlabCount];
        bytes = slab.Bytes;
        start = Headroom - left.Length;
        end = Headroom + slab.Length;
        if (slab.Length == 0)
        {
            _failure?.Throw();
            return false;
        }

        left.CopyTo(bytes.AsSpan(start));
        lock (_turn)
        {
            _taken++;
            Monitor.Pulse(_turn);
        }

        return true;
    }

    /// <summary>Stops to read, after the read under way.</summary>
    public void Dispose()
    {
        lock (_turn)
        {
            _stopped = true;
            Monitor.Pulse(_turn);
        }

        _thread.Join();
    }

    private void Fill()
    {
        while (WaitForRoom())
        {
            Slab slab = _slabs[_filled % SlabCount];
            slab.Length = Read(slab.Bytes);
            lock (_turn)
            {
                _filled++;
                Monitor.Pulse(_turn);
            }

            if (slab.Length == 0)
            {
                return;
            }
        }
    }

    // By a monitor, which sleeps: a semaphore of the platform goes on asking for a while, and takes the processor from those who work.
    private void WaitForBytes()
    {
        lock (_turn)
        {
            while (_filled == _taken)
            {
                Monitor.Wait(_turn);
            }
        }
    }

    // The slab that was taken last is still looked at.
    private bool WaitForRoom()
    {
        lock (_turn)
        {
            while (_filled - Math.Max(0, _taken - 1) >= SlabCount && !_stopped)
            {
                Monitor.Wait(_turn);
            }

            return !_stopped;
        }
    }

    // What goes wrong belongs to whoever takes the bytes after those that were read.
    private int Read(byte[] bytes)
    {
        try
        {
            return _source.Read(bytes, Headroom, bytes.Length - Headroom);
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            return 0;
        }
    }

    private sealed class Slab(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Length { get; set; }
    }

    /// <summary>Room before what is read, for the unit that began before it. Memory that is not written to is not taken.</summary>
    private const int Headroom = CaptureBuffer.MaximumUnit;

    /// <summary>One that is looked at, one that is read into, and two that even out their speeds.</summary>
    private const int SlabCount = 4;
}

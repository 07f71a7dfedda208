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
    private readonly SemaphoreSlim _filled = new(0);
    private readonly SemaphoreSlim _free = new(SlabCount);
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _failure;
    private volatile bool _stopped;
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
        _filled.Wait();
        Slab slab = _slabs[_taken % SlabCount];
        bytes = slab.Bytes;
        start = Headroom - left.Length;
        end = Headroom + slab.Length;
        if (slab.Length == 0)
        {
            _filled.Release();
            _failure?.Throw();
            return false;
        }

        left.CopyTo(bytes.AsSpan(start));
        if (_taken > 0)
        {
            _free.Release();
        }

        _taken++;
        return true;
    }

    /// <summary>Stops to read, after the read under way.</summary>
    public void Dispose()
    {
        _stopped = true;
        _free.Release();
        _thread.Join();
        _filled.Dispose();
        _free.Dispose();
    }

    private void Fill()
    {
        for (int filled = 0; !_stopped; filled++)
        {
            _free.Wait();
            Slab slab = _slabs[filled % SlabCount];
            slab.Length = _stopped ? 0 : Read(slab.Bytes);
            _filled.Release();
            if (slab.Length == 0)
            {
                return;
            }
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

using System;
using System.Collections.Generic;
using System.Threading;

namespace TlsTools.Cli;

/// <summary>Reads a sequence on a thread of its own, in order, while what was read is worked on.</summary>
/// <typeparam name="T">What is read.</typeparam>
internal sealed class ReadAhead<T> : IDisposable
{
    private readonly object _lock = new();
    private readonly IEnumerable<T> _source;
    private List<T> _ready = [];
    private List<T> _taken = [];
    private int _wanted;
    private bool _atEnd;
    private bool _stopped;

    public ReadAhead(IEnumerable<T> source)
    {
        _source = source;
        new Thread(Read) { IsBackground = true, Name = "reader" }.Start();
    }

    /// <summary>What the sequence threw; known when <see cref="Take"/> has come to the end.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Takes everything that is ready, waiting until something is, and a moment for more.</summary>
    /// <param name="idle">Called before a wait that may be long.</param>
    /// <returns>What was read, valid until the next call; empty at the end.</returns>
    public IReadOnlyList<T> Take(Action idle)
    {
        lock (_lock)
        {
            if (!Wait(Enough, ShortWait) && _ready.Count == 0)
            {
                idle();
                Wait(1, Timeout.Infinite);
            }

            (_ready, _taken) = (_taken, _ready);
            _ready.Clear();
            Monitor.Pulse(_lock);
            return _taken;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _stopped = true;
            Monitor.Pulse(_lock);
        }
    }

    private bool Wait(int wanted, int milliseconds)
    {
        _wanted = wanted;
        while (_ready.Count < wanted && !_atEnd)
        {
            if (!Monitor.Wait(_lock, milliseconds))
            {
                return false;
            }
        }

        return true;
    }

    private void Read()
    {
        try
        {
            foreach (T item in _source)
            {
                if (!Add(item))
                {
                    return;
                }
            }

            End(null);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            End(failure);
        }
    }

    private bool Add(T item)
    {
        lock (_lock)
        {
            while (_ready.Count >= MostReady && !_stopped)
            {
                Monitor.Wait(_lock);
            }

            _ready.Add(item);
            if (_ready.Count >= _wanted)
            {
                Monitor.Pulse(_lock);
            }

            return !_stopped;
        }
    }

    private void End(Exception? failure)
    {
        lock (_lock)
        {
            Failure = failure;
            _atEnd = true;
            Monitor.Pulse(_lock);
        }
    }

    // Protects the memory where writing is slower than reading: what waits here outlives a collection or two, and 256 handshakes
    // took 70 MB more than 32 without being any faster.
    private const int MostReady = 32;

    // To wake a thread costs as much as half a handshake.
    private const int Enough = 16;

    // Longer than a busy reader ever takes, shorter than somebody who watches a live capture notices.
    private const int ShortWait = 20;
}

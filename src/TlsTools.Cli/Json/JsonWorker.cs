using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Threading;
using TlsTools.Handshakes;

namespace TlsTools.Cli.Json;

/// <summary>Turns one batch of handshakes after the other into JSON, by one thread at a time.</summary>
/// <param name="repeated">What the workers share.</param>
internal sealed class JsonWorker(RepeatedJson repeated)
{
    private readonly ObjectWriter _writer = new(repeated);
    private readonly Utf8Output _output = new();
    private readonly object _turn = new();
    private ExceptionDispatchInfo? _failure;
    private bool _isBusy;

    /// <summary>What is to be written next.</summary>
    public List<TlsHandshake> Batch { get; } = [];

    /// <summary>Begins to write the batch on another thread.</summary>
    public void Begin()
    {
        _isBusy = true;
        ThreadPool.UnsafeQueueUserWorkItem(static worker => worker.Work(), this, preferLocal: false);
    }

    /// <summary>Waits until what was begun is written. Without asking again and again for a while, as the platform's tasks do, because somebody else has work for the processor.</summary>
    /// <exception cref="InvalidOperationException">A handshake cannot be written.</exception>
    public void Wait()
    {
        lock (_turn)
        {
            while (_isBusy)
            {
                Monitor.Wait(_turn);
            }
        }

        _failure?.Throw();
    }

    /// <summary>Writes the batch, one object a line, and forgets it.</summary>
    public JsonWorker WriteBatch()
    {
        for (int index = 0; index < Batch.Count; index++)
        {
            _writer.WriteHandshake(_output, Batch[index]);
            _output.Raw((byte)'\n');

            // What was decoded for it is garbage now, which a collection during the batch need not look at.
            Batch[index] = null!;
        }

        Batch.Clear();
        return this;
    }

    /// <summary>Hands over what was written.</summary>
    public void WriteTo(Stream destination) => _output.WriteTo(destination);

    private void Work()
    {
        try
        {
            WriteBatch();
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }

        lock (_turn)
        {
            _isBusy = false;
            Monitor.Pulse(_turn);
        }
    }
}

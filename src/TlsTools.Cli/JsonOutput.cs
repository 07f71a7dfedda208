using System;
using System.Collections.Generic;
using System.IO;
using TlsTools.Cli.Json;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>
/// Writes one JSON object a line. Decoding everything of a handshake and writing it costs several times what reading it out
/// of the capture does, so that batches are written on all processors at once; they come out in order.
/// </summary>
internal sealed class JsonOutput : IHandshakeOutput
{
    private readonly Stream _destination;
    private readonly Queue<JsonWorker> _pending = new();
    private readonly Stack<JsonWorker> _idle = new();
    private readonly RepeatedJson _repeated = new();
    private JsonWorker _collecting;

    public JsonOutput(Stream destination)
    {
        _destination = destination;
        _collecting = new JsonWorker(_repeated);
    }

    public void Write(TlsHandshake handshake)
    {
        _collecting.Batch.Add(handshake);
        if (_collecting.Batch.Count == BatchLength)
        {
            _collecting.Begin();
            _pending.Enqueue(_collecting);
            if (_pending.Count >= s_workers)
            {
                Finish();
            }

            _collecting = _idle.TryPop(out JsonWorker? idle) ? idle : new JsonWorker(_repeated);
        }
    }

    public void Flush()
    {
        while (_pending.Count > 0)
        {
            Finish();
        }

        _collecting.WriteBatch().WriteTo(_destination);
        _destination.Flush();
    }

    private void Finish()
    {
        JsonWorker worker = _pending.Dequeue();
        worker.Wait();
        worker.WriteTo(_destination);
        _idle.Push(worker);
    }

    // Enough to be worth a thread's while, few enough to keep what waits within some megabytes.
    private const int BatchLength = 16;

    // One more than can run, so that none waits for the batch that is handed over.
    private static readonly int s_workers = Environment.ProcessorCount + 1;
}

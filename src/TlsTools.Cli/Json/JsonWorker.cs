using System.Collections.Generic;
using System.IO;
using TlsTools.Handshakes;

namespace TlsTools.Cli.Json;

/// <summary>Turns one batch of handshakes after the other into JSON, by one thread at a time.</summary>
internal sealed class JsonWorker
{
    private readonly ObjectWriter _writer = new();
    private readonly Utf8Output _output = new();

    /// <summary>What is to be written next.</summary>
    public List<TlsHandshake> Batch { get; } = [];

    /// <summary>Writes the batch, one object a line, and forgets it.</summary>
    public JsonWorker WriteBatch()
    {
        foreach (TlsHandshake handshake in Batch)
        {
            _writer.WriteHandshake(_output, handshake);
            _output.Raw((byte)'\n');
        }

        Batch.Clear();
        return this;
    }

    /// <summary>Hands over what was written.</summary>
    public void WriteTo(Stream destination) => _output.WriteTo(destination);
}

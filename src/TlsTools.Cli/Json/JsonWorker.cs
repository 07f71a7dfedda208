using System.Collections.Generic;
using System.IO;
using TlsTools.Handshakes;

namespace TlsTools.Cli.Json;

/// <summary>Turns one batch of handshakes after the other into JSON, by one thread at a time.</summary>
/// <param name="repeated">What the workers share.</param>
internal sealed class JsonWorker(RepeatedJson repeated)
{
    private readonly ObjectWriter _writer = new(repeated);
    private readonly Utf8Output _output = new();

    /// <summary>What is to be written next.</summary>
    public List<TlsHandshake> Batch { get; } = [];

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
}

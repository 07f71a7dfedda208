using System.IO;

namespace TlsTools.Cli.Json;

/// <summary>JSON objects a line each, handed to a stream in large blocks.</summary>
internal sealed class JsonLines(Stream destination)
{
    /// <summary>Takes the object of the line.</summary>
    public Utf8Output Line { get; } = new();

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        Line.Raw((byte)'\n');
        if (Line.IsBlockFull)
        {
            Line.WriteTo(destination);
        }
    }

    /// <summary>Hands over what waits.</summary>
    public void Flush()
    {
        Line.WriteTo(destination);
        destination.Flush();
    }
}

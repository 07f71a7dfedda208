using System.IO;
using TlsTools.Cli.Json;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>Writes one JSON object a line.</summary>
internal sealed class JsonOutput(Stream destination) : IHandshakeOutput
{
    private readonly Utf8Output _output = new(destination);
    private readonly ObjectWriter _writer = new();

    public void Write(TlsHandshake handshake)
    {
        _writer.WriteHandshake(_output, handshake);
        _output.Raw((byte)'\n');
        _output.FlushBlock();
    }

    public void Flush() => _output.Flush();
}

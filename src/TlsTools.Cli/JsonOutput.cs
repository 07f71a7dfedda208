using System.IO;
using TlsTools.Cli.Json;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>Writes one JSON object a line.</summary>
internal sealed class JsonOutput(Stream destination) : IHandshakeOutput
{
    private readonly Utf8Output _output = new(destination);
    private readonly ObjectShape _shape = new ObjectModel().Shape(typeof(TlsHandshake));

    public void Write(TlsHandshake handshake)
    {
        _shape.Write(_output, handshake);
        _output.Raw((byte)'\n');
        _output.FlushBlock();
    }

    public void Flush() => _output.Flush();
}

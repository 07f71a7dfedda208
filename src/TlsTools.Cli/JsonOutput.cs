using System.IO;
using TlsTools.Cli.Json;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>Writes one JSON object a line.</summary>
internal sealed class JsonOutput(Stream destination) : IHandshakeOutput
{
    private readonly Utf8Output _output = new(destination);
    private readonly ObjectModel _model = new();

    public void Write(TlsHandshake handshake)
    {
        _model.Begin(handshake);
        _model.Shape(typeof(TlsHandshake)).Write(_output, handshake);
        _output.Raw((byte)'\n');
        _output.FlushBlock();
    }

    public void Flush() => _output.Flush();
}

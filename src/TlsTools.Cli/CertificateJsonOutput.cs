using System.IO;
using TlsTools.Cli.Json;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>Writes one JSON object a line.</summary>
internal sealed class CertificateJsonOutput(Stream destination) : ICertificateOutput
{
    private readonly Utf8Output _output = new();
    private readonly ObjectWriter _writer = new();

    public void Write(KeyStoreEntry entry)
    {
        _writer.WriteEntry(_output, entry);
        _output.Raw((byte)'\n');
        if (_output.IsBlockFull)
        {
            _output.WriteTo(destination);
        }
    }

    public void Flush()
    {
        _output.WriteTo(destination);
        destination.Flush();
    }
}

using System.IO;
using TlsTools.Cli.Json;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>Writes one JSON object a line.</summary>
internal sealed class CertificateJsonOutput(Stream destination) : ICertificateOutput
{
    private readonly Utf8Output _output = new(destination);
    private readonly ObjectWriter _writer = new();

    public void Write(KeyStoreEntry entry)
    {
        _writer.WriteEntry(_output, entry);
        _output.Raw((byte)'\n');
        _output.FlushBlock();
    }

    public void Flush() => _output.Flush();
}

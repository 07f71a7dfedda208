using System.IO;
using TlsTools.Cli.Json;
using TlsTools.Stores;

namespace TlsTools.Cli;

/// <summary>Writes one JSON object a line.</summary>
internal sealed class CertificateJsonOutput(Stream destination) : ICertificateOutput
{
    private readonly JsonLines _lines = new(destination);
    private readonly ObjectWriter _writer = new();

    public void Write(KeyStoreEntry entry)
    {
        _writer.WriteEntry(_lines.Line, entry);
        _lines.EndLine();
    }

    public void Flush() => _lines.Flush();
}

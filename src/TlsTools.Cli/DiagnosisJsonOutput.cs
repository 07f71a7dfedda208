using System.Collections.Generic;
using TlsTools.Cli.Json;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;

namespace TlsTools.Cli;

/// <summary>All findings, one JSON object a line.</summary>
internal sealed class DiagnosisJsonOutput(JsonLines json, DiagnosisInputs? inputs) : IHandshakeOutput
{
    private readonly ObjectWriter _writer = new();
    private DiagnosisSession _session = new(inputs);

    public void Write(TlsHandshake handshake) => Write(_session.Add(handshake));

    public void Flush() => json.Flush();

    public void EndSource()
    {
        Write(_session.Complete());
        _session = new DiagnosisSession(inputs);
    }

    private void Write(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            foreach (Finding finding in diagnosis.Findings)
            {
                _writer.WriteFields(json.Line, finding);
                json.EndLine();
            }
        }
    }
}

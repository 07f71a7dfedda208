using System.Collections.Generic;
using TlsTools.Cli.Json;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;

namespace TlsTools.Cli;

/// <summary>All ladders, one JSON object a line: rows, facts, what was found and what could not be seen.</summary>
internal sealed class LadderJsonOutput(JsonLines json, int? number) : IHandshakeOutput
{
    private readonly ObjectWriter _writer = new();
    private DiagnosisSession _session = new();

    public void Write(TlsHandshake handshake) => Write(_session.Add(handshake));

    public void Flush() => json.Flush();

    public void EndSource()
    {
        Write(_session.Complete());
        _session = new DiagnosisSession();
    }

    private void Write(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            if (number is null || diagnosis.Handshake.Number == number)
            {
                _writer.WriteFields(json.Line, Ladder.Of(diagnosis.Handshake, diagnosis.Findings));
                json.EndLine();
            }
        }
    }
}

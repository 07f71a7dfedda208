using System.Collections.Generic;
using TlsTools.Cli.Json;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Pages;

namespace TlsTools.Cli;

/// <summary>Handshakes into a report, each as soon as it was diagnosed.</summary>
/// <param name="report">The report.</param>
/// <param name="json">Takes each of them too, as one JSON object a line; null where it is not asked for.</param>
internal sealed class ReportOutput(TlsReport report, JsonLines? json) : IHandshakeOutput
{
    private readonly ObjectWriter _writer = new();
    private DiagnosisSession _session = new();

    public void Write(TlsHandshake handshake) => Add(_session.Add(handshake));

    public void EndSource()
    {
        Add(_session.Complete());
        _session = new DiagnosisSession();
    }

    public void Flush() => json?.Flush();

    private void Add(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            report.Add(diagnosis);
            if (json is not null)
            {
                _writer.WriteHandshake(json.Line, diagnosis.Handshake);
                json.EndLine();
            }
        }
    }
}

using System.Collections.Generic;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Pages;

namespace TlsTools.Cli;

/// <summary>Handshakes into a report, each as soon as it was diagnosed.</summary>
/// <param name="report">The report.</param>
internal sealed class ReportOutput(TlsReport report) : IHandshakeOutput
{
    private DiagnosisSession _session = new();

    public void Write(TlsHandshake handshake) => Add(_session.Add(handshake));

    public void EndSource()
    {
        Add(_session.Complete());
        _session = new DiagnosisSession();
    }

    public void Flush()
    {
    }

    private void Add(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            report.Add(diagnosis);
        }
    }
}

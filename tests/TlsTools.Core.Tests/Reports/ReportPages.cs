using System;
using System.IO;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Pages;

namespace TlsTools.Tests.Reports;

/// <summary>Reports for tests.</summary>
internal static class ReportPages
{
    /// <summary>The report of all samples.</summary>
    public static string OfSamples()
    {
        TlsReport report = new();
        foreach (string capture in CaptureFiles.Find(Path.Combine(RepositoryFiles.Root, "samples")).OrderBy(file => file, StringComparer.Ordinal))
        {
            DiagnosisSession session = new();
            TlsHandshake[] handshakes = [.. TlsCapture.ReadHandshakes(capture)];
            foreach (HandshakeDiagnosis diagnosis in handshakes.SelectMany(session.Add).Concat(session.Complete()))
            {
                report.Add(diagnosis);
            }
        }

        return Write(report);
    }

    /// <summary>The page of a report.</summary>
    public static string Write(TlsReport report)
    {
        using StringWriter writer = new();
        report.Write(writer);
        return writer.ToString();
    }
}

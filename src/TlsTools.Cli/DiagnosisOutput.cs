using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports;

namespace TlsTools.Cli;

/// <summary>
/// Why handshakes failed, in paragraphs for people: each that failed with its cause, what else it can be, and at the end of a
/// source what is to be said of the others, by kind.
/// </summary>
internal sealed class DiagnosisOutput(TextScreen screen, DiagnosisInputs? inputs) : IHandshakeOutput
{
    private readonly SortedDictionary<string, List<Finding>> _remarks = [];
    private DiagnosisSession _session = new(inputs);
    private int _handshakes;
    private int _failures;

    public void Write(TlsHandshake handshake)
    {
        if (_handshakes == 0)
        {
            Line(handshake.Source ?? string.Empty, ConsoleColor.White);
        }

        _handshakes++;
        Show(_session.Add(handshake));
    }

    public void Flush() => screen.Flush();

    public void EndSource()
    {
        if (_handshakes == 0)
        {
            return;
        }

        Show(_session.Complete());
        ShowRemarks();
        Line($"{Count(_handshakes, "handshake")}, {(_failures == 0 ? "no failure" : $"{Count(_failures, "failure")} explained")}.", ConsoleColor.DarkGray);
        Line(string.Empty);
        _session = new DiagnosisSession(inputs);
        _remarks.Clear();
        _handshakes = 0;
        _failures = 0;
    }

    private void Show(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            if (diagnosis.Failure is { } failure)
            {
                _failures++;
                ShowFailure(diagnosis, failure);
            }
            else if (diagnosis.Handshake.Outcome != HandshakeOutcome.Completed && diagnosis.Findings.Count == 0)
            {
                Line(DiagnosisText.Heading(diagnosis.Handshake), ConsoleColor.Yellow);
            }

            foreach (Finding remark in diagnosis.Findings.Where(finding => finding.Severity != Severity.Failure))
            {
                if (!_remarks.TryGetValue(remark.Id, out List<Finding>? alike))
                {
                    _remarks.Add(remark.Id, alike = []);
                }

                alike.Add(remark);
            }
        }
    }

    private void ShowFailure(HandshakeDiagnosis diagnosis, Finding failure)
    {
        Line(DiagnosisText.Heading(diagnosis.Handshake));
        Line($"  {failure.Id} ({Lower(failure.Confidence)})", ConsoleColor.Red);
        Indented(DiagnosisText.Lines(failure, screen.Width - Indent.Length));
        foreach (Finding other in diagnosis.Findings.Skip(1).Where(finding => finding.Severity == Severity.Failure))
        {
            Indented(DiagnosisText.Wrap($"{other.Id} ({Lower(other.Confidence)}): {other.Message}", "Else: ", "      ", screen.Width - Indent.Length));
        }

        Line(string.Empty);
    }

    private void ShowRemarks()
    {
        foreach (List<Finding> alike in _remarks.Values.OrderByDescending(alike => alike[0].Severity))
        {
            Finding first = alike[0];
            string numbers = string.Join(", ", alike.Take(MostNumbers).Select(finding => $"#{finding.Number}"));
            string more = alike.Count > MostNumbers ? ", …" : string.Empty;
            Line($"  {first.Severity} {first.Id}: {Count(alike.Count, "handshake")} ({numbers}{more})", first.Severity == Severity.Warning ? ConsoleColor.Yellow : ConsoleColor.Gray);
            Indented(DiagnosisText.Wrap(first.Message, string.Empty, string.Empty, screen.Width - Indent.Length));
        }
    }

    private void Indented(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            Line(Indent + line);
        }
    }

    private void Line(string text, ConsoleColor? colour = null)
    {
        if (colour is { } wanted)
        {
            screen.Write(text, wanted);
        }
        else
        {
            screen.Write(text);
        }

        screen.WriteLine();
    }

    private static string Lower(Confidence confidence) => confidence.ToString().ToLowerInvariant();

    private static string Count(int count, string noun) => $"{count.ToString(CultureInfo.InvariantCulture)} {noun}{(count == 1 ? string.Empty : "s")}";

    private const string Indent = "    ";
    private const int MostNumbers = 8;
}

using System;
using System.Collections.Generic;
using System.Text;

namespace TlsTools.Logs;

/// <summary>Reads events of Windows' Schannel that were exported as XML, as CSV or as text; text in English only.</summary>
internal sealed class SchannelLog(LogSession session) : ILogDialect
{
    private readonly StringBuilder _xml = new();
    private SchannelEvent? _completed;
    private long _line;

    /// <inheritdoc/>
    public string[] Marks => ["<Event ", "fatal alert", "certificate", "SSL", "TLS"];

    /// <inheritdoc/>
    public bool IsInside => _xml.Length > 0 || _completed is not null;

    /// <inheritdoc/>
    public bool TryRead(LogLine line)
    {
        string text = line.Text;
        if (_xml.Length > 0 || text.Contains("<Event "))
        {
            return ReadXml(line);
        }

        if (_completed is not null && ReadParameter(text))
        {
            return true;
        }

        FinishCompleted();
        if (SchannelEvent.FromText(text) is not { } read)
        {
            return false;
        }

        if (text.Contains("completed successfully"))
        {
            (_completed, _line) = (read, line.Number);
        }
        else
        {
            read.AddTo(session, line.Number);
        }

        return true;
    }

    /// <inheritdoc/>
    public void End()
    {
        FinishCompleted();
        _xml.Clear();
    }

    private bool ReadXml(LogLine line)
    {
        string rest = line.Text;
        bool isOurs = false;
        while (rest.Length > 0)
        {
            if (_xml.Length == 0)
            {
                int start = rest.IndexOf("<Event ", StringComparison.Ordinal);
                if (start < 0)
                {
                    break;
                }

                rest = rest.Substring(start);
                _line = line.Number;
            }

            int end = rest.IndexOf("</Event>", StringComparison.Ordinal);
            if (end < 0)
            {
                _xml.Append(rest).Append('\n');
                break;
            }

            end += "</Event>".Length;
            string xml = _xml.Append(rest, 0, end).ToString();
            _xml.Clear();
            rest = rest.Substring(end);
            if (xml.Contains("schannel", StringComparison.OrdinalIgnoreCase) && SchannelEvent.FromXml(xml) is { } read)
            {
                read.AddTo(session, _line);
                isOurs = true;
            }
        }

        if (_xml.Length > LongestEvent)
        {
            _xml.Clear();
        }

        return isOurs;
    }

    // "Protocol version: TLS 1.2" and so on, one a line, below the sentence.
    private bool ReadParameter(string text)
    {
        int colon = text.IndexOf(':');
        string name = colon < 0 ? string.Empty : text.Substring(0, colon).Trim().ToLowerInvariant();
        if (Array.IndexOf(s_parameters, name) < 0)
        {
            return text.Trim().Length == 0;
        }

        Dictionary<string, string> fields = new(_completed!.Fields.Count + 1);
        foreach (KeyValuePair<string, string> field in _completed.Fields)
        {
            fields[field.Key] = field.Value;
        }

        fields[name.Replace(" version", string.Empty).Replace(" ", string.Empty)] = text.Substring(colon + 1).Trim().Trim('"');
        _completed = _completed with { Fields = fields };
        return true;
    }

    private void FinishCompleted()
    {
        _completed?.AddTo(session, _line);
        _completed = null;
    }

    private static readonly string[] s_parameters =
    [
        "protocol", "protocol version", "ciphersuite", "exchange strength", "context handle", "target name",
        "local certificate subject name", "remote certificate subject name",
    ];

    // Protects memory from what only looks like an event; certificates in events have a few kilobytes.
    private const int LongestEvent = 256 * 1024;
}

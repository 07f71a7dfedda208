using System;
using System.Collections.Generic;
using TlsTools.Handshakes;

namespace TlsTools.Logs;

/// <summary>
/// Reads the TLS handshakes of which the lines of a log tell, as they come. The dialect is recognised by content, line by line, so that
/// a log may hold several; lines of other kinds are passed over.
/// </summary>
public sealed class TlsLogReader
{
    private readonly LogSession _session;
    private readonly ILogDialect[] _dialects;
    private long _number;
    private int _latest;

    /// <summary>Begins a log.</summary>
    /// <param name="source">What the handshakes name as their source.</param>
    public TlsLogReader(string? source)
    {
        _session = new LogSession(source);
        _dialects = LogDialects.Create(_session);
    }

    /// <summary>Takes what comes next; one that holds line ends counts as several lines.</summary>
    /// <param name="text">The line or lines.</param>
    /// <returns>The handshakes that are over with it.</returns>
    public IEnumerable<TlsHandshake> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (string line in text.Split('\n'))
        {
            Take(new LogLine(++_number, line.TrimEnd('\r')));
        }

        return _session.Take(atEnd: false);
    }

    /// <summary>Takes an event of Windows' log as the XML that it gives of itself.</summary>
    /// <param name="xml">The event.</param>
    /// <param name="message">Its message, where the XML does not have it.</param>
    /// <returns>The handshakes that are over with it; none where it is not of Schannel.</returns>
    public IEnumerable<TlsHandshake> ReadEvent(string xml, string? message)
    {
        ArgumentNullException.ThrowIfNull(xml);
        _number++;
        if (SchannelEvent.FromXml(xml) is { } read)
        {
            (read.Text is null && !string.IsNullOrWhiteSpace(message) ? read with { Text = message } : read).AddTo(_session, _number);
        }

        return _session.Take(atEnd: false);
    }

    /// <summary>Takes an event of Windows' log of which only the properties are known.</summary>
    /// <param name="provider">Who wrote it; another one than Schannel is passed over.</param>
    /// <param name="id">Its number.</param>
    /// <param name="time">When, in UTC.</param>
    /// <param name="message">Its message.</param>
    /// <param name="values">Its values in their order.</param>
    /// <returns>The handshakes that are over with it.</returns>
    public IEnumerable<TlsHandshake> ReadEvent(string provider, int id, DateTime? time, string? message, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(values);
        _number++;
        if (provider.Contains("schannel", StringComparison.OrdinalIgnoreCase))
        {
            SchannelEvent.FromValues(id, time, message, values).AddTo(_session, _number);
        }

        return _session.Take(atEnd: false);
    }

    /// <summary>The log has no more lines.</summary>
    /// <returns>The handshakes that are left.</returns>
    public IEnumerable<TlsHandshake> End()
    {
        foreach (ILogDialect dialect in _dialects)
        {
            dialect.End();
        }

        return _session.Take(atEnd: true);
    }

    /// <summary>All words of which a line must have one to be of interest where nothing is being read.</summary>
    internal IEnumerable<string> Marks
    {
        get
        {
            foreach (ILogDialect dialect in _dialects)
            {
                foreach (string mark in dialect.Marks)
                {
                    yield return mark;
                }
            }
        }
    }

    /// <summary>Whether every line has to be seen.</summary>
    internal bool IsInside => Array.Exists(_dialects, dialect => dialect.IsInside);

    /// <summary>The handshakes that are over.</summary>
    internal IEnumerable<TlsHandshake> Ready => _session.Take(atEnd: false);

    /// <summary>Shows a line to the dialects.</summary>
    /// <returns>Whether one of them took it.</returns>
    internal bool Take(LogLine line)
    {
        LogLine content = new(line.Number, HostPrefix.Strip(line.Text));

        // The dialect that took the line before is asked first, since what it reads may go over several lines.
        bool isTaken = _dialects[_latest].TryRead(content);
        for (int index = 0; index < _dialects.Length && !isTaken; index++)
        {
            if (index != _latest && _dialects[index].TryRead(content))
            {
                _latest = index;
                isTaken = true;
            }
        }

        return isTaken;
    }
}

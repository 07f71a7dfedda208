using System;
using System.Diagnostics;
using System.IO;
using System.Management.Automation;

namespace TlsTools.Commands;

/// <summary>Shows how far a long file was read, by bytes, and keeps still for files that are read in a moment.</summary>
internal sealed class ProgressOfFile(Cmdlet command)
{
    private readonly Stopwatch _sinceLast = new();
    private string _file = "";
    private long _length;
    private int _thread;
    private bool _shown;

    /// <summary>Starts a file.</summary>
    public void Begin(string file)
    {
        _file = file;
        _length = File.Exists(file) ? new FileInfo(file).Length : 0;
        _thread = Environment.CurrentManagedThreadId;
        _shown = false;
        _sinceLast.Restart();
    }

    /// <summary>Takes the bytes read so far; may be called as often as one likes.</summary>
    public void Report(long position)
    {
        // A host takes progress only from the thread of the pipeline.
        if (_length <= 0 || _sinceLast.ElapsedMilliseconds < MillisecondsBetween || Environment.CurrentManagedThreadId != _thread)
        {
            return;
        }

        command.WriteProgress(Record(ProgressRecordType.Processing, position));
        _shown = true;
        _sinceLast.Restart();
    }

    /// <summary>Takes the bar away.</summary>
    public void End()
    {
        if (_shown)
        {
            command.WriteProgress(Record(ProgressRecordType.Completed, _length));
            _shown = false;
        }
    }

    private ProgressRecord Record(ProgressRecordType kind, long position) =>
        new(0, $"Reading {Path.GetFileName(_file)}", $"{position >> 20} of {_length >> 20} MiB")
        {
            PercentComplete = (int)Math.Min(100, Math.Max(0, position * 100 / _length)),
            RecordType = kind,
        };

    // Hosts draw slower than files are read: a bar that is drawn more often than this is what one waits for.
    private const int MillisecondsBetween = 300;
}

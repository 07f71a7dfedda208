using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Logs;

namespace TlsTools.Commands;

/// <summary>Makes TLS connection attempts of what debug logs tell of them.</summary>
[Cmdlet(VerbsData.ConvertFrom, "TlsLog", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(TlsHandshake))]
public sealed class ConvertFromTlsLogCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly InputPaths _inputs;
    private readonly List<string> _lines = [];

    /// <summary>Makes a command that has not begun.</summary>
    public ConvertFromTlsLogCommand() => _inputs = new InputPaths(this, FilesOf, Errors.NoLogInFolder);

    /// <summary>Debug logs, or folders of which all files are read; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Debug logs, or folders of which all files are read; the names are taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The lines of a log, or several lines at once.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(InputObject))]
    [AllowEmptyString]
    public string[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _lines.AddRange(InputObject);
        foreach (string path in ParameterSetName == nameof(Path) ? Path : LiteralPath)
        {
            foreach ((string file, _) in _inputs.Files(path, isLiteral: ParameterSetName == nameof(LiteralPath)))
            {
                ReadFile(file);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_lines.Count > 0)
        {
            Write(TlsLog.ReadHandshakes(_lines, source: null, _stopping.Token));
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private void ReadFile(string file)
    {
        try
        {
            Write(TlsLog.ReadHandshakes(file, _stopping.Token));
        }
        catch (CaptureFormatException damaged)
        {
            WriteError(Errors.LogNotReadable(file, damaged));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            WriteError(Errors.FileNotFound(file, missing));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.FileNotReadable(file, refused));
        }
    }

    private void Write(IEnumerable<TlsHandshake> handshakes)
    {
        try
        {
            foreach (TlsHandshake handshake in handshakes)
            {
                WriteObject(handshake);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    // What a log is called says nothing of it.
    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
}

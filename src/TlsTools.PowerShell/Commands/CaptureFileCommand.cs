using System;
using System.IO;
using System.Management.Automation;
using System.Threading;
using TlsTools.Capture;

namespace TlsTools.Commands;

/// <summary>What all cmdlets that take captures share: paths and folders, progress, Ctrl-C, and one error for each file that fails.</summary>
public abstract class CaptureFileCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ProgressOfFile _progress;
    private readonly InputPaths _inputs;

    /// <summary>Makes a command that has not begun.</summary>
    protected CaptureFileCommand()
    {
        _progress = new ProgressOfFile(this);
        _inputs = new InputPaths(this, CaptureFiles.Find, Errors.NoCaptureInFolder);
    }

    /// <summary>Capture files, or folders that are searched for them; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CaptureFileCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Capture files, or folders that are searched for them; the names are taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CaptureFileCompleter))]
    public string[] LiteralPath { get; set; } = [];

    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Whether the command wants no further file.</summary>
    private protected virtual bool HasEnough => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == nameof(Path) ? Path : LiteralPath)
        {
            foreach ((string file, _) in _inputs.Files(path, isLiteral: ParameterSetName == nameof(LiteralPath)))
            {
                if (HasEnough)
                {
                    return;
                }

                ReadFile(file);
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Clears what the command has opened.</summary>
    /// <param name="disposing">Whether the command is being disposed of in order.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stopping.Dispose();
        }
    }

    /// <summary>Takes how far the present file was read.</summary>
    private protected Action<long> Progress => _progress.Report;

    /// <summary>Reads one capture and writes what is in it.</summary>
    private protected abstract void ReadCapture(string file);

    private void ReadFile(string file)
    {
        try
        {
            _progress.Begin(file);
            ReadCapture(file);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (CaptureFormatException damaged)
        {
            WriteError(Errors.CaptureNotReadable(file, damaged));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            WriteError(Errors.FileNotFound(file, missing));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.FileNotReadable(file, refused));
        }
        finally
        {
            _progress.End();
        }
    }
}

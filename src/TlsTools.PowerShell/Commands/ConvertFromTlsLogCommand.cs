using System;
using System.Collections.Generic;
using System.Globalization;
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
    private TlsLogReader? _reader;

    /// <summary>Makes a command that has not begun.</summary>
    public ConvertFromTlsLogCommand() => _inputs = new InputPaths(this, FilesOf, Errors.NoLogInFolder);

    /// <summary>Debug logs, or folders of which all files are read; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogFileCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Debug logs, or folders of which all files are read; the names are taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LogFileCompleter))]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The lines of a log, or several lines at once; or events of Windows, as Get-WinEvent writes them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(InputObject))]
    [AllowEmptyString]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject)
        {
            ReadObject(input);
        }

        foreach (string path in ParameterSetName == nameof(Path) ? Path : LiteralPath)
        {
            bool isNamed = ParameterSetName == nameof(LiteralPath) || !WildcardPattern.ContainsWildcardCharacters(path);
            foreach ((string file, bool isFound) in _inputs.Files(path, isLiteral: ParameterSetName == nameof(LiteralPath)))
            {
                ReadFile(file, isNamed && !isFound);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_reader is { } reader)
        {
            Write(reader.End());
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    // What a parameter takes from the pipeline by value it takes before it looks at names, files too.
    private void ReadObject(PSObject input)
    {
        string? path = input.BaseObject is FileSystemInfo found ? found.FullName : input.BaseObject is string ? null : Value(input, "PSPath") as string;
        if (path is not null)
        {
            foreach ((string file, _) in _inputs.Files(path, isLiteral: true))
            {
                ReadFile(file, isNamed: false);
            }

            return;
        }

        _reader ??= new TlsLogReader(source: null);
        Write(Value(input, "ProviderName") is string provider && Value(input, "Id") is { } id && LanguagePrimitives.TryConvertTo(id, out int number)
            ? ReadEvent(input, provider, number)
            : _reader.Read(LanguagePrimitives.ConvertTo<string>(input)));
    }

    private IEnumerable<TlsHandshake> ReadEvent(PSObject input, string provider, int id)
    {
        string? message = Value(input, "Message") as string;
        if (input.Methods["ToXml"] is { } method && method.Invoke() is { } xml)
        {
            return _reader!.ReadEvent(LanguagePrimitives.ConvertTo<string>(xml), message);
        }

        // Events that came from another machine are only their properties.
        List<string> values = [];
        foreach (object? property in LanguagePrimitives.GetEnumerable(Value(input, "Properties")) ?? Array.Empty<object>())
        {
            values.Add(Convert.ToString(property is null ? null : Value(PSObject.AsPSObject(property), "Value") ?? property, CultureInfo.InvariantCulture) ?? string.Empty);
        }

        return _reader!.ReadEvent(provider, id, Value(input, "TimeCreated") is DateTime time ? time.ToUniversalTime() : null, message, values);
    }

    private static object? Value(PSObject input, string name) => input.Properties[name]?.Value is { } value ? (value as PSObject)?.BaseObject ?? value : null;

    // Of many files that were found somehow one expects that some tell nothing; of one that was named one does not.
    private void ReadFile(string file, bool isNamed)
    {
        try
        {
            if (Write(TlsLog.ReadHandshakes(file, _stopping.Token)))
            {
                return;
            }

            string nothing = $"'{file}' tells of no TLS handshake in a form that is known here; Get-Help ConvertFrom-TlsLog names those. Captures are for Get-TlsHandshake.";
            if (isNamed)
            {
                WriteWarning(nothing);
            }
            else
            {
                WriteVerbose(nothing);
            }
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

    private bool Write(IEnumerable<TlsHandshake> handshakes)
    {
        bool any = false;
        try
        {
            foreach (TlsHandshake handshake in handshakes)
            {
                any = true;
                WriteObject(handshake);
            }

            return any;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    // What a log is called says nothing of it.
    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);
}

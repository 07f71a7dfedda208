using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Text;
using TlsTools.Capture;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Pages;

namespace TlsTools.Commands;

/// <summary>Writes one page of HTML about handshakes, for a ticket: counts, a table, and ladders, causes and remedies of those that failed.</summary>
[Cmdlet(VerbsData.Export, "TlsReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportTlsReportCommand : PSCmdlet
{
    private readonly DiagnosisSession _session = new();
    private TlsReport _report = new();

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("OutFile")]
    public string Path { get; set; } = string.Empty;

    /// <summary>Handshakes from any source, or captures.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Handshake", "Handshakes")]
    [HandshakesOfCapture]
    [ArgumentCompleter(typeof(CaptureFileCompleter))]
    public TlsHandshake[] InputObject { get; set; } = [];

    /// <summary>The title of the page.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>Of how many failed attempts everything is shown, at most.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaximumLadders { get; set; } = new TlsReportOptions().MaximumLadders;

    /// <summary>Write the file's entry to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Keep a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        TlsReportOptions options = new();
        _report = new TlsReport(options with { Title = Title ?? options.Title, MaximumLadders = MaximumLadders });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (TlsHandshake handshake in InputObject)
        {
            Add(_session.Add(handshake));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Add(_session.Complete());
        string file = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(file))
        {
            return;
        }

        try
        {
            CaptureFiles.RefuseToReplace(file);
            using (FileStream stream = new(file, NoClobber ? FileMode.CreateNew : FileMode.Create, FileAccess.Write))
            using (StreamWriter writer = new(stream, new UTF8Encoding(false)))
            {
                _report.Write(writer);
            }

            if (PassThru)
            {
                WriteObject(new FileInfo(file));
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.FileNotWritable(file, refused));
        }
    }

    private void Add(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            _report.Add(diagnosis);
        }
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Reports.Ladders;

namespace TlsTools.Commands;

/// <summary>Draws handshakes as ladders: who sent what when, in which stage it broke, and why.</summary>
[Cmdlet(VerbsCommon.Show, "TlsHandshake", SupportsShouldProcess = true)]
[OutputType(typeof(Ladder), typeof(string))]
public sealed class ShowTlsHandshakeCommand : PSCmdlet
{
    private readonly List<Ladder> _ladders = [];
    private readonly DiagnosisSession _session = new();

    /// <summary>Handshakes from any source, or captures.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Handshake", "Handshakes")]
    [HandshakesOfCapture]
    [ArgumentCompleter(typeof(CaptureFileCompleter))]
    public TlsHandshake[] InputObject { get; set; } = [];

    /// <summary>The form: text, a picture, a page, or a diagram for wikis.</summary>
    [Parameter]
    public LadderFormat As { get; set; }

    /// <summary>The file to write; its ending tells the form where <see cref="As"/> does not.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("OutFile")]
    public string? Path { get; set; }

    /// <summary>Characters in a line of text.</summary>
    [Parameter]
    [ValidateRange(80, 1000)]
    public int Width { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (TlsHandshake handshake in InputObject)
        {
            Take(_session.Add(handshake));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Take(_session.Complete());
        if (IsDrawnByView || _ladders.Count == 0)
        {
            return;
        }

        IReadOnlyList<string> documents = LadderDocuments.Render(_ladders, Format, Width > 0 ? Width : UsualWidth);
        for (int i = 0; i < documents.Count; i++)
        {
            if (Path is null)
            {
                WriteObject(documents[i]);
            }
            else
            {
                Write(LadderDocuments.PathFor(Path, i), documents[i]);
            }
        }
    }

    // The shell's view colours it, and fits it to the window.
    private bool IsDrawnByView => Path is null && Width == 0 && !MyInvocation.BoundParameters.ContainsKey(nameof(As));

    private LadderFormat Format => Path is null || MyInvocation.BoundParameters.ContainsKey(nameof(As)) ? As : LadderDocuments.FormatOf(Path);

    private void Take(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            Ladder ladder = Ladder.Of(diagnosis.Handshake, diagnosis.Findings);
            if (IsDrawnByView)
            {
                WriteObject(ladder);
            }
            else
            {
                _ladders.Add(ladder);
            }
        }
    }

    private void Write(string path, string document)
    {
        string file = GetUnresolvedProviderPathFromPSPath(path);
        if (!ShouldProcess(file))
        {
            return;
        }

        try
        {
            LadderDocuments.Write(file, document);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            WriteError(Errors.FileNotWritable(file, refused));
        }
    }

    private const int UsualWidth = 120;
}

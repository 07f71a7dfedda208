using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Stores;

namespace TlsTools.Commands;

/// <summary>Says why TLS connection attempts failed, and what else is to be said of them.</summary>
[Cmdlet(VerbsCommon.Get, "TlsDiagnosis", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(Finding))]
public sealed class GetTlsDiagnosisCommand : CaptureCommand
{
    private readonly KeyStoreInputs _stores;
    private readonly List<KeyStoreEntry> _opened = [];
    private DiagnosisInputs? _inputs;
    private DiagnosisSession? _piped;

    /// <summary>Makes a command that has not begun.</summary>
    public GetTlsDiagnosisCommand() => _stores = new KeyStoreInputs(this);

    /// <summary>Handshakes from any source.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(InputObject))]
    public TlsHandshake[] InputObject { get; set; } = [];

    /// <summary>Certificates that the client was to send.</summary>
    [Parameter]
    [CertificateTransformation]
    public X509Certificate2[] Certificate { get; set; } = [];

    /// <summary>Key stores that the client used.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] KeyStore { get; set; } = [];

    /// <summary>Files with the certificates that the other end trusts.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] TrustStore { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        KeyStoreOptions options = StoreOptions;
        _opened.AddRange(KeyStore.SelectMany(path => _stores.FromPath(path, isLiteral: false, options)));
        KeyStoreEntry[] trusted = [.. TrustStore.SelectMany(path => _stores.FromPath(path, isLiteral: false, options))];
        _opened.AddRange(trusted);
        _inputs = KeyStore.Length + Certificate.Length + TrustStore.Length == 0 ? null : new DiagnosisInputs
        {
            ClientEntries = [.. _opened.Except(trusted), .. Certificate.Select(certificate => KeyStores.FromObject(certificate))],
            TrustAnchors = TrustStore.Length == 0 ? null : AuthorityReader.Trusted(trusted),
        };
        _piped = new DiagnosisSession(_inputs);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != nameof(InputObject))
        {
            base.ProcessRecord();
            return;
        }

        foreach (TlsHandshake handshake in InputObject)
        {
            Write(_piped!.Add(handshake));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Write(_piped!.Complete());
        base.EndProcessing();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _opened.ForEach(entry => entry.Dispose());
        }

        base.Dispose(disposing);
    }

    private protected override void ReadCapture(string file)
    {
        DiagnosisSession session = new(_inputs);
        try
        {
            foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(file, OptionsFor(file), StopToken))
            {
                Write(session.Add(handshake));
            }
        }
        finally
        {
            // What was read before a damaged place is diagnosed too.
            if (!StopToken.IsCancellationRequested)
            {
                Write(session.Complete());
            }
        }
    }

    private void Write(IEnumerable<HandshakeDiagnosis> diagnoses)
    {
        foreach (HandshakeDiagnosis diagnosis in diagnoses)
        {
            WriteObject(diagnosis.Findings, enumerateCollection: true);
        }
    }
}

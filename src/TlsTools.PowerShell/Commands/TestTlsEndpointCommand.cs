using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Probe;
using TlsTools.Tls;

namespace TlsTools.Commands;

/// <summary>Asks servers themselves: versions, certificates, and what they want of client certificates.</summary>
/// <remarks>Without a default set: a handshake in the pipeline would be taken for a name, as anything has a text.</remarks>
[Cmdlet(VerbsDiagnostic.Test, "TlsEndpoint")]
[OutputType(typeof(TlsEndpoint), typeof(bool))]
public sealed class TestTlsEndpointCommand : ProbeCommand
{
    private readonly List<ProbeRequest> _requests = [];
    private TlsIdentity? _identity;
    private ProbeCapture? _capture;

    /// <summary>Application protocols to offer, the preferred first.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AlpnNames))]
    public string[] Alpn { get; set; } = [];

    /// <summary>The versions that are tried; all where it is left out.</summary>
    [Parameter]
    [ValidateSet("TLS 1.3", "TLS 1.2", "TLS 1.1", "TLS 1.0", "SSL 3.0")]
    public string[] Version { get; set; } = [];

    /// <summary>A client certificate with its key, to try with the platform's own TLS.</summary>
    [Parameter]
    [ValidateNotNull]
    [CertificateTransformation]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>A file with a client certificate and its key, to try with the platform's own TLS; several PEM files are read as one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] CertificatePath { get; set; } = [];

    /// <summary>The password of the file.</summary>
    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    /// <summary>Which private key of the file, where it has several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Alias { get; set; }

    /// <summary>Ask for the first page in HTTP; on the ports of HTTPS and where the server chooses HTTP where it is left out.</summary>
    [Parameter]
    public SwitchParameter Http { get; set; }

    /// <summary>A file that keeps what is on the wire of every connection, as pcapng with its secrets; one that is there is overwritten.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CapturePath { get; set; }

    /// <summary>Find all cipher suites, groups and signature schemes, with a connection for each.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Only whether the target speaks TLS.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _identity = IdentityInputs.Read(this, Certificate, CertificatePath, Password, Alias);
        _capture = CaptureOutputs.Open(this, CapturePath);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach ((ProbeTarget target, string? serverName) in ReadTargets())
        {
            _requests.Add(new ProbeRequest(target, Options with
            {
                ServerName = serverName,
                Alpn = Alpn,
                Versions = Version.Length > 0 ? [.. Version.Select(ProtocolVersion.Parse)] : Options.Versions,
                All = All,
                Identity = _identity,
                Capture = _capture,
                Http = MyInvocation.BoundParameters.ContainsKey(nameof(Http)) ? Http : null,
            }));
        }
    }

    // Only then it is known what can be done side by side.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        int done = 0;
        ProgressRecord progress = new(1, "Asking servers", " ");
        try
        {
            foreach (TlsEndpoint endpoint in EndpointProber.ProbeAll(_requests, ThrottleLimit, StopToken))
            {
                WriteObject(Quiet ? endpoint.Outcome == EndpointOutcome.Reachable : endpoint);
                progress.StatusDescription = AllAddresses ? $"{++done} addresses of {_requests.Count} targets" : $"{++done} of {_requests.Count}";
                progress.PercentComplete = AllAddresses ? -1 : 100 * done / _requests.Count;
                if (_requests.Count > 1)
                {
                    WriteProgress(progress);
                }
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The user wanted it.
            return;
        }

        if (_requests.Count > 1)
        {
            // Else the bar stays on the screen for as long as the shell is open.
            progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(progress);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _identity?.Dispose();
            _capture?.Dispose();
        }

        base.Dispose(disposing);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Probe;

namespace TlsTools.Commands;

/// <summary>Asks clients for a certificate, as a server would, and tells what they do.</summary>
/// <remarks>Without a default set: a handshake in the pipeline would be taken for a list, as anything has a text.</remarks>
[Cmdlet(VerbsLifecycle.Start, "TlsListener")]
[OutputType(typeof(TlsClientReport))]
public sealed class StartTlsListenerCommand : ServerCommand
{
    private readonly CancellationTokenSource _stop = new();
    private TlsHandshake? _handshake;
    private TlsIdentity? _identity;

    /// <summary>A handshake whose request for a certificate is made here.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public TlsHandshake? InputObject { get; set; }

    /// <summary>A server, host:port, that is asked first; its request for a certificate is then made here.</summary>
    [Parameter]
    [Alias("TargetName", "Host")]
    [ValidateNotNullOrEmpty]
    public string? ComputerName { get; set; }

    /// <summary>The authorities to name: files, names, certificates, or objects of this module.</summary>
    [Parameter]
    [ValidateNotNull]
    public object[] AcceptableCA { get; set; } = [];

    /// <summary>The signature schemes that clients may sign with.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SignatureSchemeNames))]
    public string[] SignatureScheme { get; set; } = [];

    /// <summary>The versions that are spoken.</summary>
    [Parameter]
    [ValidateSet("TLS 1.2", "TLS 1.3")]
    public string[] Version { get; set; } = [];

    /// <summary>The port; 0 for any that is free.</summary>
    [Parameter]
    [ValidateRange(0, ushort.MaxValue)]
    public int Port { get; set; }

    /// <summary>The address to listen at; loopback where it is left out.</summary>
    [Parameter]
    [ValidateNotNull]
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The certificate that is shown, with its key; one that nobody trusts is made for the run where none is given.</summary>
    [Parameter]
    [ValidateNotNull]
    [CertificateTransformation]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>The same from a file; several PEM files are read as one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] CertificatePath { get; set; } = [];

    /// <summary>Which private key of the file, where it has several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Alias { get; set; }

    /// <summary>A file that keeps what is on the wire of every connection, as pcapng with its secrets; one that is there is overwritten.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CapturePath { get; set; }

    /// <summary>How many connections; all that come where it is left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; }

    /// <summary>Seconds to listen altogether.</summary>
    [Parameter]
    [ValidateRange(1, 86_400)]
    public int TimeoutSeconds { get; set; } = 300;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _handshake ??= InputObject;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!TryMakeOptions(out TlsListenerOptions options))
        {
            return;
        }

        try
        {
            using ProbeCapture? capture = CaptureOutputs.Open(this, CapturePath);
            using TlsListener listener = new(options with { Capture = capture });
            WriteInformation($"Listening at {listener.EndPoint}, naming {options.Authorities.Count} acceptable {(options.Authorities.Count == 1 ? "authority" : "authorities")}.", ["PSHOST"]);
            foreach (TlsClientReport report in listener.Listen(Count, TimeSpan.FromSeconds(TimeoutSeconds), _stop.Token))
            {
                WriteObject(report);
            }
        }
        catch (Exception refused) when (refused is SocketException or ArgumentException or CryptographicException)
        {
            ThrowTerminatingError(Errors.ListenerNotStarted($"{Address}:{Port}", refused));
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _identity?.Dispose();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool TryMakeOptions(out TlsListenerOptions options)
    {
        _identity = IdentityInputs.Read(this, Certificate, CertificatePath, Password, Alias);
        options = new TlsListenerOptions { Address = Address, Port = Port, Identity = _identity, Clock = static () => DateTime.UtcNow };
        ClientCertificateRequest? request = _handshake is null ? null : ClientCertificateRequest.FromHandshake(_handshake);
        if (ComputerName is not null)
        {
            if (!ProbeTarget.TryParse(ComputerName, StartTlsProtocols.DefaultPort(null), out ProbeTarget target))
            {
                WriteError(Errors.TargetNotValid(ComputerName));
                return false;
            }

            request = EndpointProber.Probe(target, new ProbeOptions { Clock = static () => DateTime.UtcNow, Http = false }, _stop.Token).ToRequest();
            if (request is null)
            {
                WriteError(Errors.NoRequestSeen(new ClientCertificateRequest { Source = target.ToString() }));
                return false;
            }
        }

        options = request is null ? options : options.Like(request);
        if (AcceptableCA.Length > 0)
        {
            if (ReadList(AcceptableCA) is not { } list)
            {
                return false;
            }

            options = options with { Authorities = list.Authorities.Select(authority => authority.Name).ToArray() };
        }

        IReadOnlyList<Tls.SignatureScheme> schemes = [.. SignatureScheme.Select(Tls.SignatureScheme.Parse)];
        options = options with
        {
            SignatureSchemes = schemes.Count > 0 ? schemes : options.SignatureSchemes,
            Versions = Version.Length > 0 ? [.. TlsListenerOptions.DefaultVersions.Where(version => Version.Contains(version.ToString(), StringComparer.OrdinalIgnoreCase))] : options.Versions,
        };
        return true;
    }
}

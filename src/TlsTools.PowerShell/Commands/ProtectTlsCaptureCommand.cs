using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Protection;

namespace TlsTools.Commands;

/// <summary>Makes copies of captures that may be shared: with the handshakes, without what was sent through the connections.</summary>
[Cmdlet(VerbsSecurity.Protect, "TlsCapture", DefaultParameterSetName = nameof(Path), SupportsShouldProcess = true)]
[OutputType(typeof(ProtectedCapture))]
public sealed class ProtectTlsCaptureCommand : CaptureFileCommand
{
    private readonly HashSet<string> _copies = [];
    private CaptureProtector? _protector;

    /// <summary>The copy: a file, or a folder that is there.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    /// <summary>Replace addresses, each by the same one everywhere.</summary>
    [Parameter]
    public SwitchParameter ReplaceAddress { get; set; }

    /// <summary>Replace names by others of the same length, each by the same one everywhere, and rewrite certificates with them.</summary>
    [Parameter]
    public SwitchParameter ReplaceName { get; set; }

    /// <summary>Leave certificates as they are though names are replaced.</summary>
    [Parameter]
    public SwitchParameter KeepCertificate { get; set; }

    /// <summary>End packets behind the last byte that is kept.</summary>
    [Parameter]
    public SwitchParameter Truncate { get; set; }

    /// <summary>Only attempts in which the client asked for a name that this wildcard pattern matches.</summary>
    [Parameter]
    [Alias("Sni")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string? ServerName { get; set; }

    /// <summary>Only attempts from or to one of these addresses.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public IPAddress[] Address { get; set; } = [];

    /// <summary>Only attempts from or to this port.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    [ArgumentCompleter(typeof(PortCompleter))]
    public int Port { get; set; }

    /// <summary>Only attempts that failed, or in which an alert was sent.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>Overwrite copies that are there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        byte[] key = new byte[32];
        using (RandomNumberGenerator random = RandomNumberGenerator.Create())
        {
            random.GetBytes(key);
        }

        _protector = new CaptureProtector(new ProtectionOptions
        {
            Selection = new TlsCaptureOptions
            {
                ServerName = ServerName is null ? [] : [ServerName],
                Address = Address,
                Port = Port == 0 ? [] : [Port],
                FailedOnly = Failed,
                Progress = Progress,
            },
            ReplaceAddress = ReplaceAddress,
            ReplaceName = ReplaceName,
            KeepCertificate = KeepCertificate,
            Truncate = Truncate,
            Key = key,
        });
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _protector?.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected override void ReadCapture(string file)
    {
        string copy = GetUnresolvedProviderPathFromPSPath(Destination);
        if (Directory.Exists(copy))
        {
            copy = System.IO.Path.Combine(copy, System.IO.Path.GetFileName(file));
        }

        else if (_copies.Count > 0)
        {
            ThrowTerminatingError(Errors.DestinationNotAFolder(copy));
        }

        if (!_copies.Add(copy))
        {
            WriteError(Errors.CopyMadeAlready(copy, file));
            return;
        }

        if (File.Exists(copy) && !Force)
        {
            WriteError(Errors.FileExists(copy));
            return;
        }

        if (!ShouldProcess(copy, $"Write what of '{file}' may be shared"))
        {
            return;
        }

        ProtectedCapture made;
        CaptureFormatException? damage;
        try
        {
            made = _protector!.Protect(file, copy, out damage, StopToken);
        }
        catch (Exception refused) when (refused is (IOException or UnauthorizedAccessException) and not FileNotFoundException)
        {
            WriteError(Errors.FileNotWritten(copy, refused));
            return;
        }

        WriteObject(made);
        if (damage is not null)
        {
            WriteError(Errors.CaptureNotReadable(file, damage));
        }
    }
}

using System;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.X509;

namespace TlsTools.Commands;

/// <summary>Gets the authorities that servers name as acceptable for client certificates.</summary>
[Cmdlet(VerbsCommon.Get, "AcceptableCA", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(AcceptableAuthority), typeof(AcceptableAuthorityList))]
public sealed class GetAcceptableCACommand : ServerCommand
{
    private int _handshakes;
    private int _lists;
    private int _names;

    /// <summary>Captures, output of openssl s_client, debug logs, CA bundles or trust stores; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The same; the names are taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Handshakes.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(Handshake))]
    public TlsHandshake[] Handshake { get; set; } = [];

    /// <summary>Certificates that may bear the names, to find out which are expired or no authorities.</summary>
    [Parameter]
    [CertificateTransformation]
    public X509Certificate2[] Certificate { get; set; } = [];

    /// <summary>One object a list instead of one a name; an empty list is shown too.</summary>
    [Parameter]
    public SwitchParameter AsList { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_handshakes + FilesRead > 0 && _lists == 0)
        {
            WriteWarning(
                "No readable request for a client certificate was seen: the server asked for none, or the request is encrypted (TLS 1.3). "
                + "Keys make it readable: Get-TlsHandshake -KeyLogPath … | Get-AcceptableCA.");
        }
        else if (_lists > 0 && _names == 0 && !AsList)
        {
            WriteWarning("A client certificate was asked for, and no authority named: any may be sent. -AsList shows such a request.");
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _handshakes += Handshake.Length;
        TlsCertificate[] atHand = [.. Certificate.Select(certificate => TlsCertificate.FromDer(certificate.RawData))];
        foreach (ClientCertificateRequest request in ParameterSetName == nameof(Handshake)
            ? Handshake.Select(ClientCertificateRequest.FromHandshake)
            : ReadRequests(Path, isLiteral: false).Concat(ReadRequests(LiteralPath, isLiteral: true)))
        {
            if (request.Authorities?.WithCertificates(atHand, request.At ?? DateTime.UtcNow) is not { } list)
            {
                continue;
            }

            _lists++;
            _names += list.Authorities.Count;
            if (AsList)
            {
                WriteObject(list);
            }
            else
            {
                WriteObject(list.Authorities, enumerateCollection: true);
            }
        }
    }
}

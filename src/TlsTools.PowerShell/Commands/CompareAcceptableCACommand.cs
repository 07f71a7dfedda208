using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Commands;

/// <summary>Compares client certificates, or another list, with the authorities that a server lists.</summary>
[Cmdlet(VerbsData.Compare, "AcceptableCA", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(AuthorityComparison), typeof(AuthorityDifference), typeof(AuthorityReduction))]
public sealed class CompareAcceptableCACommand : ClientCertificateCommand
{
    private IReadOnlyList<TlsCertificate>? _atHand;

    /// <summary>One list: a handshake, objects of Get-AcceptableCA, certificates, a file or names.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ListSet)]
    public object[] ReferenceObject { get; set; } = [];

    /// <summary>The list to compare it with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ListSet)]
    public object[] DifferenceObject { get; set; } = [];

    /// <summary>Find the smallest set of the server's authorities that keeps the client certificates working.</summary>
    [Parameter]
    public SwitchParameter Reduce { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != ListSet)
        {
            base.ProcessRecord();
        }
        else if (ReadList(ReferenceObject) is { } reference && ReadList(DifferenceObject) is { } difference)
        {
            WriteObject(AuthorityComparer.Compare(reference, difference), enumerateCollection: true);
        }
    }

    private protected override void Compare(IReadOnlyList<KeyStoreEntry> entries, ClientCertificateRequest request)
    {
        if (request.Authorities is not { } list)
        {
            WriteError(Errors.NoRequestSeen(request));
        }
        else if (Reduce)
        {
            WriteObject(AuthorityReducer.Reduce(entries, list));
        }
        else
        {
            _atHand ??= [.. ReadOtherCertificates(), .. Trusted ?? []];
            WriteObject(entries.Select(entry => AuthorityComparer.Compare(entry, list, _atHand)), enumerateCollection: true);
        }
    }

    private const string ListSet = "List";
}

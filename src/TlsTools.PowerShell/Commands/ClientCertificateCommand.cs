using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Commands;

/// <summary>
/// What the cmdlets share that hold client certificates against a server. Either side can come through the pipeline: handshakes for
/// stores that are named, or certificates for a handshake that is named.
/// </summary>
public abstract class ClientCertificateCommand : ServerCommand
{
    private readonly List<KeyStoreEntry> _entries = [];
    private bool _storesAreRead;
    private IReadOnlyList<TlsCertificate>? _trusted;

    /// <summary>Key stores; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Key stores; the names are taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Stores of the operating system, for instance <c>CurrentUser\My</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Store))]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreNames))]
    public string[] Store { get; set; } = [];

    /// <summary>Certificates, for instance from <c>Cert:\CurrentUser\My</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(Certificate))]
    [CertificateTransformation]
    public X509Certificate2[] Certificate { get; set; } = [];

    /// <summary>Entries of key stores, from Get-TlsCertificate.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(Entry))]
    public KeyStoreEntry[] Entry { get; set; } = [];

    /// <summary>Handshakes that show what the server wants.</summary>
    [Parameter(ParameterSetName = nameof(Path), ValueFromPipeline = true)]
    [Parameter(ParameterSetName = nameof(LiteralPath), ValueFromPipeline = true)]
    [Parameter(ParameterSetName = nameof(Store), ValueFromPipeline = true)]
    [Parameter(ParameterSetName = nameof(Certificate))]
    [Parameter(ParameterSetName = nameof(Entry))]
    public TlsHandshake[] Handshake { get; set; } = [];

    /// <summary>The authorities that the server lists: objects of Get-AcceptableCA, certificates, files or names.</summary>
    [Parameter]
    public object[] AcceptableCA { get; set; } = [];

    /// <summary>Files with the certificates that the server trusts.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] TrustStore { get; set; } = [];

    /// <summary>Files with further certificates from which chains can be built.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] OtherCertificate { get; set; } = [];

    private protected IReadOnlyList<TlsCertificate>? Trusted =>
        _trusted ??= TrustStore.Length == 0 ? null : AuthorityReader.Trusted(ReadEntries(TrustStore, isLiteral: false));

    private bool IsFromPipeline => ParameterSetName is nameof(Certificate) or nameof(Entry);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _entries.AddRange(Entry);
        _entries.AddRange(Certificate.Select(certificate => KeyStores.FromObject(certificate)));
        if (!IsFromPipeline)
        {
            Compare();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Certificates from the pipeline are ranked among each other, so all of them must have come.
        if (IsFromPipeline)
        {
            Compare();
        }
    }

    /// <summary>Writes what follows for one server.</summary>
    private protected abstract void Compare(IReadOnlyList<KeyStoreEntry> entries, ClientCertificateRequest request);

    private protected IReadOnlyList<TlsCertificate> ReadOtherCertificates() => [.. ReadEntries(OtherCertificate, isLiteral: false).SelectMany(entry => entry.AsStored).Distinct()];

    private void Compare()
    {
        if (!_storesAreRead)
        {
            _storesAreRead = true;
            _entries.AddRange(ReadEntries(Path, isLiteral: false));
            _entries.AddRange(ReadEntries(LiteralPath, isLiteral: true));
            _entries.AddRange(ReadSystemStores(Store));
        }

        foreach (ClientCertificateRequest request in Requests())
        {
            Compare(_entries, request);
        }
    }

    private IEnumerable<ClientCertificateRequest> Requests()
    {
        AcceptableAuthorityList? named = AcceptableCA.Length > 0 ? ReadList(AcceptableCA) : null;
        if (AcceptableCA.Length > 0 && named is null)
        {
            return [];
        }

        AcceptableAuthorityList? list = named ?? (Trusted is { } trusted ? AcceptableAuthorityList.FromCertificates(trusted, string.Join(", ", TrustStore)) : null);
        return Handshake.Length == 0
            ? [new ClientCertificateRequest { Source = list?.Source ?? "no server", Authorities = list }]
            : Handshake.Select(ClientCertificateRequest.FromHandshake).Select(request =>
                named is not null ? request with { Authorities = named, NotRequested = false }
                : request.Authorities is not null ? request
                : request with { Authorities = list });
    }
}

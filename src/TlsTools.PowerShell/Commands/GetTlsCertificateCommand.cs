using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Handshakes;
using TlsTools.Stores;

namespace TlsTools.Commands;

/// <summary>Gets the entries of key stores: certificates with their chains and the state of their private keys.</summary>
[Cmdlet(VerbsCommon.Get, "TlsCertificate", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(KeyStoreEntry))]
public sealed class GetTlsCertificateCommand : PSCmdlet
{
    private readonly KeyStoreInputs _inputs;

    /// <summary>Makes a command that has not begun.</summary>
    public GetTlsCertificateCommand() => _inputs = new KeyStoreInputs(this);

    /// <summary>Key stores and certificates, or folders that are searched for them; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Key stores and certificates, or folders that are searched for them; the names are taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Stores of the operating system by location and name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(Store))]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoreNames))]
    public string[] Store { get; set; } = [];

    /// <summary>A handshake, whose peers' chains are taken.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = nameof(InputObject))]
    [ValidateNotNull]
    public TlsHandshake? InputObject { get; set; }

    /// <summary>Certificate objects, for instance of the drive Cert:.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(Certificate))]
    [ValidateNotNullOrEmpty]
    [CertificateTransformation]
    public X509Certificate2[] Certificate { get; set; } = [];

    /// <summary>The password of the stores, and of keys that have none of their own.</summary>
    [Parameter(ParameterSetName = nameof(Path))]
    [Parameter(ParameterSetName = nameof(LiteralPath))]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    /// <summary>The password of keys that have another one than their store.</summary>
    [Parameter(ParameterSetName = nameof(Path))]
    [Parameter(ParameterSetName = nameof(LiteralPath))]
    [PasswordTransformation]
    public SecureString? KeyPassword { get; set; }

    /// <summary>The password of the stores, as a credential; its user name does not matter.</summary>
    [Parameter(ParameterSetName = nameof(Path))]
    [Parameter(ParameterSetName = nameof(LiteralPath))]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Entries(), enumerateCollection: true);

    private IEnumerable<KeyStoreEntry> Entries() => ParameterSetName switch
    {
        nameof(Store) => Store.SelectMany(_inputs.FromSystem),
        nameof(InputObject) => KeyStores.FromHandshake(InputObject!),
        nameof(Certificate) => Certificate.Select(certificate => KeyStores.FromObject(certificate, others: Certificate)),
        nameof(LiteralPath) => LiteralPath.SelectMany(path => _inputs.FromPath(path, isLiteral: true, Options)),
        _ => Path.SelectMany(path => _inputs.FromPath(path, isLiteral: false, Options)),
    };

    private KeyStoreOptions Options => new()
    {
        Password = request => (request.Alias is null ? null : KeyPassword) ?? Password ?? Credential?.Password,
    };
}

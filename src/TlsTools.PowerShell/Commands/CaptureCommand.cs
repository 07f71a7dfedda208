using System.Management.Automation;
using System.Security;
using TlsTools.Handshakes;
using TlsTools.Stores;

namespace TlsTools.Commands;

/// <summary>What all cmdlets that read handshakes of captures share: the captures, and the secrets that open them.</summary>
public abstract class CaptureCommand : CaptureFileCommand
{
    private readonly SecretInputs _secrets;

    /// <summary>Makes a command that has not begun.</summary>
    protected CaptureCommand() => _secrets = new SecretInputs(this);

    /// <summary>NSS key logs; handshakes and alerts are decrypted with them, application data is not.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyLogFileCompleter))]
    public string[] KeyLogPath { get; set; } = [];

    /// <summary>Key stores with RSA keys of servers, for handshakes in which the client encrypts a secret for the server.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(KeyStoreFileCompleter))]
    public string[] ServerKeyPath { get; set; } = [];

    /// <summary>Files with pre-shared keys in hex, one a line, each with an identity and a colon before it, or without.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] PreSharedKeyPath { get; set; } = [];

    /// <summary>The password of key stores that have one.</summary>
    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    private protected KeyStoreOptions StoreOptions => new() { Password = _ => Password };

    /// <inheritdoc/>
    protected override void BeginProcessing() => _secrets.Read(KeyLogPath, ServerKeyPath, PreSharedKeyPath, StoreOptions);

    /// <inheritdoc/>
    protected override void EndProcessing() => _secrets.Tell();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _secrets.Secrets?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>What is common to the reading of all captures.</summary>
    private protected TlsCaptureOptions OptionsFor(string file) => new()
    {
        Progress = Progress,
        Secrets = _secrets.Secrets,
        CarriedSecrets = report => _secrets.TellCarried(file, report),
    };
}

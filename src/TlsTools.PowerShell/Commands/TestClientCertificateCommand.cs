using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using TlsTools.ClientAuth;
using TlsTools.Probe;
using TlsTools.Stores;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Commands;

/// <summary>Tests whether client certificates would be sent to a server and accepted by it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ClientCertificate", DefaultParameterSetName = nameof(Path))]
[OutputType(typeof(ClientCertificateTest), typeof(bool))]
public sealed class TestClientCertificateCommand : ClientCertificateCommand
{
    private readonly CancellationTokenSource _stop = new();
    private RevocationData? _revocation;
    private RevocationFetcher? _fetcher;
    private IReadOnlyList<TlsCertificate>? _others;

    /// <summary>The signature schemes that the server takes, where no handshake shows them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SignatureSchemeNames))]
    public string[] SignatureScheme { get; set; } = [];

    /// <summary>The time for which validity is judged; the time of the handshake, or now.</summary>
    [Parameter]
    public DateTime? At { get; set; }

    /// <summary>The client stacks to judge for; all where it is left out.</summary>
    [Parameter]
    public TlsImplementation[] Stack { get; set; } = [];

    /// <summary>Revocation lists and OCSP responses, in DER or PEM.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RevocationFileCompleter))]
    public string[] RevocationList { get; set; } = [];

    /// <summary>Ask the authorities over the network whether they revoked the certificates.</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    /// <summary>Only whether one of the certificates would be sent and not be refused.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _fetcher?.Dispose();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private protected override void Compare(IReadOnlyList<KeyStoreEntry> entries, ClientCertificateRequest request)
    {
        _revocation ??= ReadRevocation(RevocationList);
        _fetcher ??= Online ? new RevocationFetcher(_stop.Token) : null;
        SignatureScheme[] schemes = [.. SignatureScheme.Select(Tls.SignatureScheme.Parse)];
        IReadOnlyList<ClientCertificateTest> tests = ClientCertificateEvaluation.Rank(entries, new ClientCertificateContext
        {
            Request = schemes.Length > 0 ? request with { SignatureSchemes = schemes } : request,
            At = At?.ToUniversalTime() ?? request.At ?? DateTime.UtcNow,
            TrustAnchors = Trusted,
            OtherCertificates = _others ??= ReadOtherCertificates(),
            RevocationLists = _revocation.Lists,
            OcspResponses = _revocation.Responses,
            RevocationSource = _fetcher,
            Stacks = Stack,
        });
        if (Quiet)
        {
            WriteObject(tests.Any(test => test.WouldWork));
        }
        else
        {
            WriteObject(tests, enumerateCollection: true);
        }
    }
}

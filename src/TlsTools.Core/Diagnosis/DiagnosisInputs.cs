using System.Collections.Generic;
using TlsTools.Stores;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>What the user has of both ends beside the handshake: it tells why a certificate was not sent, or was refused.</summary>
public sealed record DiagnosisInputs
{
    /// <summary>The entries of the client's key store.</summary>
    public IReadOnlyList<KeyStoreEntry> ClientEntries { get; init; } = [];

    /// <summary>The certificates that the end trusts which refused the other; <see langword="null"/> when they are not known.</summary>
    public IReadOnlyList<TlsCertificate>? TrustAnchors { get; init; }
}

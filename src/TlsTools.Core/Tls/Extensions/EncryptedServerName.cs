using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The encrypted server name that came before Encrypted Client Hello.</summary>
/// <remarks>
/// <code>
/// struct {
///     CipherSuite suite;
///     KeyShareEntry key_share;
///     opaque record_digest&lt;0..2^16-1&gt;;
///     opaque encrypted_sni&lt;0..2^16-1&gt;;
/// } ClientEncryptedSNI;
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-ietf-tls-esni-04">draft-ietf-tls-esni-04</seealso>
public sealed record EncryptedServerName : TlsExtension
{
    /// <summary>The suite for the name.</summary>
    public required CipherSuite Suite { get; init; }

    /// <summary>The client's key for the name.</summary>
    public required KeyShareEntry KeyShare { get; init; }

    /// <summary>Which of the server's keys.</summary>
    public required byte[] RecordDigest { get; init; }

    /// <summary>The encrypted name.</summary>
    public required byte[] EncryptedName { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new EncryptedServerName
    {
        Suite = CipherSuite.Read(ref r, "suite"),
        KeyShare = KeyShareEntry.Read(ref r),
        RecordDigest = r.ReadOpaque16("record_digest"),
        EncryptedName = r.ReadOpaque16("encrypted_sni"),
    };
}

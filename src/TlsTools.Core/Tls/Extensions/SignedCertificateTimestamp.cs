using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Extensions;

/// <summary>A log's promise to show a certificate to everyone.</summary>
/// <remarks>
/// <code>
/// struct {
///     Version sct_version;
///     LogID id;
///     uint64 timestamp;
///     CtExtensions extensions&lt;0..2^16-1&gt;;
///     digitally-signed struct { ... };
/// } SignedCertificateTimestamp;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6962#section-3.2">RFC 6962, 3.2</seealso>
public sealed record SignedCertificateTimestamp
{
    /// <summary>0 for the version of RFC 6962.</summary>
    public required byte Version { get; init; }

    /// <summary>The log: the SHA-256 of its public key.</summary>
    public required byte[] LogId { get; init; }

    /// <summary>When it promised, in milliseconds since 1970.</summary>
    public required ulong Timestamp { get; init; }

    /// <summary>Extensions, of which none is defined.</summary>
    public required byte[] Extensions { get; init; }

    /// <summary>The scheme of the log's signature.</summary>
    public required SignatureScheme SignatureScheme { get; init; }

    /// <summary>The log's signature.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The log in hex, and the time in milliseconds since 1970.</summary>
    public override string ToString() => $"log {Hex.Lower(LogId)}, {Timestamp}";

    internal static SignedCertificateTimestamp Read(ref WireReader r)
    {
        WireReader serialized = r.ReadVector16("SerializedSCT");
        SignedCertificateTimestamp timestamp = new()
        {
            Version = serialized.ReadUInt8("sct_version"),
            LogId = serialized.ReadBytes(32, "id"),
            Timestamp = serialized.ReadUInt64("timestamp"),
            Extensions = serialized.ReadOpaque16("extensions"),
            SignatureScheme = SignatureScheme.Read(ref serialized, "algorithm"),
            Signature = serialized.ReadOpaque16("signature"),
        };
        serialized.ExpectEnd("SerializedSCT");
        return timestamp;
    }
}

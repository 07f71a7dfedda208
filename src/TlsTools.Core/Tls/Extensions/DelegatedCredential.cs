using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>A key of a few days that the certificate's key stands for.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint32 valid_time;
///     SignatureScheme dc_cert_verify_algorithm;
///     opaque ASN1_subjectPublicKeyInfo&lt;1..2^24-1&gt;;
///     SignatureScheme algorithm;
///     opaque signature&lt;1..2^16-1&gt;;
/// } DelegatedCredential;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9345#section-4">RFC 9345, 4</seealso>
public sealed record DelegatedCredential : TlsExtension
{
    /// <summary>Seconds after the certificate's notBefore until which it is good.</summary>
    public required uint ValidTime { get; init; }

    /// <summary>The scheme for CertificateVerify.</summary>
    public required SignatureScheme CertificateVerifyAlgorithm { get; init; }

    /// <summary>The key, as SubjectPublicKeyInfo.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The scheme of the certificate's signature.</summary>
    public required SignatureScheme Algorithm { get; init; }

    /// <summary>The certificate's signature.</summary>
    public required byte[] Signature { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new DelegatedCredential
    {
        ValidTime = r.ReadUInt32("valid_time"),
        CertificateVerifyAlgorithm = SignatureScheme.Read(ref r, "dc_cert_verify_algorithm"),
        PublicKey = r.ReadOpaque24("ASN1_subjectPublicKeyInfo"),
        Algorithm = SignatureScheme.Read(ref r, "algorithm"),
        Signature = r.ReadOpaque16("signature"),
    };
}

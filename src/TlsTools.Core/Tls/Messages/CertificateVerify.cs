using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The sender's proof that it has the private key of its certificate.</summary>
/// <remarks>
/// <code>
/// struct {
///     SignatureScheme algorithm;          /* not before TLS 1.2 */
///     opaque signature&lt;0..2^16-1&gt;;
/// } CertificateVerify;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.8">RFC 5246, 7.4.8</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3">RFC 8446, 4.4.3</seealso>
public sealed record CertificateVerify : HandshakeMessage
{
    /// <summary>The scheme of the signature; <see langword="null"/> before TLS 1.2, where the key decides it.</summary>
    public SignatureScheme? SignatureScheme { get; init; }

    /// <summary>The signature.</summary>
    public required byte[] Signature { get; init; }

    private protected override string? Details => SignatureScheme?.ToString();

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new CertificateVerify
    {
        SignatureScheme = context.EffectiveVersion.HasSignatureSchemes ? Tls.SignatureScheme.Read(ref r, "algorithm") : null,
        Signature = r.ReadOpaque16("signature"),
    };
}

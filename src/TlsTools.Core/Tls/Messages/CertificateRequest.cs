using System;
using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Messages;

/// <summary>The server's wish for a client certificate.</summary>
/// <remarks>
/// <code>
/// struct {                                              struct {
///     ClientCertificateType                                 opaque certificate_request_context&lt;0..2^8-1&gt;;
///       certificate_types&lt;1..2^8-1&gt;;                       Extension extensions&lt;2..2^16-1&gt;;
///     SignatureAndHashAlgorithm                         } CertificateRequest; /* TLS 1.3 */
///       supported_signature_algorithms&lt;2..2^16-2&gt;;
///     DistinguishedName
///       certificate_authorities&lt;0..2^16-1&gt;;
/// } CertificateRequest; /* TLS 1.2; before it without the algorithms */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.4">RFC 5246, 7.4.4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.3.2">RFC 8446, 4.3.2</seealso>
public sealed record CertificateRequest : HandshakeMessage
{
    /// <summary>What the client's Certificate must repeat; <see langword="null"/> before TLS 1.3.</summary>
    public byte[]? RequestContext { get; init; }

    /// <summary>The kinds of certificate that the server takes; empty in TLS 1.3, which has none.</summary>
    public IReadOnlyList<CertificateType> CertificateTypes { get; init; } = [];

    /// <summary>The signature schemes that the server takes, in its order; empty before TLS 1.2, which has none.</summary>
    public IReadOnlyList<SignatureScheme> SignatureSchemes { get; init; } = [];

    /// <summary>The authorities the server names; empty means that it names none.</summary>
    public IReadOnlyList<DistinguishedName> Authorities { get; init; } = [];

    /// <summary>The extensions as sent; <see langword="null"/> before TLS 1.3.</summary>
    public IReadOnlyList<TlsExtension>? Extensions { get; init; }

    private protected override string Details => SignatureSchemes.Count == 0
        ? AuthorityCount
        : $"{AuthorityCount}, {SignatureSchemes.Count} schemes";

    private string AuthorityCount => Authorities.Count == 1 ? "1 authority" : $"{Authorities.Count} authorities";

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new CertificateRequest
    {
        CertificateTypes = CertificateType.ReadAll(r.ReadVector8("certificate_types"), "certificate_types"),
        SignatureSchemes = context.EffectiveVersion.HasSignatureSchemes
            ? SignatureScheme.ReadAll(r.ReadVector16("supported_signature_algorithms"), "supported_signature_algorithms")
            : [],
        Authorities = ReadAuthorities(r.ReadVector16("certificate_authorities"), context.Shared),
    };

    internal static HandshakeMessage ReadTls13(ref WireReader r, in MessageContext context)
    {
        byte[] requestContext = r.ReadOpaque8("certificate_request_context");
        IReadOnlyList<TlsExtension> extensions = ExtensionList.Read(ref r, HandshakeType.CertificateRequest, context);
        return new CertificateRequest
        {
            RequestContext = requestContext,
            SignatureSchemes = (ExtensionList.Find(extensions, ExtensionType.SignatureAlgorithms) as SignatureSchemeList)?.Schemes ?? [],
            Authorities = ExtensionList.Find<CertificateAuthorities>(extensions)?.Authorities ?? [],
            Extensions = extensions,
        };
    }

    private static DistinguishedName[] ReadAuthorities(WireReader authorities, SharedContent? shared)
    {
        ReadOnlySpan<byte> content = authorities.Rest;
        if (shared?.Authorities.Find(0, content) is { } known)
        {
            return known;
        }

        List<DistinguishedName> names = [];
        while (!authorities.AtEnd)
        {
            DistinguishedName name = DistinguishedName.Read(ref authorities, shared?.X509);
            if (!authorities.HasFault)
            {
                names.Add(name);
            }
        }

        DistinguishedName[] read = [.. names];
        if (!authorities.HasFault)
        {
            shared?.Authorities.Keep(0, content.ToArray(), read);
        }

        return read;
    }
}

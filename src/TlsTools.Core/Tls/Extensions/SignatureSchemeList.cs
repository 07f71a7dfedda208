using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>Signature schemes that the sender takes: <c>signature_algorithms</c>, <c>signature_algorithms_cert</c>, <c>delegated_credential</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     SignatureScheme supported_signature_algorithms&lt;2..2^16-2&gt;;
/// } SignatureSchemeList;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3">RFC 8446, 4.2.3</seealso>
public sealed record SignatureSchemeList : TlsExtension
{
    /// <summary>The schemes in the sender's order.</summary>
    public required IReadOnlyList<SignatureScheme> Schemes { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new SignatureSchemeList
    {
        Schemes = SignatureScheme.ReadAll(r.ReadVector16("supported_signature_algorithms"), "supported_signature_algorithms"),
    };
}

using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The extensions that the inner ClientHello has from the outer one.</summary>
/// <remarks>
/// <code>
/// ExtensionType OuterExtensions&lt;2..254&gt;;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9849#section-5.1">RFC 9849, 5.1</seealso>
public sealed record EchOuterExtensions : TlsExtension
{
    /// <summary>The types.</summary>
    public required IReadOnlyList<ExtensionType> Types { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new EchOuterExtensions
    {
        Types = ExtensionType.ReadAll(r.ReadVector8("OuterExtensions"), "OuterExtensions"),
    };
}

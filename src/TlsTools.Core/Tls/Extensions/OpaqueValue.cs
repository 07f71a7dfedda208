using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>One value that means nothing to others: <c>cookie</c>, <c>password_salt</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque cookie&lt;1..2^16-1&gt;;
/// } Cookie;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.2">RFC 8446, 4.2.2</seealso>
public sealed record OpaqueValue : TlsExtension
{
    /// <summary>The value.</summary>
    public required byte[] Value { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new OpaqueValue
    {
        Value = r.ReadOpaque16("cookie"),
    };
}

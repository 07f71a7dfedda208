using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>Bytes that only make the hello longer.</summary>
/// <remarks>
/// <code>
/// opaque padding[length]; /* zero */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7685#section-3">RFC 7685, 3</seealso>
public sealed record Padding : TlsExtension
{
    /// <summary>How many bytes.</summary>
    public required int Length { get; init; }

    internal static TlsExtension Read(ref WireReader r)
    {
        int length = r.Remaining;
        r.Skip(length, "padding");
        return new Padding { Length = length };
    }
}

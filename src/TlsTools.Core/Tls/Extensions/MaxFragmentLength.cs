using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The longest record that the sender wants, where its memory is small.</summary>
/// <remarks>
/// <code>
/// enum { 2^9(1), 2^10(2), 2^11(3), 2^12(4), (255) } MaxFragmentLength;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-4">RFC 6066, 4</seealso>
public sealed record MaxFragmentLength : TlsExtension
{
    /// <summary>The exponent on the wire: 1 for 512 bytes to 4 for 4096.</summary>
    public required byte Value { get; init; }

    /// <summary>The length in bytes; <see langword="null"/> for a value that the RFC does not have.</summary>
    public int? Length => Value is >= 1 and <= 4 ? 256 << Value : null;

    internal static TlsExtension Read(ref WireReader r) => new MaxFragmentLength
    {
        Value = r.ReadUInt8("MaxFragmentLength"),
    };
}

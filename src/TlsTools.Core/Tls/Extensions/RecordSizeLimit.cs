using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The longest record that the sender takes.</summary>
/// <remarks>
/// <code>
/// uint16 RecordSizeLimit;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8449#section-4">RFC 8449, 4</seealso>
public sealed record RecordSizeLimit : TlsExtension
{
    /// <summary>Bytes of plaintext.</summary>
    public required ushort Limit { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new RecordSizeLimit
    {
        Limit = r.ReadUInt16("RecordSizeLimit"),
    };
}

using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>How much the client can send ahead with this ticket.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint32 max_early_data_size;
/// } EarlyDataIndication; /* NewSessionTicket */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.10">RFC 8446, 4.2.10</seealso>
public sealed record EarlyDataLimit : TlsExtension
{
    /// <summary>Bytes.</summary>
    public required uint MaxEarlyDataSize { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new EarlyDataLimit
    {
        MaxEarlyDataSize = r.ReadUInt32("max_early_data_size"),
    };
}

using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>How many tickets the client wants.</summary>
/// <remarks>
/// <code>
/// struct {
///     uint8 new_session_count;
///     uint8 resumption_count;
/// } ClientTicketRequest;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9149#section-3">RFC 9149, 3</seealso>
public sealed record TicketRequest : TlsExtension
{
    /// <summary>After a full handshake.</summary>
    public required byte NewSessionCount { get; init; }

    /// <summary>After a resumed one.</summary>
    public required byte ResumptionCount { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new TicketRequest
    {
        NewSessionCount = r.ReadUInt8("new_session_count"),
        ResumptionCount = r.ReadUInt8("resumption_count"),
    };
}

using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The server's proof that it knows an earlier pinning ticket, and a new one.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque proof&lt;0..2^8-1&gt;;
///     opaque ticket&lt;0..2^16-1&gt;;
///     uint32 lifetime;
/// } PinningTicketExtension; /* server */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8672#section-3">RFC 8672, 3</seealso>
public sealed record TicketPinningAnswer : TlsExtension
{
    /// <summary>The proof.</summary>
    public required byte[] Proof { get; init; }

    /// <summary>The new ticket.</summary>
    public required byte[] Ticket { get; init; }

    /// <summary>The seconds that the ticket is good for.</summary>
    public required uint Lifetime { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new TicketPinningAnswer
    {
        Proof = r.ReadOpaque8("proof"),
        Ticket = r.ReadOpaque16("ticket"),
        Lifetime = r.ReadUInt32("lifetime"),
    };
}

using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The pinning ticket that the client has; empty on the first connection.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque ticket&lt;0..2^16-1&gt;; /* omitted on the 1st connection */
/// } PinningTicketExtension; /* client */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8672#section-3">RFC 8672, 3</seealso>
public sealed record TicketPinningOffer : TlsExtension
{
    /// <summary>The ticket; <see langword="null"/> when the client has none.</summary>
    public required byte[]? Ticket { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new TicketPinningOffer
    {
        Ticket = r.Remaining == 0 ? null : r.ReadOpaque16("ticket"),
    };
}

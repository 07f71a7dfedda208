using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>A ticket with which the client can resume the session.</summary>
/// <remarks>
/// <code>
/// struct {                                  struct {
///     uint32 ticket_lifetime_hint;               uint32 ticket_lifetime;
///     opaque ticket&lt;0..2^16-1&gt;;                  uint32 ticket_age_add;
/// } NewSessionTicket; /* TLS 1.2 */             opaque ticket_nonce&lt;0..255&gt;;
///                                               opaque ticket&lt;1..2^16-1&gt;;
///                                               Extension extensions&lt;0..2^16-1&gt;;
///                                           } NewSessionTicket; /* TLS 1.3 */
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5077#section-3.3">RFC 5077, 3.3</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1">RFC 8446, 4.6.1</seealso>
public sealed record NewSessionTicket : HandshakeMessage
{
    /// <summary>The seconds that the ticket is good for; 0 says nothing in TLS 1.2.</summary>
    public required uint TicketLifetime { get; init; }

    /// <summary>What the client adds to the ticket's age; <see langword="null"/> before TLS 1.3.</summary>
    public uint? TicketAgeAdd { get; init; }

    /// <summary>What makes the ticket's key unique; <see langword="null"/> before TLS 1.3.</summary>
    public byte[]? TicketNonce { get; init; }

    /// <summary>The ticket.</summary>
    public required byte[] Ticket { get; init; }

    /// <summary>The extensions; <see langword="null"/> before TLS 1.3.</summary>
    public IReadOnlyList<TlsExtension>? Extensions { get; init; }

    private protected override string Details => $"{TicketLifetime} s, {Ticket.Length} bytes";

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new NewSessionTicket
    {
        TicketLifetime = r.ReadUInt32("ticket_lifetime_hint"),
        Ticket = r.ReadOpaque16("ticket"),
    };

    internal static HandshakeMessage ReadTls13(ref WireReader r, in MessageContext context) => new NewSessionTicket
    {
        TicketLifetime = r.ReadUInt32("ticket_lifetime"),
        TicketAgeAdd = r.ReadUInt32("ticket_age_add"),
        TicketNonce = r.ReadOpaque8("ticket_nonce"),
        Ticket = r.ReadOpaque16("ticket"),
        Extensions = ExtensionList.Read(ref r, HandshakeType.NewSessionTicket, context),
    };
}

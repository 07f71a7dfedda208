using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The ticket with which the client wants to resume; empty when it only wants one.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque ticket[length];
/// } SessionTicketExt;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5077#section-3.2">RFC 5077, 3.2</seealso>
public sealed record SessionTicket : TlsExtension
{
    /// <summary>The ticket.</summary>
    public required byte[] Ticket { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new SessionTicket
    {
        Ticket = r.ReadRest("ticket"),
    };
}

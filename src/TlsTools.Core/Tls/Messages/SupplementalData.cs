using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>What the two ends told each other that they would send beside the handshake.</summary>
/// <remarks>
/// <code>
/// struct {
///     SupplementalDataEntry supp_data&lt;1..2^24-1&gt;;
/// } SupplementalData;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4680#section-2">RFC 4680, 2</seealso>
public sealed record SupplementalData : HandshakeMessage
{
    /// <summary>The entries.</summary>
    public required IReadOnlyList<SupplementalDataEntry> Entries { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new SupplementalData
    {
        Entries = r.ReadVector24("supp_data").ReadAll(SupplementalDataEntry.Read),
    };
}

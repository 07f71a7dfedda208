using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The application protocols that a client offers, or the one that a server chose; ALPS lists them likewise.</summary>
/// <remarks>
/// <code>
/// opaque ProtocolName&lt;1..2^8-1&gt;;
/// struct {
///     ProtocolName protocol_name_list&lt;2..2^16-1&gt;
/// } ProtocolNameList;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7301#section-3.1">RFC 7301, 3.1</seealso>
public sealed record ProtocolNameList : TlsExtension
{
    /// <summary>The protocols in the sender's order, made safe to show.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new ProtocolNameList
    {
        Protocols = r.ReadVector16("protocol_name_list").ReadAll(ReadName),
    };

    internal static string ReadName(ref WireReader r) => r.ReadVector8("ProtocolName").ReadRestAsText("ProtocolName");
}

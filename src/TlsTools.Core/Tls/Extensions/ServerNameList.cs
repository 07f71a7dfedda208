using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The name of the server that the client wants to reach.</summary>
/// <remarks>
/// <code>
/// struct {
///     NameType name_type;
///     opaque HostName&lt;1..2^16-1&gt;;
/// } ServerName;
/// struct {
///     ServerName server_name_list&lt;1..2^16-1&gt;;
/// } ServerNameList;
/// </code>
/// A server acknowledges with an empty extension, read as <see cref="EmptyExtension"/>.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066, 3</seealso>
public sealed record ServerNameList : TlsExtension
{
    /// <summary>The names in the client's order; RFC 6066 allows one of each type.</summary>
    public required IReadOnlyList<NamedServer> Names { get; init; }

    /// <summary>The first host name, made safe to show; <see langword="null"/> when the list has none.</summary>
    public string? HostName
    {
        get
        {
            for (int i = 0; i < Names.Count; i++)
            {
                if (Names[i].NameType == NamedServer.HostNameType)
                {
                    return Names[i].Name;
                }
            }

            return null;
        }
    }

    internal static TlsExtension Read(ref WireReader r) => new ServerNameList
    {
        Names = r.ReadVector16("server_name_list").ReadAll(NamedServer.Read),
    };
}

using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The key that the server chose among those that the client has.</summary>
/// <remarks>
/// <code>
/// uint16 selected_identity;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.11">RFC 8446, 4.2.11</seealso>
public sealed record PreSharedKeyChoice : TlsExtension
{
    /// <summary>Which of the client's identities, counted from 0.</summary>
    public required ushort SelectedIdentity { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new PreSharedKeyChoice
    {
        SelectedIdentity = r.ReadUInt16("selected_identity"),
    };
}

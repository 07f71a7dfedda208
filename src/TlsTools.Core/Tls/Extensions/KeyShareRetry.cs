using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The group that the server wants a key for in the next ClientHello.</summary>
/// <remarks>
/// <code>
/// struct {
///     NamedGroup selected_group;
/// } KeyShareHelloRetryRequest;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8">RFC 8446, 4.2.8</seealso>
public sealed record KeyShareRetry : TlsExtension
{
    /// <summary>The group.</summary>
    public required NamedGroup SelectedGroup { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new KeyShareRetry { SelectedGroup = NamedGroup.Read(ref r, "selected_group") };
}

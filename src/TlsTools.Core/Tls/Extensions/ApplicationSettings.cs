using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The settings of the application protocol, sent in the handshake (ALPS).</summary>
/// <remarks>
/// <code>
/// opaque ApplicationSettings[length];
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-vvv-tls-alps-01">draft-vvv-tls-alps-01</seealso>
public sealed record ApplicationSettings : TlsExtension
{
    /// <summary>The settings, whose form the protocol decides.</summary>
    public required byte[] Settings { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new ApplicationSettings
    {
        Settings = r.ReadRest("ApplicationSettings"),
    };
}

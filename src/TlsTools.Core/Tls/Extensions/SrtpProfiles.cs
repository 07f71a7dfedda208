using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The profiles by which media are to be protected: <c>use_srtp</c>.</summary>
/// <remarks>
/// <code>
/// struct {
///     SRTPProtectionProfiles SRTPProtectionProfiles&lt;2..2^16-1&gt;;
///     opaque srtp_mki&lt;0..255&gt;;
/// } UseSRTPData;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5764#section-4.1.1">RFC 5764, 4.1.1</seealso>
public sealed record SrtpProfiles : TlsExtension
{
    /// <summary>The profiles in the client's order, or the one that the server chose.</summary>
    public required IReadOnlyList<SrtpProtectionProfile> Profiles { get; init; }

    /// <summary>The master key identifier.</summary>
    public required byte[] MasterKeyIdentifier { get; init; }

    internal static TlsExtension Read(ref WireReader r) => new SrtpProfiles
    {
        Profiles = SrtpProtectionProfile.ReadAll(r.ReadVector16("SRTPProtectionProfiles"), "SRTPProtectionProfiles"),
        MasterKeyIdentifier = r.ReadOpaque8("srtp_mki"),
    };
}

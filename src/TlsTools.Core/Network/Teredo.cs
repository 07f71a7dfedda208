using System;

namespace TlsTools.Network;

/// <summary>Teredo: IPv6 inside UDP.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4380#section-5.1.1">RFC 4380, 5.1.1</seealso>
internal static class Teredo
{
    /// <summary>Skips the authentication and origin indications.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        ReadOnlySpan<byte> rest = frame.Rest;
        if (rest.Length >= 4 && rest[0] == 0 && rest[1] == 1 && !frame.TrySkip(4 + rest[2] + rest[3] + 9))
        {
            return null;
        }

        rest = frame.Rest;
        if (rest.Length >= 2 && rest[0] == 0 && rest[1] == 0 && !frame.TrySkip(8))
        {
            return null;
        }

        return Ipv6.Read;
    }
}

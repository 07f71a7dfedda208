using System;

namespace TlsTools.Network;

/// <summary>AYIYA, which tunnel brokers gave IPv6 over UDP with.</summary>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-massar-v6ops-ayiya-02#section-3">AYIYA, 3</seealso>
internal static class AnythingInAnything
{
    /// <summary>Skips identity and signature.</summary>
    public static LayerReader? Read(ref Frame frame)
    {
        if (!frame.TryTake(8, out ReadOnlySpan<byte> header))
        {
            return null;
        }

        int identity = 1 << (header[0] >> 4);
        int signature = (header[1] >> 4) * 4;
        return frame.TrySkip(identity + signature) ? IpProtocols.Find(header[3]) : null;
    }
}

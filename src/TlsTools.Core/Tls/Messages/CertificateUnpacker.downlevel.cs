using System.IO;

namespace TlsTools.Tls.Messages;

internal static partial class CertificateUnpacker
{
    /// <summary>.NET Framework has no Brotli: the message stays packed.</summary>
    private static Stream? OpenBrotli(byte[] packed)
    {
        _ = packed;
        return null;
    }
}

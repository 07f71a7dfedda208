using System.IO;
using System.IO.Compression;

namespace TlsTools.Tls.Messages;

internal static partial class CertificateUnpacker
{
    private static BrotliStream OpenBrotli(byte[] packed) => new(new MemoryStream(packed), CompressionMode.Decompress);
}

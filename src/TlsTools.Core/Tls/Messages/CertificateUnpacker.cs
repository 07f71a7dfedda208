using System;
using System.IO;
using System.IO.Compression;

namespace TlsTools.Tls.Messages;

/// <summary>Unpacks what <see cref="CompressedCertificate"/> holds.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8879#section-4">RFC 8879, 4</seealso>
internal static partial class CertificateUnpacker
{
    /// <summary>
    /// No chain of practice comes near it. It protects whoever reads a capture from a few kilobytes that unpack to the 16 MiB
    /// that the message's length allows, in each of many thousand connections.
    /// </summary>
    private const int LongestMessage = 1 << 20;

    public static UnpackingResult TryUnpack(CertificateCompressionAlgorithm algorithm, byte[] packed, int length, out byte[] message)
    {
        message = [];
        if (length > LongestMessage)
        {
            return UnpackingResult.TooLong;
        }

        try
        {
            using Stream? stream = Open(algorithm, packed);
            return stream is null ? UnpackingResult.AlgorithmNotAvailable : Read(stream, length, out message);
        }
        catch (Exception reason) when (reason is InvalidDataException or IOException or InvalidOperationException)
        {
            return UnpackingResult.Damaged;
        }
    }

    private static Stream? Open(CertificateCompressionAlgorithm algorithm, byte[] packed) =>
        algorithm == CertificateCompressionAlgorithm.Zlib ? OpenZlib(packed)
        : algorithm == CertificateCompressionAlgorithm.Brotli ? OpenBrotli(packed)
        : null;

    private static UnpackingResult Read(Stream stream, int length, out byte[] message)
    {
        message = new byte[length];
        int count = 0;
        while (count < length && stream.Read(message, count, length - count) is > 0 and int more)
        {
            count += more;
        }

        return count == length && stream.ReadByte() < 0 ? UnpackingResult.Unpacked : UnpackingResult.Damaged;
    }

    /// <summary>The stream of RFC 1950 is the one of RFC 1951 with two bytes before and a checksum after it.</summary>
    private static DeflateStream? OpenZlib(byte[] packed) => packed.Length < 2 || (packed[0] & 0x0f) != 8
        ? throw new InvalidDataException()
        : new DeflateStream(new MemoryStream(packed, 2, packed.Length - 2), CompressionMode.Decompress);
}

using System;

namespace TlsTools.Protection;

/// <summary>The tag and the length in front of a value in DER or BER.</summary>
/// <seealso href="https://www.itu.int/rec/T-REC-X.690">X.690, 8.1</seealso>
internal static class DerHeader
{
    /// <summary>Reads them; of a length that is not given, or goes beyond what is there, nothing.</summary>
    /// <param name="der">The bytes of the value, and what follows it.</param>
    /// <param name="tag">The first byte.</param>
    /// <param name="start">Where the contents begin.</param>
    /// <param name="length">How long they are.</param>
    public static bool TryRead(ReadOnlySpan<byte> der, out byte tag, out int start, out int length)
    {
        tag = der.IsEmpty ? (byte)0 : der[0];
        start = 2;
        length = 0;
        if (der.Length < 2)
        {
            return false;
        }

        length = der[1];
        if (length >= 0x80)
        {
            int octets = length - 0x80;
            if (octets is 0 or > 4 || der.Length < 2 + octets)
            {
                return false;
            }

            length = 0;
            for (int index = 0; index < octets; index++)
            {
                length = (length << 8) | der[2 + index];
            }

            start += octets;
        }

        return length >= 0 && length <= der.Length - start;
    }
}

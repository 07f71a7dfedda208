using System;

namespace TlsTools.Stores.Formats;

/// <summary>Looks at the first bytes of ASN.1 content, which may be cut off later.</summary>
internal static class Asn1Start
{
    public static bool IsSequence(ReadOnlySpan<byte> content) => content.Length > 1 && content[0] == Sequence;

    /// <summary>Whether the content is a SEQUENCE whose contents begin with these bytes.</summary>
    public static bool SequenceBegins(ReadOnlySpan<byte> content, ReadOnlySpan<byte> expected)
    {
        if (!IsSequence(content))
        {
            return false;
        }

        // X.690, 8.1.3: the length is one byte, or says in seven bits how many bytes it takes.
        int lengthBytes = content[1] < 0x80 ? 0 : content[1] & 0x7f;
        int start = 2 + lengthBytes;
        return content.Length >= start + expected.Length && content.Slice(start, expected.Length).SequenceEqual(expected);
    }

    private const byte Sequence = 0x30;
}

using System;
using System.Formats.Asn1;
using System.Text;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>Decodes the string types of ASN.1 that names are written in.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4">RFC 5280, 4.1.2.4</seealso>
internal static class DirectoryText
{
    private static readonly Encoding s_utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding s_utf16 = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding s_utf32 = new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true);

    // Teletex strings are Latin-1 in every certificate that was ever seen with letters outside ASCII; T.61 itself is not used.
    private static readonly Encoding s_latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <summary>The text of an encoded value, or <see langword="null"/> where it is no text or breaks its type's encoding.</summary>
    public static string? Decode(Asn1Tag tag, ReadOnlySpan<byte> encoded)
    {
        FaultSlot faults = new();
        byte[] contents = new DerReader(encoded, faults).ReadContents(tag, "value").ToArray();
        int length = contents.Length;
        if (faults.First is not null || tag.TagClass != TagClass.Universal)
        {
            return null;
        }

        return (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.UTF8String => Decode(s_utf8, contents),
            UniversalTagNumber.BMPString when length % 2 == 0 => Decode(s_utf16, contents),
            UniversalTagNumber.UniversalString when length % 4 == 0 => Decode(s_utf32, contents),
            UniversalTagNumber.TeletexString or UniversalTagNumber.GeneralString => Decode(s_latin1, contents),

            // PrintableString with letters that it does not allow (@ and _ above all) is common and read by all.
            UniversalTagNumber.PrintableString or UniversalTagNumber.IA5String or UniversalTagNumber.NumericString
                or UniversalTagNumber.VisibleString => DecodeSevenBit(contents),
            _ => null,
        };
    }

    /// <summary>Seven-bit text; bytes above are read as UTF-8 or Latin-1 because issuers put those into the seven-bit types.</summary>
    public static string DecodeSevenBit(byte[] contents) => Decode(s_utf8, contents) ?? s_latin1.GetString(contents);

    private static string? Decode(Encoding encoding, byte[] contents)
    {
        try
        {
            return encoding.GetString(contents);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

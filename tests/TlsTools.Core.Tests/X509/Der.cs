using System.Linq;
using System.Text;

namespace TlsTools.Tests.X509;

/// <summary>Writes the DER that the tests of this room need, right or wrong.</summary>
internal static class Der
{
    public const byte Utf8 = 0x0c;
    public const byte Numeric = 0x12;
    public const byte Printable = 0x13;
    public const byte Teletex = 0x14;
    public const byte Ia5 = 0x16;
    public const byte Universal = 0x1c;
    public const byte Bmp = 0x1e;

    public static readonly byte[] CommonName = [0x06, 0x03, 0x55, 0x04, 0x03];
    public static readonly byte[] Organization = [0x06, 0x03, 0x55, 0x04, 0x0a];
    public static readonly byte[] OrganizationalUnit = [0x06, 0x03, 0x55, 0x04, 0x0b];
    public static readonly byte[] Country = [0x06, 0x03, 0x55, 0x04, 0x06];
    public static readonly byte[] DomainComponent = [0x06, 0x0a, 0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19];
    public static readonly byte[] UserId = [0x06, 0x0a, 0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x01];
    public static readonly byte[] EmailAddress = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01];

    public static byte[] Value(byte tag, params byte[][] parts)
    {
        byte[] contents = parts.SelectMany(part => part).ToArray();
        byte[] header = contents.Length switch
        {
            < 0x80 => [tag, (byte)contents.Length],
            < 0x100 => [tag, 0x81, (byte)contents.Length],
            _ => [tag, 0x82, (byte)(contents.Length >> 8), (byte)contents.Length],
        };
        return [.. header, .. contents];
    }

    public static byte[] Text(byte tag, string text) => Value(tag, tag switch
    {
        Utf8 => Encoding.UTF8.GetBytes(text),
        Bmp => Encoding.BigEndianUnicode.GetBytes(text),
        Universal => new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetBytes(text),
        Teletex => Encoding.Latin1.GetBytes(text),
        _ => Encoding.ASCII.GetBytes(text),
    });

    public static byte[] Attribute(byte[] type, byte[] value) => Value(0x30, type, value);

    public static byte[] Attribute(byte[] type, string text, byte tag = Utf8) => Attribute(type, Text(tag, text));

    public static byte[] Relative(params byte[][] attributes) => Value(0x31, attributes);

    public static byte[] Name(params byte[][] relativeNames) => Value(0x30, relativeNames);

    /// <summary>A name of one common name.</summary>
    public static byte[] Named(string text, byte tag = Utf8) => Name(Relative(Attribute(CommonName, text, tag)));
}

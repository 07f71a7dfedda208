using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace TlsTools.X509;

/// <summary>Reads a name from the text that tools print: RFC 4514 and the older RFC 2253, Java, Windows and OpenSSL.</summary>
/// <remarks>
/// <code>
/// distinguishedName = [ relativeDistinguishedName *( COMMA relativeDistinguishedName ) ]
/// relativeDistinguishedName = attributeTypeAndValue *( PLUS attributeTypeAndValue )
/// attributeTypeAndValue = attributeType EQUALS attributeValue
/// attributeValue = string / hexstring
/// </code>
/// Beyond RFC 4514 it takes space around separators, quoted values, <c>;</c> between parts and types written as <c>OID.2.5.4.3</c>.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4514#section-3">RFC 4514, 3</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2253#section-4">RFC 2253, 4</seealso>
internal sealed class NameTextReader
{
    private readonly string _text;
    private int _position;
    private bool _spaceBeforeEquals;
    private bool _spaceAfterComma;

    private NameTextReader(string text) => _text = text;

    private bool AtEnd => _position >= _text.Length;

    /// <summary>The parts in the order of the encoding, or <see langword="null"/> where the text is no name.</summary>
    public static List<List<TypedText>>? Read(string text, DistinguishedNameOrder order)
    {
        if (text.Length > LongestText)
        {
            return null;
        }

        NameTextReader reader = new(text);
        List<List<TypedText>>? parts = reader.ReadParts();
        if (order == DistinguishedNameOrder.MostSpecificFirst || (order == DistinguishedNameOrder.Detect && parts is not null && !reader.IsOpenSsl(parts)))
        {
            parts?.Reverse();
        }

        return parts;
    }

    /// <summary>
    /// OpenSSL up to 3.1 writes <c>C = AU</c>, as nobody else does. Later ones write <c>C=AU, O=x, CN=y</c>, which only the order of the
    /// parts tells from Java's form: a country, where there is one, is the least specific part of nearly every name.
    /// </summary>
    private bool IsOpenSsl(List<List<TypedText>> parts) =>
        _spaceBeforeEquals
        || (_spaceAfterComma && parts[0][0].Oid == Country && parts[parts.Count - 1].All(attribute => attribute.Oid != Country));

    private List<List<TypedText>>? ReadParts()
    {
        List<List<TypedText>> parts = [];
        SkipSpace();
        if (AtEnd)
        {
            return parts;
        }

        parts.Add([]);
        while (ReadAttribute() is { } attribute)
        {
            parts[parts.Count - 1].Add(attribute);
            if (AtEnd)
            {
                return parts;
            }

            if (_text[_position++] != '+')
            {
                _spaceAfterComma |= !AtEnd && _text[_position] == ' ';
                parts.Add([]);
            }
        }

        return null;
    }

    private TypedText? ReadAttribute()
    {
        int start = _position;
        _position = _text.IndexOf('=', start);
        if (_position < 0 || AttributeTypes.Find(_text.Substring(start, _position - start).Trim()) is not { } oid)
        {
            return null;
        }

        _spaceBeforeEquals |= _position > start && _text[_position - 1] == ' ';
        _position++;
        SkipSpace();
        return (AtEnd ? ',' : _text[_position]) switch
        {
            '#' => ReadHexadecimal(oid),
            '"' => ReadQuoted(oid),
            _ => new TypedText(oid, ReadString()),
        };
    }

    private TypedText? ReadHexadecimal(string oid)
    {
        int start = ++_position;
        while (!AtEnd && !IsSeparator(_text[_position]))
        {
            _position++;
        }

        return Hex.TryRead(_text.Substring(start, _position - start).Trim()) is { Length: > 0 } encoded ? new TypedText(oid, null, encoded) : null;
    }

    private TypedText? ReadQuoted(string oid)
    {
        List<byte> octets = [];
        _position++;
        while (!AtEnd && _text[_position] != '"')
        {
            ReadCharacter(octets);
        }

        if (AtEnd)
        {
            return null;
        }

        _position++;
        SkipSpace();
        return AtEnd || IsSeparator(_text[_position]) ? new TypedText(oid, DirectoryText.DecodeSevenBit([.. octets])) : null;
    }

    /// <summary>Reads up to a separator; space at the end is left out unless it is escaped.</summary>
    private string ReadString()
    {
        List<byte> octets = [];
        int length = 0;
        while (!AtEnd && !IsSeparator(_text[_position]))
        {
            bool isSpace = char.IsWhiteSpace(_text[_position]);
            ReadCharacter(octets);
            length = isSpace ? length : octets.Count;
        }

        octets.RemoveRange(length, octets.Count - length);
        return DirectoryText.DecodeSevenBit([.. octets]);
    }

    /// <summary>Reads <c>\2C</c> as an octet of UTF-8, <c>\,</c> as the character, anything else as it stands.</summary>
    private void ReadCharacter(List<byte> octets)
    {
        if (_text[_position] == '\\' && _position + 1 < _text.Length)
        {
            _position++;
            if (_position + 1 < _text.Length && Hex.TryRead(_text.Substring(_position, 2)) is { } octet)
            {
                octets.AddRange(octet);
                _position += 2;
                return;
            }
        }

        int length = char.IsSurrogatePair(_text, _position) ? 2 : 1;
        octets.AddRange(Encoding.UTF8.GetBytes(_text.Substring(_position, length)));
        _position += length;
    }

    private void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private static bool IsSeparator(char unit) => unit is ',' or ';' or '+';

    private const string Country = "2.5.4.6";

    // A name on the wire has at most 65,535 octets; its text can be three times as long when all of it is escaped.
    private const int LongestText = 3 * 65535;
}

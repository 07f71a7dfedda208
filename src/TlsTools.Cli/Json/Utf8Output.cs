using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Text;

namespace TlsTools.Cli.Json;

/// <summary>JSON tokens in UTF-8 in one buffer, to be handed to a stream in large blocks.</summary>
internal sealed class Utf8Output
{
    private byte[] _buffer = new byte[BlockLength * 2];
    private int _length;

    /// <summary>Bytes that wait to be handed over; what <see cref="Since"/> counts from.</summary>
    public int Position => _length;

    /// <summary>Whether so much waits that it should be handed over.</summary>
    public bool IsBlockFull => _length >= BlockLength;

    /// <summary>Hands everything over. Done between objects only, so that fragments can be taken.</summary>
    public void WriteTo(Stream destination)
    {
        destination.Write(_buffer, 0, _length);
        _length = 0;
    }

    /// <summary>A copy of what was written from a position on.</summary>
    public byte[] Since(int position) => _buffer.AsSpan(position, _length - position).ToArray();

    /// <summary>Writes bytes that are JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Reserve(json.Length));
        _length += json.Length;
    }

    /// <summary>Writes one character that is JSON already.</summary>
    public void Raw(byte character)
    {
        Reserve(1)[0] = character;
        _length++;
    }

    /// <summary>Writes over the last character.</summary>
    public void ReplaceLast(byte character) => _buffer[_length - 1] = character;

    /// <summary>Writes a whole number.</summary>
    public void Number(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(LongestNumber), out int written);
        _length += written;
    }

    /// <summary>Writes bytes as a string of lower-case hex.</summary>
    public void Hex(ReadOnlySpan<byte> bytes)
    {
        Span<byte> room = Reserve((bytes.Length * 2) + 2);
        room[0] = (byte)'"';
        int written = 1;
        foreach (byte octet in bytes)
        {
            room[written] = HexDigits[octet >> 4];
            room[written + 1] = HexDigits[octet & 0xf];
            written += 2;
        }

        room[written] = (byte)'"';
        _length += written + 1;
    }

    /// <summary>Writes bytes as a string of lower-case hex, or null.</summary>
    public void HexOrNull(byte[]? bytes)
    {
        if (bytes is null)
        {
            Raw("null"u8);
        }
        else
        {
            Hex(bytes);
        }
    }

    /// <summary>Writes a string with quotes, escaping what JSON does not allow in one, or null.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Raw("null"u8);
            return;
        }

        ReadOnlySpan<char> text = value;
        Span<byte> room = Reserve((text.Length * LongestCharacter) + 2);
        room[0] = (byte)'"';
        int copied = CopyPlain(text, room[1..]);
        int written = 1 + copied;
        text = text[copied..];
        while (!text.IsEmpty)
        {
            int plain = text.IndexOfAny(s_escaped);
            written += Encoding.UTF8.GetBytes(plain < 0 ? text : text[..plain], room[written..]);
            if (plain < 0)
            {
                break;
            }

            written += Escape(text[plain], room[written..]);
            text = text[(plain + 1)..];
        }

        room[written] = (byte)'"';
        _length += written + 1;
    }

    /// <summary>Writes a string of plain ASCII.</summary>
    public void Quoted(ReadOnlySpan<byte> text)
    {
        Span<byte> room = Reserve(text.Length + 2);
        room[0] = (byte)'"';
        text.CopyTo(room[1..]);
        room[text.Length + 1] = (byte)'"';
        _length += text.Length + 2;
    }

    // Almost all strings are short and have nothing to escape. The platform's searches are for long ones, and are compiled for
    // the processor's vectors only when the program runs.
    private static int CopyPlain(ReadOnlySpan<char> text, Span<byte> room)
    {
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (character is < ' ' or > '~' or '"' or '\\')
            {
                return index;
            }

            room[index] = (byte)character;
        }

        return text.Length;
    }

    private static int Escape(char character, Span<byte> room)
    {
        room[0] = (byte)'\\';
        if (character is '"' or '\\')
        {
            room[1] = (byte)character;
            return 2;
        }

        "u00"u8.CopyTo(room[1..]);
        Convert.TryToHexStringLower([(byte)character], room[4..], out _);
        return 6;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        return _buffer.AsSpan(_length);
    }

    private static ReadOnlySpan<byte> HexDigits => "0123456789abcdef"u8;

    // Fewer and larger writes stop paying at about this size, the default capacity of a pipe.
    private const int BlockLength = 64 * 1024;
    private const int LongestNumber = 20;

    // An escaped control character; no UTF-16 unit needs more than three bytes otherwise.
    private const int LongestCharacter = 6;

    private static readonly SearchValues<char> s_escaped = SearchValues.Create(
        "\"\\\u007f" + string.Create(0x20, 0, static (controls, _) =>
        {
            for (int i = 0; i < controls.Length; i++)
            {
                controls[i] = (char)i;
            }
        }));
}

using System;

namespace TlsTools.Decryption;

/// <summary>One line of an NSS key log: a label and two values in hex.</summary>
/// <remarks>The line is read as bytes, so that no secret becomes a string, which could not be cleared.</remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9850">RFC 9850</seealso>
internal readonly ref struct KeyLogLine
{
    private KeyLogLine(ReadOnlySpan<byte> label, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Label = label;
        First = first;
        Second = second;
    }

    /// <summary>What the line holds.</summary>
    public ReadOnlySpan<byte> Label { get; }

    /// <summary>What names the connection, still in hex.</summary>
    public ReadOnlySpan<byte> First { get; }

    /// <summary>The secret, still in hex.</summary>
    public ReadOnlySpan<byte> Second { get; }

    /// <summary>Splits a line at its two spaces.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out KeyLogLine read)
    {
        read = default;
        int first = line.IndexOf((byte)' ');
        int second = first < 0 ? -1 : line.Slice(first + 1).IndexOf((byte)' ');
        if (first <= 0 || second <= 0)
        {
            return false;
        }

        read = new KeyLogLine(line.Slice(0, first), line.Slice(first + 1, second), line.Slice(first + second + 2));
        return true;
    }

    /// <summary>Whether the label is one that programs write: capital letters, digits and underscores.</summary>
    public bool HasLabelForm()
    {
        foreach (byte letter in Label)
        {
            if (letter is not ((>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads hex.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="bytes">Takes the value.</param>
    /// <returns>How many bytes; negative where there is something else than digits, or too many.</returns>
    public static int ReadHex(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (text.Length % 2 != 0 || text.Length / 2 > bytes.Length)
        {
            return -1;
        }

        for (int index = 0; index < text.Length; index += 2)
        {
            int high = s_digits[text[index]];
            int low = s_digits[text[index + 1]];
            if (high < 0 || low < 0)
            {
                return -1;
            }

            bytes[index / 2] = (byte)((high << 4) + low);
        }

        return text.Length / 2;
    }

    private static sbyte[] Digits()
    {
        sbyte[] digits = new sbyte[256];
        for (int letter = 0; letter < digits.Length; letter++)
        {
            digits[letter] = (sbyte)Digit((byte)letter);
        }

        return digits;
    }

    private static int Digit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };

    private static readonly sbyte[] s_digits = Digits();
}

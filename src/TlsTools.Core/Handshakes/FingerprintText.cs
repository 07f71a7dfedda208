using System;
using System.Security.Cryptography;

namespace TlsTools.Handshakes;

/// <summary>The text that a fingerprint hashes, written as ASCII at once: it is made for every handshake of a capture.</summary>
internal sealed class FingerprintText
{
    [ThreadStatic]
    private static FingerprintText? s_again;

    private byte[] _bytes = new byte[UsualLength];
    private int _length;

    /// <summary>The thread's own text, emptied: what it held before is gone.</summary>
    public static FingerprintText Again()
    {
        FingerprintText text = s_again ??= new FingerprintText();
        text._length = 0;
        return text;
    }

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>Everything written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Writes a code as two bytes.</summary>
    public void Binary(int code)
    {
        Ensure(2);
        _bytes[_length] = (byte)(code >> 8);
        _bytes[_length + 1] = (byte)code;
        _length += 2;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Binary(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Writes a separator.</summary>
    public void Separate(char separator)
    {
        Ensure(1);
        _bytes[_length++] = (byte)separator;
    }

    /// <summary>Writes numbers in decimal.</summary>
    public void Decimal(ReadOnlySpan<ushort> codes, char separator)
    {
        for (int index = 0; index < codes.Length; index++)
        {
            Ensure(LongestNumber);
            if (index > 0)
            {
                _bytes[_length++] = (byte)separator;
            }

            int divisor = 1;
            while (divisor <= codes[index] / 10)
            {
                divisor *= 10;
            }

            for (; divisor > 0; divisor /= 10)
            {
                _bytes[_length++] = (byte)('0' + (codes[index] / divisor % 10));
            }
        }
    }

    /// <summary>Writes numbers as four hexadecimal digits.</summary>
    public void Hexadecimal(ReadOnlySpan<ushort> codes, char separator)
    {
        for (int index = 0; index < codes.Length; index++)
        {
            Ensure(LongestNumber);
            if (index > 0)
            {
                _bytes[_length++] = (byte)separator;
            }

            for (int shift = 12; shift >= 0; shift -= 4)
            {
                _bytes[_length++] = (byte)Digits[(codes[index] >> shift) & 0xf];
            }
        }
    }

    /// <summary>The MD5 of the text, in hexadecimal.</summary>
    public string Md5() => Hex(MD5.HashData(Bytes()), 16);

    /// <summary>The first bytes of the text's SHA-256, in hexadecimal.</summary>
    public string Sha256(int bytes) => Hex(SHA256.HashData(Bytes()), bytes);

    private byte[] Bytes() => _bytes.AsSpan(0, _length).ToArray();

    private void Ensure(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }

    private static string Hex(byte[] bytes, int count)
    {
        char[] text = new char[count * 2];
        for (int index = 0; index < count; index++)
        {
            text[2 * index] = Digits[bytes[index] >> 4];
            text[(2 * index) + 1] = Digits[bytes[index] & 0xf];
        }

        return new string(text);
    }

    private const string Digits = "0123456789abcdef";
    private const int UsualLength = 512;

    // A separator and five digits.
    private const int LongestNumber = 6;
}

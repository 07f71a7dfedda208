using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace TlsTools.Protection;

/// <summary>Replaces the words of names by others of the same length, each by the same one everywhere, and numbers that identify.</summary>
/// <param name="key">What the replacements depend on.</param>
internal sealed class NameReplacement(ReadOnlyMemory<byte> key) : IDisposable
{
    private readonly HMACSHA256 _hash = new(key.ToArray());
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>What was replaced so far, in lower case.</summary>
    public IReadOnlyDictionary<string, string> Words => _words;

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    /// <summary>Replaces the words of a text in UTF-8, ASCII or Latin-1; what stands between them stays.</summary>
    public void ReplaceText(Span<byte> text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            while (end < text.Length && IsWord(text[end]))
            {
                end++;
            }

            if (end == start)
            {
                start++;
                continue;
            }

            ReplaceWord(text.Slice(start, end - start));
            start = end;
        }
    }

    /// <summary>Replaces names of hosts in a text: words around dots, and what stands for an address.</summary>
    public void ReplaceHosts(Span<byte> text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = start;
            bool hasDot = false;
            while (end < text.Length && (IsWord(text[end]) || text[end] is (byte)'.' or (byte)'-' or (byte)'_'))
            {
                hasDot |= text[end] == (byte)'.' && end > start && end + 1 < text.Length && IsWord(text[end + 1]);
                end++;
            }

            // A number with a dot may be a version, as in HTTP/1.1 or 2.0.0; names have letters.
            if (hasDot && HasLetter(text.Slice(start, end - start)))
            {
                ReplaceText(text.Slice(start, end - start));
            }

            start = Math.Max(end, start + 1);
        }
    }

    private static bool HasLetter(ReadOnlySpan<byte> text)
    {
        foreach (byte value in text)
        {
            if (IsWord(value) && value is < (byte)'0' or > (byte)'9')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces the words of a text of two bytes a character.</summary>
    public void ReplaceWideText(Span<byte> text)
    {
        byte[] low = new byte[text.Length / 2];
        for (int index = 0; index < low.Length; index++)
        {
            low[index] = text[2 * index] == 0 ? text[(2 * index) + 1] : (byte)'x';
        }

        ReplaceText(low);
        for (int index = 0; index < low.Length; index++)
        {
            text[2 * index] = 0;
            text[(2 * index) + 1] = low[index];
        }
    }

    /// <summary>Replaces bytes that identify something, as keys and serial numbers do.</summary>
    public void ReplaceBytes(Span<byte> bytes)
    {
        byte[] block = _hash.ComputeHash(bytes.ToArray());
        for (int index = 0; index < bytes.Length; index++)
        {
            if (index > 0 && index % block.Length == 0)
            {
                block = _hash.ComputeHash(block);
            }

            bytes[index] = block[index % block.Length];
        }
    }

    private void ReplaceWord(Span<byte> word)
    {
        char[] lower = new char[word.Length];
        for (int index = 0; index < word.Length; index++)
        {
            lower[index] = (char)(IsUpper(word[index]) ? word[index] + 0x20 : word[index]);
        }

        string text = new(lower);
        if (text is "http" or "https" or "ldap" or "ldaps" or "urn")
        {
            return;
        }

        if (!_words.TryGetValue(text, out string? other))
        {
            other = Make(text);
            if (_words.Count < MostWords)
            {
                _words.Add(text, other);
                _ = _taken.Add(other);
            }
        }

        for (int index = 0; index < word.Length; index++)
        {
            word[index] = (byte)(IsUpper(word[index]) ? other[index] - 0x20 : other[index]);
        }
    }

    private string Make(string word)
    {
        bool isNumber = IsNumber(word);
        string made = string.Empty;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StringBuilder text = new(word.Length);
            byte[] block = _hash.ComputeHash(Encoding.UTF8.GetBytes($"{attempt}:{word}"));
            for (int index = 0; index < word.Length; index++)
            {
                if (index > 0 && index % block.Length == 0)
                {
                    block = _hash.ComputeHash(block);
                }

                int value = block[index % block.Length];

                // Numbers may be those of an address: below 200 they stay valid.
                text.Append((char)(isNumber ? index == 0 && word.Length > 1 ? '1' : '0' + (value % 10) : 'a' + (value % 26)));
            }

            made = text.ToString();
            if (made != word && !_taken.Contains(made))
            {
                break;
            }
        }

        return made;
    }

    private static bool IsNumber(string word)
    {
        foreach (char character in word)
        {
            if (character is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }

    // A byte of a longer character is part of a word too: it is replaced by a letter.
    private static bool IsWord(byte value) =>
        value is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or >= 0x80;

    private static bool IsUpper(byte value) => value is >= (byte)'A' and <= (byte)'Z';

    // Different words get different replacements where there are enough of them: there are but 26 of one letter.
    private const int Attempts = 64;

    /// <summary>Protects memory from names without end; further ones are replaced without being remembered.</summary>
    private const int MostWords = 200_000;
}

using System;
using System.Runtime.CompilerServices;

namespace TlsTools.Carriers;

/// <summary>Compares the first bytes of a direction, of which there may be too few yet.</summary>
internal static class Start
{
    /// <summary>Whether bytes begin with others.</summary>
    /// <param name="bytes">As many as there are.</param>
    /// <param name="expected">What to look for.</param>
    public static Recognition Of(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected) =>
        bytes.Length >= expected.Length
            ? bytes.Slice(0, expected.Length).SequenceEqual(expected) ? Recognition.Yes : Recognition.No
            : expected.Slice(0, bytes.Length).SequenceEqual(bytes) ? Recognition.Maybe : Recognition.No;

    /// <summary>Whether text begins with one of some words, separated by blanks, in either case.</summary>
    /// <param name="bytes">As many as there are.</param>
    /// <param name="words">The words, in upper case.</param>
    public static Recognition OfWord(ReadOnlySpan<byte> bytes, string words)
    {
        Recognition best = Recognition.No;
        for (int start = 0; start < words.Length;)
        {
            int end = words.IndexOf(' ', start);
            end = end < 0 ? words.Length : end;
            Recognition here = OfWord(bytes, words, start, end);
            best = here > best ? here : best;
            start = end + 1;
        }

        return best;
    }

    /// <summary>Decides by the end whose first bytes tell; the other end's must fit as far as they are there.</summary>
    /// <param name="decisive">Of the end that tells.</param>
    /// <param name="other">Of the other end.</param>
    public static Recognition Decide(Recognition decisive, Recognition other) =>
        decisive == Recognition.No || other == Recognition.No ? Recognition.No : decisive;

    /// <summary>Decides where neither end alone tells.</summary>
    public static Recognition Both(Recognition one, Recognition other) => one < other ? one : other;

    /// <summary>The better of two.</summary>
    public static Recognition Either(Recognition one, Recognition other) => one > other ? one : other;

    /// <summary>Whether a line is a command, or begins with one and a blank.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="command">The command, in upper case.</param>
    public static bool IsCommand(ReadOnlySpan<byte> line, string command) =>
        OfWord(line, command) == Recognition.Yes || (line.Length == command.Length && OfWord(line, command) == Recognition.Maybe);

    /// <summary>Whether text contains a word, in either case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="word">The word, in upper case.</param>
    public static bool Contains(ReadOnlySpan<byte> text, string word)
    {
        for (int start = 0; start + word.Length <= text.Length; start++)
        {
            int index = 0;
            while (index < word.Length && ToUpper(text[start + index]) == word[index])
            {
                index++;
            }

            if (index == word.Length)
            {
                return true;
            }
        }

        return false;
    }

    // A word ends with a blank or the line; before that it may still become a longer one.
    private static Recognition OfWord(ReadOnlySpan<byte> bytes, string words, int start, int end)
    {
        int length = end - start;
        for (int index = 0; index < length && index < bytes.Length; index++)
        {
            if (ToUpper(bytes[index]) != words[start + index])
            {
                return Recognition.No;
            }
        }

        return bytes.Length <= length ? Recognition.Maybe
            : bytes[length] is (byte)' ' or (byte)'\r' or (byte)'\n' ? Recognition.Yes
            : Recognition.No;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static char ToUpper(byte character) => (char)(character is >= (byte)'a' and <= (byte)'z' ? character - 32 : character);
}

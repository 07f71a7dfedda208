using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>Finds the PEM blocks of a text, whatever stands around them.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7468#section-2">RFC 7468, 2</seealso>
internal static class PemText
{
    /// <summary>The text of a file; the redirection of Windows PowerShell writes UTF-16.</summary>
    public static string Decode(byte[] content)
    {
        using StreamReader reader = new(new MemoryStream(content), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    public static IEnumerable<PemBlock> Read(string text)
    {
        using StringReader reader = new(text);
        string? friendlyName = null;
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            string trimmed = line.Trim();
            if (trimmed.StartsWith(FriendlyNamePrefix, StringComparison.Ordinal))
            {
                friendlyName = NameText.Neutralize(trimmed.Substring(FriendlyNamePrefix.Length).Trim());
            }
            else if (LabelOf(trimmed, Begin) is { } label)
            {
                yield return ReadBlock(reader, label, friendlyName, ref number);
                friendlyName = null;
            }
        }
    }

    private static PemBlock ReadBlock(StringReader reader, string label, string? friendlyName, ref int number)
    {
        int start = number;
        Dictionary<string, string> headers = [];
        StringBuilder base64 = new();
        bool isEnded = false;
        while (!isEnded && reader.ReadLine() is { } line)
        {
            number++;
            string trimmed = line.Trim();
            int colon = trimmed.IndexOf(':');
            if (trimmed.StartsWith(End, StringComparison.Ordinal))
            {
                isEnded = true;
            }
            else if (colon > 0)
            {
                headers[trimmed.Substring(0, colon)] = trimmed.Substring(colon + 1).Trim();
            }
            else
            {
                base64.Append(trimmed);
            }
        }

        return new PemBlock
        {
            Label = label,
            Content = isEnded ? FromBase64(base64.ToString()) : null,
            Headers = headers,
            FriendlyName = friendlyName,
            Line = start,
        };
    }

    private static byte[]? FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? LabelOf(string line, string prefix) =>
        line.StartsWith(prefix, StringComparison.Ordinal) && line.EndsWith(Dashes, StringComparison.Ordinal) && line.Length >= prefix.Length + Dashes.Length
            ? line.Substring(prefix.Length, line.Length - prefix.Length - Dashes.Length)
            : null;

    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";
    private const string FriendlyNamePrefix = "friendlyName:";
}

using System;
using System.Text;
using TlsTools.Carriers;
using TlsTools.Tls;

namespace TlsTools.Protection;

/// <summary>
/// Makes harmless what is said before TLS, or instead of it, without changing its length: commands and replies that lead to TLS
/// stay, everything else, passwords above all, becomes <c>x</c> or zeros.
/// </summary>
/// <param name="names">Replaces names in what stays; null where they stay.</param>
internal sealed class DialogueReplacement(NameReplacement? names)
{
    /// <summary>Changes what an end said.</summary>
    /// <param name="bytes">All of it, from the first byte.</param>
    /// <param name="sender">The end.</param>
    /// <param name="carrier">The name of the dialogue.</param>
    public void Replace(Span<byte> bytes, Side sender, string carrier)
    {
        switch (carrier)
        {
            case "StartTls/ldap":
                BinaryDialogues.Ldap(bytes);
                break;
            case "StartTls/postgres":
                BinaryDialogues.Postgres(bytes, sender);
                break;
            case "StartTls/mysql":
                BinaryDialogues.MySql(bytes, sender);
                break;
            case "Socks":
                BinaryDialogues.Socks(bytes, sender, names);
                break;
            case "Tds":
                break;
            case "Rdp":
                BinaryDialogues.Rdp(bytes);
                break;
            case "ProxyProtocol":
                BinaryDialogues.Proxy(bytes);
                break;
            default:
                ReplaceText(bytes, sender);
                break;
        }
    }

    private void ReplaceText(Span<byte> bytes, Side sender)
    {
        if (bytes.Length > 0 && bytes[0] is not (>= 0x20 and < 0x7f))
        {
            bytes.Slice(PlaintextProtocols.StartLength(bytes)).Clear();
            return;
        }

        if (bytes[0] == (byte)'<' && !Lower(bytes.Slice(0, Math.Min(bytes.Length, 9))).StartsWith("<!doctype", StringComparison.Ordinal) && !StartsWith(bytes, "<html"))
        {
            ReplaceXml(bytes);
            return;
        }

        int known = PlaintextProtocols.StartLength(bytes);
        bool isHttp = false;
        int bodyLength = 0;
        while (!bytes.IsEmpty)
        {
            Span<byte> line = TakeLine(ref bytes);
            if (IsHttpStart(line))
            {
                isHttp = true;

                // RFC 9112, 6.3: a request without a length has no body, that of a response goes on to the end.
                bodyLength = sender == Side.Client ? 0 : int.MaxValue;
                ReplaceHttpStart(line);
            }
            else if (isHttp && line.IsEmpty)
            {
                Span<byte> body = bytes.Slice(0, Math.Min(bodyLength, bytes.Length));
                bytes = bytes.Slice(body.Length);
                ReplaceBody(body);
                isHttp = false;
            }
            else if (isHttp)
            {
                bodyLength = TextDialogues.ContentLength(Lower(line)) ?? bodyLength;
                ReplaceField(line);
            }
            else
            {
                ReplaceLine(line, sender, known);
            }

            known = 0;
        }
    }

    private static Span<byte> TakeLine(ref Span<byte> bytes)
    {
        int end = bytes.IndexOf((byte)'\n');
        Span<byte> line = bytes.Slice(0, end < 0 ? bytes.Length : end);
        bytes = bytes.Slice(end < 0 ? bytes.Length : end + 1);
        return line.Slice(0, line.Length - (!line.IsEmpty && line[line.Length - 1] == (byte)'\r' ? 1 : 0));
    }

    // The words by which servers say that they expect TLS stay.
    private static void ReplaceBody(Span<byte> body)
    {
        while (!body.IsEmpty)
        {
            Span<byte> line = TakeLine(ref body);
            if (!TextDialogues.SaysTlsExpected(Lower(line)))
            {
                Cross(line);
            }
        }
    }

    private void ReplaceLine(Span<byte> line, Side sender, int known)
    {
        string text = Lower(line);
        int kept = sender == Side.Client ? TextDialogues.KeptOfCommand(text) : TextDialogues.KeptOfReply(text);

        // The protocol is told by its first bytes, in SSH by the first line.
        bool isSsh = text.StartsWith("ssh-", StringComparison.Ordinal);
        kept = isSsh ? line.Length : Math.Max(kept, Math.Min(known, line.Length));
        Cross(line.Slice(kept));
        if (!isSsh)
        {
            names?.ReplaceHosts(line.Slice(0, kept));
        }
    }

    private static bool IsHttpStart(ReadOnlySpan<byte> line)
    {
        if (StartsWith(line, "HTTP/1."))
        {
            return true;
        }

        string text = Encoding.ASCII.GetString(line.ToArray());
        int space = text.IndexOf(' ');
        return space > 0 && text.LastIndexOf(" HTTP/1.", StringComparison.Ordinal) >= space;
    }

    // The method and the version tell what it is; only of CONNECT the target is more than somebody's business.
    private void ReplaceHttpStart(Span<byte> line)
    {
        if (StartsWith(line, "HTTP/1."))
        {
            return;
        }

        int start = line.IndexOf((byte)' ') + 1;
        int end = line.LastIndexOf((byte)' ');
        if (end <= start)
        {
            return;
        }

        if (StartsWith(line, "CONNECT "))
        {
            names?.ReplaceHosts(line.Slice(start, end - start));
        }
        else
        {
            Cross(line.Slice(start, end - start));
            line[start] = (byte)'/';
        }
    }

    private void ReplaceField(Span<byte> line)
    {
        string text = Lower(line);
        int colon = text.IndexOf(':');
        if (colon < 0)
        {
            Cross(line);
        }
        else if (!TextDialogues.IsKeptField(text.Substring(0, colon)))
        {
            // Of an authorization the scheme is kept: it says what was tried.
            int value = colon + 1;
            while (value < text.Length && text[value] == ' ')
            {
                value++;
            }

            int scheme = text.Substring(0, colon).EndsWith("authenticate", StringComparison.Ordinal) || text.Substring(0, colon).EndsWith("authorization", StringComparison.Ordinal)
                ? text.IndexOf(' ', value)
                : value;
            Cross(line.Slice(scheme < 0 ? value : scheme));
        }
        else
        {
            names?.ReplaceHosts(line.Slice(colon + 1));
        }
    }

    // Elements of the negotiation stay, with their attributes; texts, and elements that log in, do not.
    private void ReplaceXml(Span<byte> bytes)
    {
        string element = string.Empty;
        while (!bytes.IsEmpty)
        {
            int open = bytes.IndexOf((byte)'<');
            Span<byte> text = bytes.Slice(0, open < 0 ? bytes.Length : open);
            if (element is not ("mechanism" or "method"))
            {
                Cross(text);
            }

            bytes = bytes.Slice(text.Length);
            int close = bytes.IndexOf((byte)'>');
            if (bytes.IsEmpty || close < 0)
            {
                Cross(bytes);
                return;
            }

            Span<byte> tag = bytes.Slice(0, close + 1);
            element = TextDialogues.ElementOf(Lower(tag));
            if (TextDialogues.IsKeptElement(element))
            {
                names?.ReplaceHosts(tag);
            }
            else
            {
                Cross(tag.Slice(1, tag.Length - 2));
            }

            bytes = bytes.Slice(close + 1);
        }
    }

    private static void Cross(Span<byte> bytes)
    {
        foreach (ref byte value in bytes)
        {
            value = value is (byte)'\r' or (byte)'\n' or (byte)' ' ? value : (byte)'x';
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, string start) =>
        bytes.Length >= start.Length && Encoding.ASCII.GetString(bytes.Slice(0, start.Length).ToArray()) == start;

    private static string Lower(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes.ToArray()).ToLowerInvariant();
}

using System;
using System.Collections.Generic;
using System.Globalization;

namespace TlsTools.Protection;

/// <summary>What of dialogues in text leads to TLS, and holds nothing that is secret.</summary>
internal static class TextDialogues
{
    /// <summary>How much of a client's line stays.</summary>
    /// <param name="line">The line in lower case.</param>
    public static int KeptOfCommand(string line)
    {
        string[] words = line.Split(' ');
        if (s_harmlessCommands.Contains(words[0]) || (words.Length > 1 && s_harmlessCommands.Contains(words[1]) && IsTag(words[0])) || words[0] == "proxy")
        {
            return line.Length;
        }

        if (words.Length > 1 && words[0] == "auth" && words[1] is "tls" or "ssl" or "tls-c" or "tls-p")
        {
            return line.Length;
        }

        // That somebody logs in is seen, and how; not who, nor with which words.
        return words[0] is "auth" or "authenticate" && words.Length == 1 ? line.Length
            : words[0] is "auth" or "authenticate" ? words[0].Length + 1 + words[1].Length
            : s_secretCommands.Contains(words[0]) ? words[0].Length
            : words.Length > 1 && IsTag(words[0]) && words[1] is "login" or "authenticate" ? words[0].Length + 1 + words[1].Length
            : 0;
    }

    /// <summary>How much of a server's line stays.</summary>
    /// <param name="line">The line in lower case.</param>
    public static int KeptOfReply(string line)
    {
        if (line.Length >= 3 && char.IsDigit(line[0]) && char.IsDigit(line[1]) && char.IsDigit(line[2]) && (line.Length == 3 || line[3] is ' ' or '-'))
        {
            // A challenge is part of a login.
            return line.StartsWith("334", StringComparison.Ordinal) ? 3 : line.Length;
        }

        string[] words = line.Split(' ');
        if (words[0].Length > 0 && words[0][0] == ':' && words.Length > 1)
        {
            // IRC: ":server 670 nick :text".
            return words[1] is "670" or "691" or "451" or "421" or "001" or "cap" or "notice" ? line.Length : 0;
        }

        bool isStatus = words.Length > 1 && words[1] is "ok" or "no" or "bad" or "bye" or "preauth" or "capability" && (words[0] == "*" || IsTag(words[0]));
        return isStatus || s_replies.Contains(words[0]) ? line.Length : 0;
    }

    /// <summary>Whether the value of a field of HTTP stays.</summary>
    /// <param name="name">The name in lower case.</param>
    public static bool IsKeptField(string name) => s_fields.Contains(name);

    /// <summary>Whether a line of a page is one by which a server says that it expects TLS.</summary>
    /// <param name="line">The line in lower case.</param>
    public static bool SaysTlsExpected(string line) =>
        line.Contains("plain http request was sent to https port")
        || line.Contains("sent an http request to an https server")
        || line.Contains("speaking plain http to an ssl-enabled server port")
        || line.Contains("this combination of host and port requires tls");

    /// <summary>The length of a page that a field of HTTP tells; null where it tells another thing.</summary>
    /// <param name="field">The line in lower case.</param>
    public static int? ContentLength(string field) =>
        field.StartsWith("content-length:", StringComparison.Ordinal)
        && int.TryParse(field.Substring("content-length:".Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? length
            : null;

    /// <summary>The name of a tag's element.</summary>
    /// <param name="tag">The tag in lower case.</param>
    public static string ElementOf(string tag)
    {
        int start = tag.StartsWith("</", StringComparison.Ordinal) ? 2 : 1;
        int end = tag.IndexOfAny([' ', '>', '/', '\t', '\r', '\n'], start);
        return tag.Substring(start, Math.Max(end, start) - start);
    }

    /// <summary>Whether an element belongs to the negotiation of a stream.</summary>
    /// <param name="name">Its name in lower case.</param>
    public static bool IsKeptElement(string name) => s_elements.Contains(name);

    private static bool IsTag(string word) => word.Length is > 0 and <= 16;

    private static readonly HashSet<string> s_harmlessCommands = new(StringComparer.Ordinal)
    {
        "ehlo", "helo", "lhlo", "starttls", "stls", "noop", "quit", "rset", "capability", "capa", "feat", "pbsz", "prot", "logout", "cap", "syst", "mode", "xclient",
        "capabilities", "id",
    };

    private static readonly HashSet<string> s_secretCommands = new(StringComparer.Ordinal)
    {
        "user", "pass", "acct", "mail", "rcpt", "data", "apop", "authinfo", "nick", "oper",
    };

    private static readonly HashSet<string> s_replies = new(StringComparer.Ordinal)
    {
        "+ok", "-err", ".", "stls", "capa", "top", "uidl", "resp-codes", "auth-resp-code", "pipelining", "expire", "implementation", "sasl", "user", "utf8", "lang", "login-delay",
        "ok", "no", "bye", "\"implementation\"", "\"sieve\"", "\"starttls\"", "\"sasl\"", "\"version\"", "\"notify\"", "\"language\"", "\"maxredirects\"", "notice",
        "starttls", "authinfo", "reader", "ihave", "streaming", "hdr", "over", "list", "post", "auth", "pbsz", "prot",
    };

    private static readonly HashSet<string> s_fields = new(StringComparer.Ordinal)
    {
        "host", "connection", "proxy-connection", "user-agent", "server", "content-length", "content-type", "transfer-encoding", "date", "via", "upgrade",
    };

    private static readonly HashSet<string> s_elements = new(StringComparer.Ordinal)
    {
        "?xml", "stream:stream", "stream:features", "features", "starttls", "required", "optional", "mechanisms", "mechanism", "proceed", "failure", "compression",
        "method", "stream:error", "register", "ver", "sub", "c", "sm", "bind", "session", "dialback", "limits", "max-bytes", "idle-seconds", "policy-violation", "not-authorized",
    };
}

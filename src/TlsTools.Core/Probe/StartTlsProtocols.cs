using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using TlsTools.Carriers;

namespace TlsTools.Probe;

/// <summary>The protocols in which a client asks for TLS, and how.</summary>
public static class StartTlsProtocols
{
    /// <summary>The names of the protocols.</summary>
    public static IReadOnlyList<string> Names => [.. s_rows.Select(row => row.Name)];

    /// <summary>The port on which a protocol waits for clients that begin without TLS; 443 for <see langword="null"/>.</summary>
    /// <param name="protocol">A name, or <see langword="null"/> for TLS from the first byte.</param>
    public static int DefaultPort(string? protocol) => RowOf(protocol)?.Port ?? 443;

    /// <summary>What <see cref="TlsEndpoint.Protocol"/> says of a protocol, and of a proxy where there is no protocol.</summary>
    internal static string CarrierOf(string? protocol, ProbeProxy? proxy = null) => RowOf(protocol)?.Carrier ?? (proxy is null ? "Tcp" : "HttpConnect");

    /// <summary>Leads the dialogue to where TLS begins.</summary>
    /// <returns>What stood against it; <see langword="null"/> where TLS can begin.</returns>
    internal static string? TryBegin(string? protocol, RecordedConnection connection, string name)
    {
        if (RowOf(protocol) is not { } row)
        {
            return null;
        }

        StartTlsDialogue dialogue = new(connection);
        if (!row.Begin(dialogue, name))
        {
            return $"The server did not begin TLS in {row.Name}; it said '{dialogue.Line}'.";
        }

        if (dialogue.HasMore)
        {
            return $"The server sent more in {row.Name} behind its agreement to TLS.";
        }

        if (row.IsWrapped)
        {
            connection.WrapInTds();
        }

        return null;
    }

    private static Row? RowOf(string? protocol) => protocol is null ? null
        : s_rows.FirstOrDefault(row => string.Equals(row.Name, protocol, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"TLS is begun in {string.Join(", ", Names)}, not in '{protocol}'.", nameof(protocol));

    // RFC 3207.
    private static bool Smtp(StartTlsDialogue dialogue, string name)
    {
        bool isOffered = false;
        if (!dialogue.AwaitReply("220"))
        {
            return false;
        }

        dialogue.Say("EHLO tlstools.invalid\r\n");
        if (!dialogue.AwaitReply("250", line => isOffered |= line.Length >= 12 && line.Substring(4).StartsWith("STARTTLS", StringComparison.OrdinalIgnoreCase)) || !isOffered)
        {
            return false;
        }

        dialogue.Say("STARTTLS\r\n");
        return dialogue.AwaitReply("220");
    }

    // RFC 9051, 6.2.1.
    private static bool Imap(StartTlsDialogue dialogue, string name)
    {
        if (!dialogue.Await("* OK", failure: "* "))
        {
            return false;
        }

        dialogue.Say("t STARTTLS\r\n");
        return dialogue.Await("t OK", failure: "t ");
    }

    // RFC 2595, 4.
    private static bool Pop3(StartTlsDialogue dialogue, string name)
    {
        if (!dialogue.Await("+OK", failure: "-ERR"))
        {
            return false;
        }

        dialogue.Say("STLS\r\n");
        return dialogue.Await("+OK", failure: "-ERR");
    }

    // RFC 4217, 4.
    private static bool Ftp(StartTlsDialogue dialogue, string name)
    {
        if (!dialogue.AwaitReply("220"))
        {
            return false;
        }

        dialogue.Say("AUTH TLS\r\n");
        return dialogue.AwaitReply("234");
    }

    // RFC 4642, 2.2.
    private static bool Nntp(StartTlsDialogue dialogue, string name)
    {
        if (!dialogue.Await("20", failure: ""))
        {
            return false;
        }

        dialogue.Say("STARTTLS\r\n");
        return dialogue.Await("382", failure: "");
    }

    // RFC 5804, 2.2.
    private static bool Sieve(StartTlsDialogue dialogue, string name)
    {
        bool isOffered = false;
        if (!dialogue.Await("OK", line => isOffered |= line.StartsWith("\"STARTTLS\"", StringComparison.OrdinalIgnoreCase), "NO") || !isOffered)
        {
            return false;
        }

        dialogue.Say("STARTTLS\r\n");
        return dialogue.Await("OK", failure: "NO");
    }

    // RFC 6120, 5.4.
    private static bool Xmpp(StartTlsDialogue dialogue, string name)
    {
        // What is not allowed in a domain would end the attribute.
        string domain = new([.. name.Where(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or ':')]);
        dialogue.Say($"<?xml version='1.0'?><stream:stream to='{domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        if (!dialogue.AwaitText("</stream:features>", "<stream:error") || !dialogue.Line.Contains("<starttls"))
        {
            return false;
        }

        dialogue.Say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        return dialogue.AwaitText("<proceed", "<failure");
    }

    // RFC 4511, 4.14: an ExtendedRequest, and a resultCode of success in the answer.
    private static bool Ldap(StartTlsDialogue dialogue, string name)
    {
        dialogue.Say([0x30, 0x1d, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16, .. Encoding.ASCII.GetBytes("1.3.6.1.4.1.1466.20037")]);
        if (dialogue.ReadBytes(2) is not [0x30, var first] || first > 0x82)
        {
            return false;
        }

        byte[]? longLength = first < 0x80 ? [first] : dialogue.ReadBytes(first & 0x7f);
        int length = longLength is null ? 0 : longLength.Aggregate(0, (sum, one) => (sum << 8) | one);
        byte[] answer = dialogue.ReadBytes(length) ?? [];

        // INTEGER messageID, then [APPLICATION 24] with an ENUMERATED in front; its length may take more than one byte.
        int place = Array.IndexOf(answer, (byte)0x78);
        int code = place < 0 || place + 1 >= answer.Length ? -1 : place + 2 + (answer[place + 1] < 0x80 ? 0 : answer[place + 1] & 0x7f);
        return code > 0 && code + 2 < answer.Length && answer[code] == 0x0a && answer[code + 2] == 0;
    }

    // https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest.
    private static bool Postgres(StartTlsDialogue dialogue, string name)
    {
        dialogue.Say([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
        return dialogue.ReadBytes(1) is [(byte)'S'];
    }

    // https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html: the greeting with its capabilities, then SSLRequest.
    private static bool MySql(StartTlsDialogue dialogue, string name)
    {
        if (dialogue.ReadBytes(4) is not [var low, var middle, var high, _] || dialogue.ReadBytes(low | (middle << 8) | (high << 16)) is not [10, ..] greeting)
        {
            return false;
        }

        // version\0, thread id of 4 bytes, 8 bytes of challenge, a zero, then the lower capabilities.
        int capabilities = Array.IndexOf(greeting, (byte)0, 1) + 14;
        if (capabilities + 1 >= greeting.Length || (greeting[capabilities + 1] & 0x08) == 0)
        {
            return false;
        }

        dialogue.Say([32, 0, 0, 1, 0x00, 0x8a, 0x00, 0x00, 0, 0, 0, 1, 33, .. new byte[23]]);
        return true;
    }

    // https://ircv3.net/specs/deprecated/tls: 670 is RPL_STARTTLS, 691 ERR_STARTTLS, 451 and 421 of servers that do not know it.
    private static bool Irc(StartTlsDialogue dialogue, string name)
    {
        dialogue.Say("STARTTLS\r\n");
        while (dialogue.Await(":"))
        {
            string[] words = dialogue.Line.Split(' ');
            if (words.Length > 1 && words[1] is "670" or "691" or "451" or "421")
            {
                return words[1] == "670";
            }
        }

        return false;
    }

    // MS-TDS, 2.2.6.5: the options VERSION and ENCRYPTION (ENCRYPT_ON), each with its offset and length, and their values.
    private static bool SqlServer(StartTlsDialogue dialogue, string name) =>
        dialogue.Converse(new Tds(), TdsPackets.Wrap([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 0, 0, 0, 0, 0, 0, 1]));

    // MS-RDPBCGR, 2.2.1.1: TPKT, an X.224 connection request, and RDP_NEG_REQ for PROTOCOL_SSL, PROTOCOL_HYBRID and PROTOCOL_HYBRID_EX.
    private static bool RemoteDesktop(StartTlsDialogue dialogue, string name) =>
        dialogue.Converse(new Rdp(), [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0x0b, 0, 0, 0]);

    private static readonly Row[] s_rows =
    [
        new("smtp", 25, Smtp),
        new("imap", 143, Imap),
        new("pop3", 110, Pop3),
        new("ftp", 21, Ftp),
        new("ldap", 389, Ldap),
        new("xmpp", 5222, Xmpp),
        new("postgres", 5432, Postgres),
        new("mysql", 3306, MySql),
        new("nntp", 119, Nntp),
        new("sieve", 4190, Sieve),
        new("irc", 6667, Irc),
        new("tds", 1433, SqlServer) { Carrier = "Tds", IsWrapped = true },
        new("rdp", 3389, RemoteDesktop) { Carrier = "Rdp" },
    ];

    private sealed record Row(string Name, int Port, Func<StartTlsDialogue, string, bool> Begin)
    {
        /// <summary>What handshakes of captures call it.</summary>
        public string Carrier { get; init; } = "StartTls/" + Name;

        /// <summary>Whether the handshake travels in the protocol's own packets.</summary>
        public bool IsWrapped { get; init; }
    }
}

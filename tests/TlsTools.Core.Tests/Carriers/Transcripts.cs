using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xunit;

namespace TlsTools.Tests.Carriers;

/// <summary>
/// Dialogues as text: a line each, which begins with <c>C:</c> or <c>S:</c>; bytes that are no text as <c>{16 03 01}</c>. CR and
/// LF are added unless the line has a <c>{…}</c> at its end.
/// </summary>
internal static class Transcripts
{
    private const string ClientHello = "C: {16 03 01 00 05 01 00 00 01 00}\n";

    private const string ServerHello = "S: {16 03 03 00 05 02 00 00 01 00}\n";

    private const string PreLogin =
        "C: {12 01 00 1b 00 00 01 00  00 00 0b 00 06  01 00 11 00 01  ff 00 00 00 00 00 00 01 00}\n";

    /// <summary>Dialogues that lead to TLS.</summary>
    public static TheoryData<string, string> Leading() => new()
    {
        { "StartTls/smtp", "S: 220 mail.example ESMTP\nC: EHLO me\nS: 250-mail.example\nS: 250-SIZE\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go ahead\n" },
        { "StartTls/smtp", "S: 220-mail.example\nS: 220 terms of use\nC: EHLO me\nS: 250 mail.example\nC: starttls\nS: 220 2.0.0 Ready\n" },
        { "StartTls/smtp", "S: 220 mail.example\nC: LHLO me\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 later\nC: STARTTLS\nS: 220 now\n" },
        { "StartTls/imap", "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC: a001 STARTTLS\nS: a001 OK begin\n" },
        { "StartTls/imap", "S: * OK ready\nC: . CAPABILITY\nS: * CAPABILITY IMAP4rev1 STARTTLS\nS: . OK done\nC: . starttls\nS: . OK begin\n" },
        { "StartTls/pop3", "S: +OK ready\nC: CAPA\nS: +OK\nS: TOP\nS: STLS\nS: .\nC: STLS\nS: +OK begin\n" },
        { "StartTls/pop3", "S: +OK ready\nC: STLS\nS: +OK begin\n" },
        { "StartTls/ftp", "S: 220 ProFTPD\nC: FEAT\nS: 211-Features:\nS:  AUTH TLS\nS: 211 End\nC: AUTH TLS\nS: 234 AUTH TLS successful\n" },
        { "StartTls/ftp", "S: 220-\nS: 220 welcome\nC: AUTH SSL\nS: 334 go\n" },
        { "StartTls/nntp", "S: 200 news.example\nC: CAPABILITIES\nS: 101 list:\nS: VERSION 2\nS: STARTTLS\nS: .\nC: STARTTLS\nS: 382 continue\n" },
        { "StartTls/sieve", "S: \"IMPLEMENTATION\" \"Dovecot\"\nS: \"STARTTLS\"\nS: OK \"ready\"\nC: STARTTLS\nS: OK \"begin\"\n" },
        { "StartTls/irc", "C: STARTTLS\nS: :irc.example 670 * :STARTTLS successful\n" },
        { "StartTls/xmpp", "C: <?xml version='1.0'?><stream:stream to='a' xmlns:stream='x'>{}\nS: <?xml version='1.0'?><stream:stream><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>{}\nC: <starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>{}\nS: <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>{}\n" },
        { "StartTls/xmpp", "C: <stream:stream to='a'>{}\nS: <stream:stream><stream:features><starttls/></stream:features>{}\nC: <starttls></starttls>{}\nS: <proceed></proceed>{}\n" },
        { "StartTls/ldap", "C: {30 1d 02 01 01 77 18 80 16}1.3.6.1.4.1.1466.20037{}\nS: {30 0c 02 01 01 78 07 0a 01 00 04 00 04 00}\n" },
        { "StartTls/ldap", "C: {30 0c 02 01 01 63 07 04 00 0a 01 00 0a 01}\nS: {30 0c 02 01 01 65 07 0a 01 00 04 00 04 00}\nC: {30 84 00 00 00 1d 02 01 02 77 18 80 16}1.3.6.1.4.1.1466.20037{}\nS: {30 84 00 00 00 0c 02 01 02 78 07 0a 01 00 04 00 04 00}\n" },
        { "StartTls/postgres", "C: {00 00 00 08 04 d2 16 2f}\nS: S{}\n" },
        { "StartTls/postgres", "C: {00 00 00 08 04 d2 16 30}\nS: N{}\nC: {00 00 00 08 04 d2 16 2f}\nS: S{}\n" },
        { "StartTls/mysql", "S: {1a 00 00 00 0a}8.0.36{00 01 00 00 00 01 02 03 04 05 06 07 08 00 ff ff 21 02 00}\nC: {20 00 00 01 05 ae 0f 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00}\n" },
        { "HttpConnect", "C: CONNECT a.example:443 HTTP/1.1\nC: Host: a.example:443\nC: \nS: HTTP/1.1 200 Connection established\nS: \n" },
        { "HttpConnect", "C: CONNECT a.example:443 HTTP/1.1\nC: \nS: HTTP/1.1 407 Proxy Authentication Required\nS: content-length: 4\nS: \nS: no!!{}\nC: CONNECT a.example:443 HTTP/1.1\nC: Proxy-Authorization: Basic eA==\nC: \nS: HTTP/1.0 200 OK\nS: \n" },
        { "Socks", "C: {05 01 00}\nS: {05 00}\nC: {05 01 00 03 09}a.example{01 bb}\nS: {05 00 00 01 00 00 00 00 00 00}\n" },
        { "Socks", "C: {05 02 00 02}\nS: {05 02}\nC: {01 01 61 01 62}\nS: {01 00}\nC: {05 01 00 01 c0 00 02 01 01 bb}\nS: {05 00 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 04 38}\n" },
        { "Socks", "C: {04 01 01 bb c0 00 02 01}me{00}\nS: {00 5a 00 00 00 00 00 00}\n" },
        { "Socks", "C: {04 01 01 bb 00 00 00 01 00}a.example{00}\nS: {00 5a 00 00 00 00 00 00}\n" },
        { "ProxyProtocol", "C: PROXY TCP4 192.0.2.1 198.51.100.2 50000 443\n" },
        { "ProxyProtocol", "C: PROXY UNKNOWN\n" },
        { "ProxyProtocol", "C: {0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a 21 11 00 0c c0 00 02 01 c6 33 64 02 c3 50 01 bb}\n" },
        { "StartTls/smtp", "C: PROXY TCP4 192.0.2.1 198.51.100.2 50000 25\nS: 220 mail.example\nC: EHLO me\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n" },
        { "Rdp", "C: {03 00 00 13 0e e0 00 00 00 00 00 01 00 08 00 03 00 00 00}\nS: {03 00 00 13 0e d0 00 00 12 34 00 02 1f 08 00 02 00 00 00}\n" },
        { "Rdp", "C: {03 00 00 28 23 e0 00 00 00 00 00}Cookie: mstshash=me{0d 0a 01 00 08 00 01 00 00 00}\nS: {03 00 00 13 0e d0 00 00 12 34 00 02 00 08 00 01 00 00 00}\n" },
        { "Tds", PreLogin + "S: {04 01 00 1b 00 00 01 00  00 00 0b 00 06  01 00 11 00 01  ff 0f 00 07 d0 00 00 00 00}\n" },
    };

    /// <summary>Dialogues in which the client wants TLS and does not get it, and what the evidence says.</summary>
    public static TheoryData<string, bool, string, string> Refused() => new()
    {
        { "StartTls/smtp", false, "454 TLS not available", "S: 220 a\nC: EHLO me\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 TLS not available\nC: QUIT\nS: 221 bye\n" },
        { "StartTls/smtp", false, @"502 \u{1b}[31mno", "S: 220 a\nC: EHLO me\nS: 250 a\nC: STARTTLS\nS: 502 {1b}[31mno\nC: MAIL FROM:<a>\n" },
        { "StartTls/smtp", true, "The server did not offer STARTTLS.", "S: 220 a\nC: EHLO me\nS: 250-SIZE\nS: 250 HELP\nC: QUIT\nS: 221 bye\n" },
        { "StartTls/imap", false, "a1 NO not now", "S: * OK\nC: a1 STARTTLS\nS: a1 NO not now\n" },
        { "StartTls/imap", true, "The server did not offer STARTTLS.", "S: * OK\nC: a1 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: a1 OK\nC: a2 LOGOUT\n" },
        { "StartTls/pop3", false, "-ERR no", "S: +OK\nC: STLS\nS: -ERR no\n" },
        { "StartTls/pop3", true, "The server did not offer STLS.", "S: +OK\nC: CAPA\nS: +OK\nS: TOP\nS: .\nC: QUIT\n" },
        { "StartTls/ftp", false, "534 no", "S: 220 FTP\nC: AUTH TLS\nS: 534 no\nC: QUIT\n" },
        { "StartTls/ftp", true, "The server did not offer AUTH TLS.", "S: 220 FTP\nC: FEAT\nS: 211-Features\nS:  UTF8\nS: 211 End\nC: QUIT\n" },
        { "StartTls/nntp", false, "580 no", "S: 200 a\nC: STARTTLS\nS: 580 no\n" },
        { "StartTls/sieve", false, "NO \"not now\"", "S: \"IMPLEMENTATION\" \"a\"\nS: \"STARTTLS\"\nS: OK\nC: STARTTLS\nS: NO \"not now\"\n" },
        { "StartTls/irc", false, ":a 691 * :no", "C: STARTTLS\nS: :a 691 * :no\n" },
        { "StartTls/xmpp", false, "<failure xmlns='x'/>", "C: <stream:stream>{}\nS: <stream:stream>{}\nC: <starttls/>{}\nS: <failure xmlns='x'/>{}\n" },
        { "StartTls/ldap", false, "resultCode 52: not now", "C: {30 1d 02 01 01 77 18 80 16}1.3.6.1.4.1.1466.20037{}\nS: {30 13 02 01 01 78 0e 0a 01 34 04 00 04 07}not now{}\n" },
        { "StartTls/postgres", false, "N", "C: {00 00 00 08 04 d2 16 2f}\nS: N{}\nC: {00 00 00 10 00 03 00 00}user{00}\n" },
        { "StartTls/mysql", true, "The server's greeting did not have the capability CLIENT_SSL.", "S: {1a 00 00 00 0a}8.0.36{00 01 00 00 00 01 02 03 04 05 06 07 08 00 ff f7 21 02 00}\nC: {24 00 00 01 05 ae 0f 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00}root{}\n" },
        { "HttpConnect", false, "HTTP/1.1 403 Forbidden", "C: CONNECT a.example:443 HTTP/1.1\nC: \nS: HTTP/1.1 403 Forbidden\nS: \n" },
        { "Socks", false, "SOCKS 5 reply 5", "C: {05 01 00}\nS: {05 00}\nC: {05 01 00 01 c0 00 02 01 01 bb}\nS: {05 05 00 01 00 00 00 00 00 00}\n" },
        { "Socks", false, "SOCKS 4 code 91", "C: {04 01 01 bb c0 00 02 01 00}\nS: {00 5b 00 00 00 00 00 00}\n" },
        { "Rdp", false, "SSL_CERT_NOT_ON_SERVER", "C: {03 00 00 13 0e e0 00 00 00 00 00 01 00 08 00 03 00 00 00}\nS: {03 00 00 13 0e d0 00 00 12 34 00 03 00 08 00 03 00 00 00}\n" },
        { "Rdp", false, "The server chose PROTOCOL_RDP.", "C: {03 00 00 13 0e e0 00 00 00 00 00 01 00 08 00 03 00 00 00}\nS: {03 00 00 0b 06 d0 00 00 12 34 00}\n" },
        { "Tds", false, "ENCRYPT_NOT_SUP", PreLogin + "S: {04 01 00 1b 00 00 01 00  00 00 0b 00 06  01 00 11 00 01  ff 0f 00 07 d0 00 00 02 00}\n" },
    };

    /// <summary>Conversations that are none of it, or in which the client chose plaintext.</summary>
    public static TheoryData<string, string> Other() => new()
    {
        { "HTTP", "C: GET / HTTP/1.1\nC: \nS: HTTP/1.1 200 OK\nS: \n" },
        { "SSH", "S: SSH-2.0-OpenSSH_9.6\nC: SSH-2.0-me\n" },
        { "TLS", ClientHello + ServerHello },
        { "mail in plaintext", "S: 220 a\nC: EHLO me\nS: 250 SIZE\nC: MAIL FROM:<a>\nS: 250 OK\n" },
        { "mail in plaintext though TLS was offered", "S: 220 a\nC: EHLO me\nS: 250 STARTTLS\nC: AUTH PLAIN x\nS: 235 OK\n" },
        { "mail of an old client", "S: 220 a\nC: HELO me\nS: 250 OK\nC: QUIT\nS: 221 bye\n" },
        { "FTP in plaintext", "S: 220 FTP\nC: USER a\nS: 331 password\n" },
        { "IMAP in plaintext", "S: * OK\nC: a1 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: a1 OK\nC: a2 LOGIN a b\n" },
        { "POP3 in plaintext", "S: +OK\nC: USER a\nS: +OK\n" },
        { "redis", "C: *1\nC: $4\nC: PING\nS: +PONG\n" },
        { "redis that answers OK", "C: *3\nC: $3\nC: SET\nS: +OK\n" },
        { "PostgreSQL in plaintext", "C: {00 00 00 10 00 03 00 00}user{00}\nS: R{00 00 00 08 00 00 00 00}\n" },
        { "MySQL in plaintext", "S: {1a 00 00 00 0a}8.0.36{00 01 00 00 00 01 02 03 04 05 06 07 08 00 ff ff 21 02 00}\nC: {24 00 00 01 05 a6 0f 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00}root{}\n" },
        { "SSH through CONNECT", "C: CONNECT a:22 HTTP/1.1\nC: \nS: HTTP/1.1 200 OK\nS: \nS: SSH-2.0-a\n" },
        { "CONNECT to another port refused", "C: CONNECT a:22 HTTP/1.1\nC: \nS: HTTP/1.1 403 no\nS: \n" },
        { "SOCKS refused for another port", "C: {05 01 00}\nS: {05 00}\nC: {05 01 00 01 c0 00 02 01 00 50}\nS: {05 05 00 01 00 00 00 00 00 00}\n" },
        { "decrypted mail", "S: 220 a\nC: EHLO me\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nC: EHLO me\nS: 250 OK\n" },
        { "RDP that wants no TLS", "C: {03 00 00 0b 06 e0 00 00 00 00 00}\nS: {03 00 00 0b 06 d0 00 00 12 34 00}\n" },
        { "SQL Server without encryption", "C: {12 01 00 1b 00 00 01 00  00 00 0b 00 06  01 00 11 00 01  ff 00 00 00 00 00 00 02 00}\nS: {04 01 00 1b 00 00 01 00  00 00 0b 00 06  01 00 11 00 01  ff 0f 00 07 d0 00 00 02 00}\n" },
    };

    /// <summary>The turns of a transcript: who speaks, and the bytes.</summary>
    public static IReadOnlyList<(bool IsClient, byte[] Bytes)> Parse(string transcript) =>
        [.. transcript.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line[0] == 'C', ParseLine(line[3..])))];

    /// <summary>What follows the dialogue in a connection that comes to TLS.</summary>
    public static IReadOnlyList<(bool IsClient, byte[] Bytes)> Tls(string carrier)
    {
        IReadOnlyList<(bool IsClient, byte[] Bytes)> bare = Parse(ClientHello + ServerHello);
        return carrier != "Tds"
            ? bare
            : [.. bare.Select(turn => (turn.IsClient, (byte[])[0x12, 0x01, 0x00, (byte)(8 + turn.Bytes.Length), 0, 0, 0, 0, .. turn.Bytes]))];
    }

    private static byte[] ParseLine(string line)
    {
        List<byte> bytes = [];
        int at = 0;
        while (at < line.Length)
        {
            if (line[at] != '{')
            {
                bytes.Add(Encoding.Latin1.GetBytes(line, at, 1)[0]);
                at++;
                continue;
            }

            int end = line.IndexOf('}', at);
            string hex = line[(at + 1)..end].Replace(" ", string.Empty, StringComparison.Ordinal);
            bytes.AddRange(Convert.FromHexString(hex));
            at = end + 1;
        }

        return line.EndsWith('}') ? [.. bytes] : [.. bytes, (byte)'\r', (byte)'\n'];
    }
}

using System;

namespace TlsTools.Carriers;

/// <summary>Names what is spoken where TLS was expected.</summary>
internal static class PlaintextProtocols
{
    /// <summary>The protocol that bytes belong to, as far as their beginning tells.</summary>
    /// <param name="bytes">The first bytes that an end sent.</param>
    /// <returns>Its name as in <c>http</c>, or null.</returns>
    public static string? Find(ReadOnlySpan<byte> bytes)
    {
        foreach ((string start, string name) in s_rows)
        {
            if (StartsWith(bytes, start))
            {
                return name == Smtp && IsFtp(bytes) ? "ftp" : name;
            }
        }

        return null;
    }

    /// <summary>How many bytes at the start tell the protocol; 0 where none is known by them.</summary>
    /// <param name="bytes">The first bytes that an end sent.</param>
    public static int StartLength(ReadOnlySpan<byte> bytes)
    {
        foreach ((string start, _) in s_rows)
        {
            if (StartsWith(bytes, start))
            {
                return start.Length;
            }
        }

        return 0;
    }

    private static bool StartsWith(ReadOnlySpan<byte> bytes, string start)
    {
        for (int index = 0; index < start.Length; index++)
        {
            if (index >= bytes.Length || bytes[index] != start[index])
            {
                return false;
            }
        }

        return true;
    }

    // Both greet with 220; servers of mail say so, servers of files too.
    private static bool IsFtp(ReadOnlySpan<byte> greeting) => Start.Contains(greeting, "FTP") && !Start.Contains(greeting, "SMTP");

    private const string Smtp = "smtp";

    private static readonly (string Start, string Name)[] s_rows =
    [
        ("HTTP/1.", "http"),
        ("GET ", "http"),
        ("POST ", "http"),
        ("HEAD ", "http"),
        ("PUT ", "http"),
        ("DELETE ", "http"),
        ("OPTIONS ", "http"),
        ("PATCH ", "http"),
        ("TRACE ", "http"),
        ("CONNECT ", "http"),
        ("PRI * HTTP/2", "http"),
        ("<!DOCTYPE", "http"),
        ("<html", "http"),
        ("SSH-", "ssh"),
        ("220", Smtp),
        ("421", Smtp),
        ("554", Smtp),
        ("EHLO ", Smtp),
        ("HELO ", Smtp),
        ("* OK", "imap"),
        ("* BYE", "imap"),
        ("+OK", "pop3"),
        ("-ERR", "pop3"),
        ("RFB ", "vnc"),
        ("<?xml", "xmpp"),
        ("<stream:", "xmpp"),
        ("RTSP/", "rtsp"),
        ("SIP/", "sip"),
        ("AMQP", "amqp"),
        ("PROXY ", "proxy"),
        ("\u0003\0", "rdp"),
        ("JDWP-", "jdwp"),
    ];
}

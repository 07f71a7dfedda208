using System;

namespace TlsTools.Carriers;

/// <summary>Recognises a carrier by the first bytes of both ends.</summary>
/// <param name="client">What the client has sent so far.</param>
/// <param name="server">What the server has sent so far.</param>
internal delegate Recognition Recognizer(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server);

/// <summary>Everything that can go before TLS.</summary>
internal static class CarrierTable
{
    /// <summary>The rows; no two of them recognise the same bytes.</summary>
    public static ReadOnlySpan<(Recognizer Recognize, Func<Dialogue> Begin)> Rows => s_rows;

    private static readonly (Recognizer Recognize, Func<Dialogue> Begin)[] s_rows =
    [
        (Smtp.Recognize, () => new Smtp()),
        (Imap.Recognize, () => new Imap()),
        (Pop3.Recognize, () => new Pop3()),
        (Ftp.Recognize, () => new Ftp()),
        (Nntp.Recognize, () => new Nntp()),
        (Sieve.Recognize, () => new Sieve()),
        (Irc.Recognize, () => new Irc()),
        (Xmpp.Recognize, () => new Xmpp()),
        (Ldap.Recognize, () => new Ldap()),
        (Postgres.Recognize, () => new Postgres()),
        (MySql.Recognize, () => new MySql()),
        (HttpConnect.Recognize, () => new HttpConnect()),
        (Socks4.Recognize, () => new Socks4()),
        (Socks5.Recognize, () => new Socks5()),
        (ProxyProtocol.Recognize, () => new ProxyProtocol()),
        (Tds.Recognize, () => new Tds()),
        (Rdp.Recognize, () => new Rdp()),
    ];
}

using System;

namespace TlsTools.Carriers;

/// <summary>STARTTLS in IRC.</summary>
/// <seealso href="https://ircv3.net/specs/deprecated/tls">IRCv3, tls</seealso>
internal sealed class Irc : LineDialogue
{
    /// <inheritdoc/>
    public override string Carrier => "StartTls/irc";

    /// <inheritdoc/>
    public override bool ServerBegins => false;

    /// <summary>The client negotiates capabilities or asks at once.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        Start.Decide(Start.OfWord(client, "CAP STARTTLS"), Start.Either(Start.Of(server, ":"u8), Start.Of(server, "NOTICE "u8)));

    /// <inheritdoc/>
    protected override void ReadCommand(ReadOnlySpan<byte> line)
    {
        if (Start.IsCommand(line, "STARTTLS"))
        {
            Ask();
        }
    }

    /// <inheritdoc/>
    protected override void ReadReply(ReadOnlySpan<byte> line)
    {
        if (IsNumeric(line, " 670 "u8))
        {
            State = DialogueState.Tls;
        }
        else if (HasAsked && (IsNumeric(line, " 691 "u8) || IsNumeric(line, " 451 "u8) || IsNumeric(line, " 421 "u8)))
        {
            Refuse(line);
        }
        else if (IsNumeric(line, " 001 "u8))
        {
            GoOn();
        }
    }

    // ":server.example 670 nick :STARTTLS successful"
    private static bool IsNumeric(ReadOnlySpan<byte> line, ReadOnlySpan<byte> numeric)
    {
        int blank = line.IndexOf((byte)' ');
        return blank > 0 && line[0] == (byte)':' && line.Slice(blank).StartsWith(numeric);
    }
}

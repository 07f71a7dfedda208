using System;

namespace TlsTools.Carriers;

/// <summary>STARTTLS in SMTP and LMTP.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc3207#section-4">RFC 3207, 4</seealso>
internal sealed class Smtp : LineDialogue
{
    private int _commands;
    private int _replies;
    private int _asked = -1;
    private bool _offered;
    private bool _extended;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/smtp";

    /// <summary>The client greets; the server's greeting alone could be FTP's.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        Start.Decide(Start.OfWord(client, "EHLO HELO LHLO"), Start.Of(server, "220"u8));

    /// <inheritdoc/>
    protected override void ReadCommand(ReadOnlySpan<byte> line)
    {
        _commands++;
        if (Start.IsCommand(line, "STARTTLS"))
        {
            // The greeting is a reply too, to nothing.
            _asked = _commands;
            Ask();
        }
        else if (Start.IsCommand(line, "EHLO") || Start.IsCommand(line, "LHLO"))
        {
            _extended = true;
        }
        else if (Start.IsCommand(line, "QUIT"))
        {
            State = DialogueState.Over;
        }
        else if (Start.IsCommand(line, "MAIL") || Start.IsCommand(line, "AUTH"))
        {
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void ReadReply(ReadOnlySpan<byte> line)
    {
        int code = ReplyCode(line, out bool isLast);
        _offered |= code == 250 && line.Length > 4 && Start.Contains(line.Slice(4), "STARTTLS");
        if (!isLast)
        {
            return;
        }

        if (HasAsked && _replies == _asked)
        {
            Answer(code, line);
        }
        else if (_extended && code == 250 && !_offered && _asked < 0)
        {
            NotOffered("STARTTLS");
        }

        _replies++;
    }

    private void Answer(int code, ReadOnlySpan<byte> line)
    {
        if (code == 220)
        {
            State = DialogueState.Tls;
        }
        else
        {
            Refuse(line);
        }
    }
}

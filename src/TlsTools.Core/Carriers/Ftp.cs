using System;

namespace TlsTools.Carriers;

/// <summary>AUTH TLS in FTP.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4217#section-4">RFC 4217, 4</seealso>
internal sealed class Ftp : LineDialogue
{
    private bool _listing;
    private bool _offered;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/ftp";

    /// <summary>The client's first command tells it from SMTP.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) => Start.Decide(
        Start.OfWord(client, "AUTH USER FEAT HOST CLNT OPTS SYST PBSZ"),
        Start.Either(Start.Of(server, "220"u8), Start.Of(server, "120"u8)));

    /// <inheritdoc/>
    protected override void ReadCommand(ReadOnlySpan<byte> line)
    {
        if (Start.IsCommand(line, "AUTH"))
        {
            if (Start.Contains(line, "TLS") || Start.Contains(line, "SSL"))
            {
                Ask();
            }
        }
        else if (Start.IsCommand(line, "FEAT"))
        {
            _listing = true;
        }
        else if (Start.IsCommand(line, "QUIT"))
        {
            State = DialogueState.Over;
        }
        else if (Start.IsCommand(line, "USER"))
        {
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void ReadReply(ReadOnlySpan<byte> line)
    {
        int code = ReplyCode(line, out bool isLast);
        _offered |= _listing && (Start.Contains(line, "AUTH TLS") || Start.Contains(line, "AUTH SSL"));
        if (code is 0 or 120 or 220 || !isLast)
        {
            return;
        }

        if (_listing && code is 211 or 500 or 502)
        {
            _listing = false;
            if (!_offered && !HasAsked)
            {
                NotOffered("AUTH TLS");
            }
        }
        else if (HasAsked && code is 234 or 334)
        {
            State = DialogueState.Tls;
        }
        else if (HasAsked && code >= 400)
        {
            Refuse(line);
        }
    }
}

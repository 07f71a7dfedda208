using System;

namespace TlsTools.Carriers;

/// <summary>STARTTLS in NNTP.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4642#section-2.2">RFC 4642, 2.2</seealso>
internal sealed class Nntp : LineDialogue
{
    private bool _offered;
    private bool _listing;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/nntp";

    /// <summary>The client's command tells it from other protocols that greet with 200.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) => Start.Both(
        Start.Either(Start.Of(server, "200 "u8), Start.Of(server, "201 "u8)),
        Start.OfWord(client, "CAPABILITIES STARTTLS MODE"));

    /// <inheritdoc/>
    protected override void ReadCommand(ReadOnlySpan<byte> line)
    {
        if (Start.IsCommand(line, "STARTTLS"))
        {
            Ask();
        }
        else if (Start.IsCommand(line, "CAPABILITIES"))
        {
            _listing = true;
        }
        else if (Start.IsCommand(line, "QUIT"))
        {
            State = DialogueState.Over;
        }
        else if (!Start.IsCommand(line, "MODE"))
        {
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void ReadReply(ReadOnlySpan<byte> line)
    {
        int code = ReplyCode(line, out _);
        if (_listing && code != 200 && code != 201)
        {
            _offered |= Start.IsCommand(line, "STARTTLS");
            bool isEnd = line.Length == 1 && line[0] == (byte)'.';
            if (isEnd && !_offered && !HasAsked)
            {
                NotOffered("STARTTLS");
            }

            _listing = !isEnd && code < 400;
        }
        else if (HasAsked && code == 382)
        {
            State = DialogueState.Tls;
        }
        else if (HasAsked && code >= 400)
        {
            Refuse(line);
        }
    }
}

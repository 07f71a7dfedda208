using System;

namespace TlsTools.Carriers;

/// <summary>STLS in POP3.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2595#section-4">RFC 2595, 4</seealso>
internal sealed class Pop3 : LineDialogue
{
    private bool _offered;
    private bool _listing;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/pop3";

    /// <summary>The server greets; the client's command tells it from other protocols that answer so.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        Start.Decide(Start.OfWord(client, "STLS CAPA AUTH USER APOP QUIT"), Start.Of(server, "+OK"u8));

    /// <inheritdoc/>
    protected override void ReadCommand(ReadOnlySpan<byte> line)
    {
        if (Start.IsCommand(line, "STLS"))
        {
            Ask();
        }
        else if (Start.IsCommand(line, "CAPA"))
        {
            _listing = true;
        }
        else if (Start.IsCommand(line, "QUIT"))
        {
            State = DialogueState.Over;
        }
        else if (Start.IsCommand(line, "USER") || Start.IsCommand(line, "APOP") || (Start.IsCommand(line, "AUTH") && line.Length > 5))
        {
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void ReadReply(ReadOnlySpan<byte> line)
    {
        if (_listing)
        {
            // A list ends with a full stop, a refusal to give one is a single line.
            _offered |= Start.IsCommand(line, "STLS");
            bool isEnd = line.Length == 1 && line[0] == (byte)'.';
            if (isEnd && !_offered && !HasAsked)
            {
                NotOffered("STLS");
            }

            _listing = !isEnd && !line.StartsWith("-ERR"u8);
        }
        else if (HasAsked && line.StartsWith("+OK"u8))
        {
            State = DialogueState.Tls;
        }
        else if (HasAsked && line.StartsWith("-ERR"u8))
        {
            Refuse(line);
        }
    }
}

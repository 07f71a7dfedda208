using System;

namespace TlsTools.Carriers;

/// <summary>STARTTLS in ManageSieve.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5804#section-2.2">RFC 5804, 2.2</seealso>
internal sealed class Sieve : LineDialogue
{
    private bool _offered;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/sieve";

    /// <summary>The server begins with the list of what it can do.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) => Start.Decide(
        Start.Either(
            Start.Either(Start.Of(server, "\"IMPLEMENTATION\""u8), Start.Of(server, "\"SIEVE\""u8)),
            Start.Either(Start.Of(server, "\"VERSION\""u8), Start.Of(server, "\"STARTTLS\""u8))),
        Start.OfWord(client, "STARTTLS CAPABILITY AUTHENTICATE LOGOUT NOOP"));

    /// <inheritdoc/>
    protected override void ReadCommand(ReadOnlySpan<byte> line)
    {
        if (Start.IsCommand(line, "STARTTLS"))
        {
            Ask();
        }
        else if (Start.IsCommand(line, "LOGOUT"))
        {
            State = DialogueState.Over;
        }
        else if (Start.IsCommand(line, "AUTHENTICATE"))
        {
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void ReadReply(ReadOnlySpan<byte> line)
    {
        _offered |= Start.Contains(line, "\"STARTTLS\"");
        bool isOk = Start.IsCommand(line, "OK");
        if (HasAsked && isOk)
        {
            State = DialogueState.Tls;
        }
        else if (HasAsked && (Start.IsCommand(line, "NO") || Start.IsCommand(line, "BYE")))
        {
            Refuse(line);
        }
        else if (isOk && !_offered)
        {
            NotOffered("STARTTLS");
        }
    }
}

using System;

namespace TlsTools.Carriers;

/// <summary>STARTTLS in IMAP.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9051#section-6.2.1">RFC 9051, 6.2.1</seealso>
internal sealed class Imap : LineDialogue
{
    private byte[] _tag = [];
    private bool _offered;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/imap";

    /// <summary>Either end's first line will do.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        Recognition greeting = Start.Either(Start.Of(server, "* OK"u8), Start.Of(server, "* PREAUTH"u8));
        if (!server.IsEmpty)
        {
            return greeting;
        }

        int blank = client.IndexOf((byte)' ');
        ReadOnlySpan<byte> tag = blank < 0 ? client : client.Slice(0, blank);
        return tag.Length > LongestTag || !IsTag(tag) ? Recognition.No
            : blank < 0 ? Recognition.Maybe
            : Start.OfWord(client.Slice(blank + 1), "CAPABILITY STARTTLS");
    }

    /// <inheritdoc/>
    protected override void ReadCommand(ReadOnlySpan<byte> line)
    {
        int blank = line.IndexOf((byte)' ');
        if (blank < 0)
        {
            return;
        }

        ReadOnlySpan<byte> command = line.Slice(blank + 1);
        if (Start.IsCommand(command, "STARTTLS"))
        {
            _tag = line.Slice(0, blank).ToArray();
            Ask();
        }
        else if (Start.IsCommand(command, "LOGOUT"))
        {
            State = DialogueState.Over;
        }
        else if (Start.IsCommand(command, "LOGIN") || Start.IsCommand(command, "AUTHENTICATE"))
        {
            GoOn();
        }
    }

    /// <inheritdoc/>
    protected override void ReadReply(ReadOnlySpan<byte> line)
    {
        _offered |= Start.Contains(line, "STARTTLS");
        if (HasAsked && line.StartsWith(_tag) && line.Length > _tag.Length && line[_tag.Length] == (byte)' ')
        {
            if (Start.IsCommand(line.Slice(_tag.Length + 1), "OK"))
            {
                State = DialogueState.Tls;
            }
            else
            {
                Refuse(line);
            }
        }
        else if (!HasAsked && !_offered && Start.Contains(line, "* CAPABILITY"))
        {
            NotOffered("STARTTLS");
        }
    }

    private static bool IsTag(ReadOnlySpan<byte> bytes)
    {
        foreach (byte character in bytes)
        {
            bool isAllowed = character is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (byte)'.';
            if (!isAllowed)
            {
                return false;
            }
        }

        return !bytes.IsEmpty;
    }

    // Clients count up from something like "a1"; the longest in use have eight characters.
    private const int LongestTag = 16;
}

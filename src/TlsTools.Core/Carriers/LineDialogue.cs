using System;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>A dialogue in lines of text.</summary>
internal abstract class LineDialogue : Dialogue
{
    private int _lines;

    /// <inheritdoc/>
    public override bool ServerBegins => true;

    /// <inheritdoc/>
    public sealed override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)'\n');
        if (end < 0 || ++_lines > MaximumLines)
        {
            State = end < 0 && bytes.Length < MaximumLine ? State : DialogueState.Over;
            return 0;
        }

        ReadOnlySpan<byte> line = bytes.Slice(0, end);
        if (!line.IsEmpty && line[line.Length - 1] == (byte)'\r')
        {
            line = line.Slice(0, line.Length - 1);
        }

        if (sender == Side.Client)
        {
            ReadCommand(line);
        }
        else
        {
            ReadReply(line);
        }

        return end + 1;
    }

    /// <summary>Reads a line of the client.</summary>
    /// <param name="line">Without its end.</param>
    protected abstract void ReadCommand(ReadOnlySpan<byte> line);

    /// <summary>Reads a line of the server.</summary>
    /// <param name="line">Without its end.</param>
    protected abstract void ReadReply(ReadOnlySpan<byte> line);

    /// <summary>The three digits that begin a reply; 0 when it does not begin so.</summary>
    /// <param name="line">The reply.</param>
    /// <param name="isLast">Whether no further line of this reply follows.</param>
    protected static int ReplyCode(ReadOnlySpan<byte> line, out bool isLast)
    {
        isLast = line.Length == 3 || (line.Length > 3 && line[3] != (byte)'-');
        return line.Length >= 3 && IsDigit(line[0]) && IsDigit(line[1]) && IsDigit(line[2])
            ? ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0'
            : 0;
    }

    /// <summary>The client asked for TLS.</summary>
    protected void Ask()
    {
        HasAsked = true;
        Refusal = null;
    }

    /// <summary>The server listed what it can do, and TLS was not among it.</summary>
    /// <param name="what">What it would have offered.</param>
    protected void NotOffered(string what) => Refusal = new CarrierRefusal(true, $"The server did not offer {what}.");

    /// <summary>The client went on in plaintext, by its own choice: nothing was refused.</summary>
    protected void GoOn()
    {
        State = DialogueState.Over;
        Refusal = Refusal is { IsNotOffered: true } ? null : Refusal;
    }

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';

    // Servers that greet with their terms of use, and clients that ask twice, stay far below. Protects the reader from a
    // peer that talks on for ever.
    private const int MaximumLines = 512;

    // RFC 2683, 3.2.1.5 asks IMAP servers for 8000 bytes; no other of these protocols has longer lines.
    private const int MaximumLine = 8192;
}

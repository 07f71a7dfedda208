using System;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>The StartTLS operation of LDAP.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4511#section-4.14">RFC 4511, 4.14</seealso>
internal sealed class Ldap : Dialogue
{
    private int _messages;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/ldap";

    /// <summary>Messages are BER sequences of a number and an operation.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        Start.Decide(Message(client, isRequest: true), server.IsEmpty ? Recognition.Yes : Message(server, isRequest: false));

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        if (!TryReadLength(bytes, 1, out int content, out int start))
        {
            return 0;
        }

        int length = start + content;
        if (bytes[0] != Sequence || content is < 0 or > LongestMessage || ++_messages > MaximumMessages)
        {
            State = DialogueState.Over;
            return 0;
        }

        if (bytes.Length < length)
        {
            _messages--;
            return 0;
        }

        ReadMessage(sender, bytes.Slice(start, content));
        return length;
    }

    private void ReadMessage(Side sender, ReadOnlySpan<byte> message)
    {
        // messageID INTEGER, then the operation, whose tag tells it.
        if (message.Length < 3 || message[0] != Integer || message.Length <= 2 + message[1])
        {
            State = DialogueState.Over;
            return;
        }

        ReadOnlySpan<byte> operation = message.Slice(2 + message[1]);
        if (sender == Side.Client)
        {
            HasAsked |= operation[0] == ExtendedRequest && operation.IndexOf("1.3.6.1.4.1.1466.20037"u8) >= 0;
        }
        else if (HasAsked && operation[0] == ExtendedResponse && TryReadLength(operation, 1, out _, out int start))
        {
            ReadResult(operation.Slice(start));
        }
    }

    // resultCode ENUMERATED, matchedDN and diagnosticMessage OCTET STRING.
    private void ReadResult(ReadOnlySpan<byte> result)
    {
        if (result.Length < 3 || result[0] != Enumerated || result[1] != 1)
        {
            State = DialogueState.Over;
        }
        else if (result[2] == 0)
        {
            State = DialogueState.Tls;
        }
        else
        {
            Refuse(result.Slice(3));
            string diagnostic = TrySkip(result.Slice(3), out ReadOnlySpan<byte> rest)
                && TryReadLength(rest, 1, out int length, out int start)
                && length > 0 && length <= rest.Length - start ? $": {Quote(rest.Slice(start, length))}" : string.Empty;
            Refusal = new CarrierRefusal(false, $"resultCode {result[2]}{diagnostic}");
        }
    }

    private static bool TrySkip(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> rest)
    {
        bool isThere = TryReadLength(bytes, 1, out int length, out int start) && length >= 0 && length <= bytes.Length - start;
        rest = isThere ? bytes.Slice(start + length) : default;
        return isThere;
    }

    private static Recognition Message(ReadOnlySpan<byte> bytes, bool isRequest)
    {
        if (bytes.IsEmpty)
        {
            return Recognition.Maybe;
        }

        if (bytes[0] != Sequence)
        {
            return Recognition.No;
        }

        if (!TryReadLength(bytes, 1, out int length, out int number) || bytes.Length < number + 2)
        {
            return Recognition.Maybe;
        }

        if (length is < 5 or > LongestMessage || bytes[number] != Integer || bytes[number + 1] is 0 or > 4)
        {
            return Recognition.No;
        }

        int operation = number + 2 + bytes[number + 1];
        return operation >= bytes.Length ? Recognition.Maybe
            : IsOperation(bytes[operation], isRequest) ? Recognition.Yes
            : Recognition.No;
    }

    private static bool IsOperation(byte tag, bool isRequest) => isRequest
        ? tag is BindRequest or SearchRequest or ExtendedRequest
        : tag is BindResponse or SearchEntry or SearchDone or SearchReference or ExtendedResponse;

    // Definite lengths only, RFC 4511, 5.1; a negative length is one that makes no sense here.
    private static bool TryReadLength(ReadOnlySpan<byte> bytes, int at, out int length, out int next)
    {
        length = 0;
        next = at + 1;
        if (bytes.Length <= at)
        {
            return false;
        }

        int octets = bytes[at] - 0x80;
        if (octets < 0)
        {
            length = bytes[at];
            return true;
        }

        if (octets is 0 or > 4)
        {
            length = -1;
            return true;
        }

        next += octets;
        for (int index = at + 1; index < next; index++)
        {
            if (index >= bytes.Length)
            {
                return false;
            }

            length = (length << 8) | bytes[index];
        }

        return true;
    }

    private const byte Sequence = 0x30;

    private const byte Integer = 0x02;

    private const byte Enumerated = 0x0a;

    private const byte BindRequest = 0x60;

    private const byte BindResponse = 0x61;

    private const byte SearchRequest = 0x63;

    private const byte SearchEntry = 0x64;

    private const byte SearchDone = 0x65;

    private const byte SearchReference = 0x73;

    private const byte ExtendedRequest = 0x77;

    private const byte ExtendedResponse = 0x78;

    // The root entry of Active Directory, which some clients read first, has some 4 KiB.
    private const int LongestMessage = 32 * 1024;

    // Before StartTLS there is at most a search for what the server can do. Keeps the reader from following plaintext sessions.
    private const int MaximumMessages = 16;
}

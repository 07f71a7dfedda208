using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>SSLRequest in MySQL and MariaDB.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_ssl_request.html">MySQL, Protocol::SSLRequest</seealso>
internal sealed class MySql : Dialogue
{
    private bool _offers;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/mysql";

    /// <inheritdoc/>
    public override bool ServerBegins => true;

    /// <summary>The server greets with protocol version 10 and its own version, which is text.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        ReadOnlySpan<byte> known = server.Slice(0, Math.Min(server.Length, 6));
        for (int index = 0; index < known.Length; index++)
        {
            bool fits = index switch
            {
                0 => true,
                1 or 2 or 3 => known[index] == 0,
                4 => known[index] == ProtocolTen,
                _ => known[index] is >= (byte)'0' and <= (byte)'9',
            };
            if (!fits)
            {
                return Recognition.No;
            }
        }

        return known.Length == 6 ? Recognition.Yes : known.IsEmpty && !client.IsEmpty ? Recognition.No : Recognition.Maybe;
    }

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength)
        {
            return 0;
        }

        int length = HeaderLength + (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16));
        if (length > LongestPacket)
        {
            State = DialogueState.Over;
            return 0;
        }

        if (bytes.Length < length)
        {
            return 0;
        }

        ReadOnlySpan<byte> payload = bytes.Slice(HeaderLength, length - HeaderLength);
        if (sender == Side.Server)
        {
            ReadGreeting(payload);
        }
        else
        {
            ReadResponse(payload);
        }

        return length;
    }

    // Protocol version, server version ended by zero, thread, 8 bytes of a challenge, filler, capabilities.
    private void ReadGreeting(ReadOnlySpan<byte> payload)
    {
        int end = payload.IndexOf((byte)0);
        int capabilities = end + 1 + 4 + 8 + 1;
        if (end < 0 || payload[0] != ProtocolTen || payload.Length < capabilities + 2)
        {
            State = DialogueState.Over;
            return;
        }

        _offers = (BinaryPrimitives.ReadUInt16LittleEndian(payload.Slice(capabilities)) & ClientSsl) != 0;
    }

    // A response that ends before the user's name is the request for TLS.
    private void ReadResponse(ReadOnlySpan<byte> payload)
    {
        bool wants = payload.Length >= 4 && (BinaryPrimitives.ReadUInt16LittleEndian(payload) & ClientSsl) != 0;
        if (wants && payload.Length is SslRequestLength or OldSslRequestLength)
        {
            State = DialogueState.Tls;
            return;
        }

        if (wants && !_offers)
        {
            Refusal = new CarrierRefusal(true, "The server's greeting did not have the capability CLIENT_SSL.");
        }

        State = DialogueState.Over;
    }

    private const byte ProtocolTen = 10;

    private const int HeaderLength = 4;

    private const int ClientSsl = 0x0800;

    private const int SslRequestLength = 32;

    private const int OldSslRequestLength = 5;

    // Greetings have about a hundred bytes, responses with connection attributes some hundreds.
    private const int LongestPacket = 16 * 1024;
}

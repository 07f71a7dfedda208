using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>The negotiation of RDP, in the X.224 connection request.</summary>
/// <seealso href="https://learn.microsoft.com/openspecs/windows_protocols/ms-rdpbcgr/902b090b-9cb3-4efc-92bf-ee13373371e3">MS-RDPBCGR, 2.2.1.1</seealso>
internal sealed class Rdp : Dialogue
{
    private uint _requested;

    /// <inheritdoc/>
    public override string Carrier => "Rdp";

    /// <summary>TPKT with an X.224 connection request.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        ReadOnlySpan<byte> known = client.Slice(0, Math.Min(client.Length, 6));
        for (int index = 0; index < known.Length; index++)
        {
            bool fits = index switch
            {
                0 => known[index] == TpktVersion,
                1 or 2 => known[index] <= 1,
                5 => known[index] == ConnectionRequest,
                _ => true,
            };
            if (!fits)
            {
                return Recognition.No;
            }
        }

        return Start.Decide(known.Length == 6 ? Recognition.Yes : Recognition.Maybe, Start.Of(server, [TpktVersion]));
    }

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < TpktLength)
        {
            return 0;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(2));
        if (bytes[0] != TpktVersion || length < FixedLength)
        {
            State = DialogueState.Over;
            return 0;
        }

        if (bytes.Length < length)
        {
            return 0;
        }

        ReadOnlySpan<byte> packet = bytes.Slice(0, length);
        byte expected = sender == Side.Client ? ConnectionRequest : ConnectionConfirm;
        if (packet[5] != expected)
        {
            State = DialogueState.Over;
        }
        else if (sender == Side.Client)
        {
            // A cookie or routing token may stand before the negotiation, which is always last.
            _requested = TryReadNegotiation(packet, out byte type, out uint value) && type == Request ? value : 0;
            State = _requested == 0 ? DialogueState.Over : State;
        }
        else
        {
            ReadConfirm(packet);
        }

        return length;
    }

    private void ReadConfirm(ReadOnlySpan<byte> packet)
    {
        bool isThere = TryReadNegotiation(packet, out byte type, out uint value);
        if (isThere && type == Response && value != 0)
        {
            State = DialogueState.Tls;
            return;
        }

        State = DialogueState.Over;
        if (_requested != 0)
        {
            Refusal = new CarrierRefusal(false, isThere && type == Failure ? NameOf(value) : "The server chose PROTOCOL_RDP.");
        }
    }

    // Type, flags, a length that is always 8, and a number, the last three little-endian.
    private static bool TryReadNegotiation(ReadOnlySpan<byte> packet, out byte type, out uint value)
    {
        type = 0;
        value = 0;
        if (packet.Length < FixedLength + NegotiationLength)
        {
            return false;
        }

        // RDP_NEG_CORRELATION_INFO, of 36 bytes, may follow a request that says so.
        ReadOnlySpan<byte> last = packet.Slice(packet.Length - NegotiationLength);
        if (packet.Length >= FixedLength + NegotiationLength + CorrelationLength
            && packet[packet.Length - CorrelationLength] == Correlation
            && (packet[packet.Length - CorrelationLength - NegotiationLength + 1] & HasCorrelation) != 0)
        {
            last = packet.Slice(packet.Length - CorrelationLength - NegotiationLength, NegotiationLength);
        }

        type = last[0];
        value = BinaryPrimitives.ReadUInt32LittleEndian(last.Slice(4));
        return type is Request or Response or Failure && BinaryPrimitives.ReadUInt16LittleEndian(last.Slice(2)) == NegotiationLength;
    }

    // MS-RDPBCGR, 2.2.1.2.2.
    private static string NameOf(uint failure) => failure switch
    {
        1 => "SSL_REQUIRED_BY_SERVER",
        2 => "SSL_NOT_ALLOWED_BY_SERVER",
        3 => "SSL_CERT_NOT_ON_SERVER",
        4 => "INCONSISTENT_FLAGS",
        5 => "HYBRID_REQUIRED_BY_SERVER",
        6 => "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
        _ => $"failureCode {failure}",
    };

    private const byte TpktVersion = 3;

    private const int TpktLength = 4;

    private const int FixedLength = 11;

    private const byte ConnectionRequest = 0xe0;

    private const byte ConnectionConfirm = 0xd0;

    private const byte Request = 1;

    private const byte Response = 2;

    private const byte Failure = 3;

    private const int NegotiationLength = 8;

    private const byte Correlation = 6;

    private const int CorrelationLength = 36;

    private const byte HasCorrelation = 0x08;
}

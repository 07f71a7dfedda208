using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>The pre-login of SQL Server's TDS 7, in whose packets the TLS handshake travels. TDS 8 is TLS from the first byte.</summary>
/// <seealso href="https://learn.microsoft.com/openspecs/windows_protocols/ms-tds/60f56408-0188-4cd5-8b90-25c6f2423868">MS-TDS, 2.2.6.5</seealso>
internal sealed class Tds : Dialogue
{
    private byte _clientEncryption = NotSupported;

    /// <inheritdoc/>
    public override string Carrier => "Tds";

    /// <inheritdoc/>
    public override TdsUnwrapper? Unwrapper { get; } = new();

    /// <summary>A pre-login packet: type, status, length, channel, number, window, then the first option, which is the version.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        ReadOnlySpan<byte> known = client.Slice(0, Math.Min(client.Length, 9));
        for (int index = 0; index < known.Length; index++)
        {
            bool fits = index switch
            {
                0 => known[index] == TdsUnwrapper.PreLogin,
                1 => known[index] <= 1,
                2 => known[index] < LongestPacket >> 8,
                3 or 4 or 5 => true,
                6 => known[index] <= 1,
                7 => known[index] == 0,
                _ => known[index] is VersionOption or EncryptionOption,
            };
            if (!fits)
            {
                return Recognition.No;
            }
        }

        Recognition request = known.Length == 9 ? Recognition.Yes : Recognition.Maybe;
        return Start.Decide(request, Start.Either(Start.Of(server, [Response]), Start.Of(server, [TdsUnwrapper.PreLogin])));
    }

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < TdsUnwrapper.HeaderLength)
        {
            return 0;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(2));
        bool isExpected = sender == Side.Client ? bytes[0] == TdsUnwrapper.PreLogin : bytes[0] is Response or TdsUnwrapper.PreLogin;
        if (!isExpected || length is < TdsUnwrapper.HeaderLength or > LongestPacket)
        {
            State = DialogueState.Over;
            return 0;
        }

        if (bytes.Length < length)
        {
            return 0;
        }

        ReadOnlySpan<byte> payload = bytes.Slice(TdsUnwrapper.HeaderLength, length - TdsUnwrapper.HeaderLength);
        if (sender == Side.Client)
        {
            ReadRequest(payload);
        }
        else
        {
            Agree(Encryption(payload));
        }

        return length;
    }

    // A client that does not wait sends its ClientHello in the second pre-login packet.
    private void ReadRequest(ReadOnlySpan<byte> payload) => _clientEncryption = Encryption(payload);

    // MS-TDS, 2.2.6.5: TLS comes unless one of them does not support it; "off" means that the login is encrypted all the same.
    private void Agree(byte encryption)
    {
        if (_clientEncryption == NotSupported || (encryption == NotSupported && _clientEncryption == Off))
        {
            State = DialogueState.Over;
        }
        else if (encryption == NotSupported)
        {
            Refusal = new CarrierRefusal(false, "ENCRYPT_NOT_SUP");
            State = DialogueState.Over;
        }
        else
        {
            State = DialogueState.Tls;
        }
    }

    // Options of token, offset and length, ended by 0xff; what they point to follows.
    private static byte Encryption(ReadOnlySpan<byte> payload)
    {
        for (int at = 0; at + 5 <= payload.Length && payload[at] != EndOfOptions; at += 5)
        {
            int offset = BinaryPrimitives.ReadUInt16BigEndian(payload.Slice(at + 1));
            if (payload[at] == EncryptionOption && offset < payload.Length)
            {
                return (byte)(payload[offset] & EncryptionMask);
            }
        }

        return NotSupported;
    }

    private const byte Response = 0x04;

    private const byte VersionOption = 0x00;

    private const byte EncryptionOption = 0x01;

    private const byte EndOfOptions = 0xff;

    private const byte Off = 0x00;

    private const byte NotSupported = 0x02;

    // Higher bits ask for a client certificate.
    private const byte EncryptionMask = 0x1f;

    private const int LongestPacket = 0x8000;
}

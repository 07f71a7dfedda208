using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>SOCKS 4 and 4a.</summary>
/// <seealso href="https://www.openssh.com/txt/socks4.protocol">SOCKS 4</seealso>
/// <seealso href="https://www.openssh.com/txt/socks4a.protocol">SOCKS 4a</seealso>
internal sealed class Socks4 : Dialogue
{
    private bool _isForTls;

    /// <inheritdoc/>
    public override string Carrier => "Socks";

    /// <summary>Version, command, a port, an address, and a user's name as text.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        Recognition request = Start.Of(client, [4, 1]);
        if (request == Recognition.Yes)
        {
            request = client.Length < FixedLength + 1 ? Recognition.Maybe : RequestLength(client) switch
            {
                < 0 => Recognition.No,
                0 => Recognition.Maybe,
                _ => Recognition.Yes,
            };
        }

        return Start.Decide(request, Start.Of(server, [0]));
    }

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        if (sender == Side.Client)
        {
            int length = RequestLength(bytes);
            State = length < 0 ? DialogueState.Over : State;
            _isForTls = length > 0 && BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(2)) == 443;
            return Math.Max(length, 0);
        }

        if (bytes.Length < FixedLength)
        {
            return 0;
        }

        bool isGranted = bytes[0] == 0 && bytes[1] == Granted;
        State = isGranted ? DialogueState.Tunnel : DialogueState.Over;
        if (!isGranted && _isForTls)
        {
            Refusal = new CarrierRefusal(false, $"SOCKS 4 code {bytes[1]}");
        }

        return FixedLength;
    }

    // 0 when more is needed, negative when this is none.
    private static int RequestLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedLength)
        {
            return 0;
        }

        int user = TextLength(bytes.Slice(FixedLength));
        if (user <= 0)
        {
            return user;
        }

        // 4a: the address 0.0.0.x says that a host name follows.
        int length = FixedLength + user;
        if (bytes[4] != 0 || bytes[5] != 0 || bytes[6] != 0 || bytes[7] == 0)
        {
            return length;
        }

        int host = TextLength(bytes.Slice(length));
        return host <= 0 ? host : length + host;
    }

    private static int TextLength(ReadOnlySpan<byte> bytes)
    {
        for (int index = 0; index < bytes.Length && index <= LongestText; index++)
        {
            if (bytes[index] == 0)
            {
                return index + 1;
            }

            if (bytes[index] is < 0x20 or > 0x7e)
            {
                return -1;
            }
        }

        return bytes.Length > LongestText ? -1 : 0;
    }

    private const int FixedLength = 8;

    private const byte Granted = 90;

    private const int LongestText = 255;
}

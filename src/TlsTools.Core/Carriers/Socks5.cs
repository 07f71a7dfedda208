using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>SOCKS 5.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1928">RFC 1928</seealso>
internal sealed class Socks5 : Dialogue
{
    private Step _client;
    private Step _server;
    private byte _method = NoneAcceptable;
    private bool _isForTls;

    private enum Step
    {
        Methods,
        Password,
        Request,
        Done,
    }

    /// <inheritdoc/>
    public override string Carrier => "Socks";

    /// <summary>The client's methods fill its first message exactly, or the server's choice is there.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        if (client.IsEmpty || client[0] != Version || (client.Length > 1 && client[1] is 0 or > MostMethods))
        {
            return client.IsEmpty && (server.IsEmpty || server[0] == Version) ? Recognition.Maybe : Recognition.No;
        }

        bool isWhole = client.Length > 1 && client.Length >= 2 + client[1];
        if (isWhole && !AreMethods(client.Slice(2, client[1])))
        {
            return Recognition.No;
        }

        Recognition choice = Start.Of(server, [Version]);
        return choice == Recognition.Maybe && isWhole && client.Length == 2 + client[1] ? Recognition.Yes
            : Start.Decide(isWhole ? Recognition.Yes : Recognition.Maybe, choice);
    }

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        int length = sender == Side.Client ? ReadClient(bytes) : ReadServer(bytes);
        State = length < 0 ? DialogueState.Over : State;
        return Math.Max(length, 0);
    }

    private int ReadClient(ReadOnlySpan<byte> bytes)
    {
        // Some clients do not wait for the server's choice; a password has a version of its own.
        bool isPassword = bytes[0] == PasswordVersion;
        if (_client == Step.Methods)
        {
            _client = bytes.Length >= 2 && bytes.Length >= 2 + bytes[1] ? Step.Request : Step.Methods;
            return _client == Step.Request ? 2 + bytes[1] : 0;
        }

        if (_client == Step.Done)
        {
            return -1;
        }

        return isPassword ? PasswordLength(bytes) : ReadRequest(bytes);
    }

    private int ReadRequest(ReadOnlySpan<byte> bytes)
    {
        int length = AddressedLength(bytes);
        if (length > 0)
        {
            _client = Step.Done;
            _isForTls = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(length - 2)) == 443;
            return bytes[1] == Connect ? length : -1;
        }

        return length;
    }

    private int ReadServer(ReadOnlySpan<byte> bytes)
    {
        if (_server != Step.Request)
        {
            return ReadChoice(bytes);
        }

        int length = AddressedLength(bytes);
        if (length > 0)
        {
            State = bytes[1] == 0 ? DialogueState.Tunnel : DialogueState.Over;
            if (bytes[1] != 0 && _isForTls)
            {
                Refusal = new CarrierRefusal(false, $"SOCKS 5 reply {bytes[1]}");
            }
        }

        return length;
    }

    private int ReadChoice(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return 0;
        }

        if (_server == Step.Password)
        {
            _server = Step.Request;
            return bytes[1] == 0 ? 2 : -1;
        }

        _method = bytes[1];
        _server = _method == UserAndPassword ? Step.Password : Step.Request;
        return bytes[0] == Version && _method is NoAuthentication or UserAndPassword ? 2 : -1;
    }

    // RFC 1929, 2: version, and two texts with their lengths.
    private static int PasswordLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes.Length < 3 + bytes[1])
        {
            return 0;
        }

        int length = 3 + bytes[1] + bytes[2 + bytes[1]];
        return bytes.Length < length ? 0 : length;
    }

    // Version, command or reply, reserved, address type, address, port.
    private static int AddressedLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 5)
        {
            return bytes[0] == Version ? 0 : -1;
        }

        int length = bytes[3] switch
        {
            1 => 4 + 4 + 2,
            3 => 4 + 1 + bytes[4] + 2,
            4 => 4 + 16 + 2,
            _ => -1,
        };
        return bytes[0] != Version || length < 0 ? -1 : bytes.Length < length ? 0 : length;
    }

    private static bool AreMethods(ReadOnlySpan<byte> methods)
    {
        foreach (byte method in methods)
        {
            if (method > LastAssigned)
            {
                return false;
            }
        }

        return true;
    }

    private const byte Version = 5;

    private const byte PasswordVersion = 1;

    private const byte Connect = 1;

    private const byte NoAuthentication = 0;

    private const byte UserAndPassword = 2;

    private const byte NoneAcceptable = 0xff;

    // IANA has assigned methods 0 to 9 (SOCKS Methods).
    private const byte LastAssigned = 9;

    private const byte MostMethods = 10;
}

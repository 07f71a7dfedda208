using System;
using System.Buffers.Binary;
using System.IO;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>What of a handshake's messages goes into its keys, before TLS 1.3. Collected while they pass.</summary>
internal sealed class HandshakeFacts
{
    private readonly MemoryStream? _messages;

    /// <summary>Begins with a ClientHello.</summary>
    /// <param name="clientHello">The message with its header.</param>
    /// <param name="keepsMessages">Whether the messages may be needed for a hash over them.</param>
    public HandshakeFacts(ReadOnlySpan<byte> clientHello, bool keepsMessages)
    {
        _messages = keepsMessages ? new MemoryStream() : null;
        ReadOnlySpan<byte> body = BodyOf(clientHello);
        OfferedVersion = body.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(body) : (ushort)0;
        ClientRandomBytes = RandomOf(body);
        OfferedSession = SessionOf(body);
        OffersEarlyData = Has(ExtensionsOf(body), ExtensionType.EarlyData);
        OfferedTicket = keepsMessages ? FindTicket(body) : [];
    }

    /// <summary>Begins with the hello of SSL 2.0, whose challenge is the random.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="keepsMessages">Whether the messages may be needed for a hash over them.</param>
    /// <param name="version">The version that it offers.</param>
    public HandshakeFacts(ReadOnlySpan<byte> challenge, bool keepsMessages, ushort version)
    {
        _messages = keepsMessages ? new MemoryStream() : null;
        OfferedVersion = version;
        challenge = challenge.Slice(Math.Max(0, challenge.Length - ClientRandom.Length));
        ClientRandomBytes = new byte[ClientRandom.Length];
        challenge.CopyTo(ClientRandomBytes.AsSpan(ClientRandom.Length - challenge.Length));
    }

    /// <summary>The version that the client put into its hello, and also into an encrypted premaster secret.</summary>
    public ushort OfferedVersion { get; }

    /// <summary>The client's random; empty when the hello ends before it.</summary>
    public byte[] ClientRandomBytes { get; }

    /// <summary>The session id that the client sent.</summary>
    public byte[] OfferedSession { get; } = [];

    /// <summary>The ticket that the client sent.</summary>
    public byte[] OfferedTicket { get; } = [];

    /// <summary>Whether the client announced early data.</summary>
    public bool OffersEarlyData { get; }

    /// <summary>The server's random; empty until its hello came.</summary>
    public byte[] ServerRandom { get; private set; } = [];

    /// <summary>The session id that the server sent.</summary>
    public byte[] Session { get; private set; } = [];

    /// <summary>The negotiated version.</summary>
    public ProtocolVersion Version { get; private set; }

    /// <summary>The negotiated suite.</summary>
    public CipherSuite Suite { get; private set; }

    /// <summary>Whether a MAC is over the ciphertext.</summary>
    public bool EncryptsFirst { get; private set; }

    /// <summary>Whether the master secret is bound to the messages.</summary>
    public bool HasExtendedMaster { get; private set; }

    /// <summary>How records are compressed before they are encrypted; zero where they are not.</summary>
    public byte Compression { get; private set; }

    /// <summary>The body of the ClientKeyExchange.</summary>
    public byte[] KeyExchange { get; private set; } = [];

    /// <summary>The messages up to the ClientKeyExchange.</summary>
    public byte[] MessagesToKeyExchange { get; private set; } = [];

    /// <summary>The messages so far, where they are kept.</summary>
    public byte[] Messages => _messages?.ToArray() ?? [];

    /// <summary>Whether the ServerHello of TLS 1.3 brings the server's half of an exchange of keys.</summary>
    public bool IsExchanged { get; private set; }

    /// <summary>The name of the pre-shared key that the ServerHello of TLS 1.3 takes; empty where it takes none.</summary>
    public byte[] SharedIdentity { get; private set; } = [];

    /// <summary>Whether that is the first one that the client named, which is the one of its early data.</summary>
    public bool IsFirstIdentity { get; private set; }

    /// <summary>Takes the next message.</summary>
    public void Note(HandshakeType type, ReadOnlySpan<byte> message)
    {
        if (_messages is not null && type != HandshakeType.HelloRequest && _messages.Length + message.Length <= MaximumKept)
        {
            _messages.Write(message.ToArray(), 0, message.Length);
        }

        if (type == HandshakeType.ClientKeyExchange)
        {
            KeyExchange = BodyOf(message).ToArray();
            MessagesToKeyExchange = _messages?.ToArray() ?? [];
        }
    }

    /// <summary>Takes the ServerHello.</summary>
    public void NoteServerHello(ReadOnlySpan<byte> message, ProtocolVersion version, CipherSuite suite)
    {
        ReadOnlySpan<byte> body = BodyOf(message);
        Version = version;
        Suite = suite;
        ServerRandom = RandomOf(body);
        Session = SessionOf(body);
        int position = SessionStart + 1 + Session.Length;
        Compression = body.Length > position + 2 && !version.IsTls13 ? body[position + 2] : (byte)0;
        ReadOnlySpan<byte> extensions = body.Slice(Math.Min(body.Length, position + 3));
        EncryptsFirst = Has(extensions, ExtensionType.EncryptThenMac);
        HasExtendedMaster = Has(extensions, ExtensionType.ExtendedMasterSecret);
        IsExchanged = Has(extensions, ExtensionType.KeyShare) || Has(extensions, ExtensionType.KeyShareDraft);
        if (_messages is not null && version.IsTls13 && TryFind(extensions, ExtensionType.PreSharedKey, out ReadOnlySpan<byte> selected) && selected.Length == sizeof(ushort))
        {
            SharedIdentity = FindIdentity(BinaryPrimitives.ReadUInt16BigEndian(selected));
            IsFirstIdentity = BinaryPrimitives.ReadUInt16BigEndian(selected) == 0;
        }
    }

    // The last ClientHello counts: struct { opaque identity<1..2^16-1>; uint32 obfuscated_ticket_age; } PskIdentity.
    private byte[] FindIdentity(int selected)
    {
        ReadOnlySpan<byte> hello = default;
        ReadOnlySpan<byte> messages = Messages;
        while (messages.Length >= HeaderLength)
        {
            int length = Math.Min(messages.Length, HeaderLength + (int)(BinaryPrimitives.ReadUInt32BigEndian(messages) & 0xffffff));
            hello = messages[0] == (byte)HandshakeType.ClientHello ? messages.Slice(0, length) : hello;
            messages = messages.Slice(length);
        }

        if (hello.IsEmpty || !TryFind(ExtensionsOf(BodyOf(hello)), ExtensionType.PreSharedKey, out ReadOnlySpan<byte> offered))
        {
            return [];
        }

        int end = offered.Length < 2 ? 0 : Math.Min(offered.Length, 2 + BinaryPrimitives.ReadUInt16BigEndian(offered));
        for (int position = 2; position + 2 <= end; selected--)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(offered.Slice(position));
            if (position + 2 + length > end)
            {
                break;
            }

            if (selected == 0)
            {
                return offered.Slice(position + 2, length).ToArray();
            }

            position += 2 + length + sizeof(uint);
        }

        return [];
    }

    private static byte[] FindTicket(ReadOnlySpan<byte> body) =>
        TryFind(ExtensionsOf(body), ExtensionType.SessionTicket, out ReadOnlySpan<byte> ticket) ? ticket.ToArray() : [];

    // Of a ClientHello.
    private static ReadOnlySpan<byte> ExtensionsOf(ReadOnlySpan<byte> body)
    {
        int position = SessionStart + 1 + SessionOf(body).Length;
        if (position + 2 > body.Length)
        {
            return default;
        }

        position += 2 + BinaryPrimitives.ReadUInt16BigEndian(body.Slice(position));
        position += position < body.Length ? 1 + body[position] : 0;
        return position < body.Length ? body.Slice(position) : default;
    }

    private static bool Has(ReadOnlySpan<byte> extensions, ExtensionType type) => TryFind(extensions, type, out _);

    private static bool TryFind(ReadOnlySpan<byte> extensions, ExtensionType type, out ReadOnlySpan<byte> data)
    {
        for (int position = 2; position + 4 <= extensions.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(extensions.Slice(position + 2));
            if (BinaryPrimitives.ReadUInt16BigEndian(extensions.Slice(position)) == type.Code && position + 4 + length <= extensions.Length)
            {
                data = extensions.Slice(position + 4, length);
                return true;
            }

            position += 4 + length;
        }

        data = default;
        return false;
    }

    private static ReadOnlySpan<byte> BodyOf(ReadOnlySpan<byte> message) => message.Slice(HeaderLength);

    private static byte[] RandomOf(ReadOnlySpan<byte> body) => body.Length >= SessionStart ? body.Slice(2, ClientRandom.Length).ToArray() : [];

    private static byte[] SessionOf(ReadOnlySpan<byte> body) =>
        body.Length > SessionStart && body.Length > SessionStart + body[SessionStart] ? body.Slice(SessionStart + 1, body[SessionStart]).ToArray() : [];

    private const int HeaderLength = 4;
    private const int SessionStart = 2 + ClientRandom.Length;

    // What a builder keeps of the messages of an end.
    private const int MaximumKept = 1 << 20;
}

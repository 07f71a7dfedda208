using System;
using TlsTools.Carriers;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Handshakes;

/// <summary>
/// What was exchanged on one connection, still undecoded: the events in order and the handshake bytes of both ends. Decoding
/// happens when somebody looks.
/// </summary>
/// <param name="events">The events.</param>
/// <param name="first">The handshake bytes of half 0.</param>
/// <param name="second">The handshake bytes of half 1.</param>
/// <param name="progress">Who is the client, and what was chosen.</param>
/// <param name="shared">What other handshakes of the source showed.</param>
internal sealed class Transcript(TranscriptEvent[] events, byte[] first, byte[] second, HandshakeProgress progress, SharedContent shared)
{
    private ServerHello? _serverHello;
    private HandshakeMessage?[]? _decoded;

    // A bit for each registered type of handshake message, of each half: it is asked for far more than is there.
    private (ulong First, ulong Second, bool HasPlaintext)? _kinds;

    /// <summary>What other handshakes of the source showed.</summary>
    public SharedContent Shared => shared;

    /// <summary>All events as messages, in order.</summary>
    public TlsMessage[] ReadMessages()
    {
        TlsMessage[] messages = new TlsMessage[events.Length];
        for (int index = 0; index < messages.Length; index++)
        {
            messages[index] = new TlsMessage(this, index);
        }

        return messages;
    }

    /// <summary>One event.</summary>
    public ref readonly TranscriptEvent Event(int index) => ref events[index];

    /// <summary>The sender of an event.</summary>
    public Side SenderOf(int index) => SideOf(events[index].Half);

    /// <summary>The side that a half turned out to be.</summary>
    public Side SideOf(int half) => half == progress.ClientHalf ? Side.Client : Side.Server;

    /// <summary>The kept bytes of an event.</summary>
    public ReadOnlyMemory<byte> BytesOf(int index)
    {
        ref readonly TranscriptEvent seen = ref events[index];
        return (seen.Half == 0 ? first : second).AsMemory(seen.Offset, seen.Available);
    }

    /// <summary>The first line of what came instead of TLS, safe to show.</summary>
    public string ExcerptOf(int index)
    {
        ReadOnlySpan<byte> bytes = BytesOf(index).Span;
        int end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return WireText.FromUtf8(bytes.Slice(0, Math.Min(end < 0 ? bytes.Length : end, ExcerptLength)));
    }

    /// <summary>What came instead of TLS; null where nothing did.</summary>
    public Plaintext? FindPlaintext()
    {
        for (int index = Kinds.HasPlaintext ? 0 : events.Length; index < events.Length; index++)
        {
            if (events[index].Kind == EventKind.Plaintext)
            {
                return new Plaintext(SenderOf(index), PlaintextProtocols.Find(BytesOf(index).Span), ExcerptOf(index));
            }
        }

        return null;
    }

    /// <summary>The first message of a kind that an end sent, found without making messages of all events; null where there is none.</summary>
    public T? Find<T>(Side sender, HandshakeType type)
        where T : HandshakeMessage
    {
        for (int index = Has(type, sender) ? 0 : events.Length; index < events.Length; index++)
        {
            if (TypeOf(index) == type && SenderOf(index) == sender && Decode(index) is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether an end sent a message of a type, as far as that can be seen.</summary>
    public bool Has(HandshakeType type, Side sender)
    {
        (ulong first, ulong second, _) = Kinds;
        return (((sender == Side.Client) == (progress.ClientHalf == 0) ? first : second) & Bit((int)type)) != 0;
    }

    /// <summary>The server's choice, or its request for another hello; null where there is none.</summary>
    public ServerHello? FindServerHello(bool isRetry)
    {
        for (int index = 0; index < events.Length; index++)
        {
            if (TypeOf(index) is HandshakeType.ServerHello or HandshakeType.HelloRetryRequest
                && Decode(index) is ServerHello hello
                && hello.IsHelloRetryRequest == isRetry)
            {
                return hello;
            }
        }

        return null;
    }

    /// <summary>The type of the handshake message of an event; null where it is none, or cannot be seen.</summary>
    public HandshakeType? TypeOf(int index) => events[index].Kind switch
    {
        EventKind.Handshake => (HandshakeType)events[index].Code,
        EventKind.Ssl2 => Ssl2Type(events[index].Code),
        _ => null,
    };

    /// <summary>The decoded handshake message of an event, the same each time.</summary>
    public HandshakeMessage? Decode(int index)
    {
        HandshakeMessage?[] decoded = _decoded ??= new HandshakeMessage?[events.Length];
        return decoded[index] ??= DecodeAnew(index);
    }

    private (ulong First, ulong Second, bool HasPlaintext) Kinds => _kinds ??= CollectKinds();

    private (ulong First, ulong Second, bool HasPlaintext) CollectKinds()
    {
        ulong first = 0;
        ulong second = 0;
        bool hasPlaintext = false;
        for (int index = 0; index < events.Length; index++)
        {
            if (TypeOf(index) is { } type)
            {
                (events[index].Half == 0 ? ref first : ref second) |= Bit((int)type);
            }

            hasPlaintext |= events[index].Kind == EventKind.Plaintext;
        }

        return (first, second, hasPlaintext);
    }

    // All that are not registered below the last bit share it.
    private static ulong Bit(int type) => 1UL << Math.Min(type, 63);

    private HandshakeMessage? DecodeAnew(int index)
    {
        ref readonly TranscriptEvent seen = ref events[index];
        MessageContext context = new()
        {
            Version = progress.Version,
            CipherSuite = progress.CipherSuite,
            Shared = shared,
            Sender = SenderOf(index),
            CertificateFormat = seen.Code == (byte)HandshakeType.Certificate ? FormatFor(SenderOf(index)) : null,
        };
        return seen.Kind switch
        {
            EventKind.Handshake => HandshakeReader.ReadOwned((HandshakeType)seen.Code, BytesOf(index), context),
            EventKind.Ssl2 => HandshakeReader.ReadOwned(Ssl2Type(seen.Code), BytesOf(index).Slice(1), context),
            _ => null,
        };
    }

    // RFC 7250, 4.2: the ServerHello says which end uses raw public keys; almost none does.
    private CertificateFormat? FormatFor(Side sender)
    {
        ExtensionType type = sender == Side.Server ? ExtensionType.ServerCertificateType : ExtensionType.ClientCertificateType;
        return ((_serverHello ??= Find<ServerHello>(Side.Server, HandshakeType.ServerHello))?.Extension(type) as CertificateFormatChoice)?.Format;
    }

    /// <summary>Makes the alert of an event.</summary>
    public TlsAlert ReadAlert(int index)
    {
        ref readonly TranscriptEvent seen = ref events[index];
        bool readable = seen.Kind == EventKind.Alert;
        return new TlsAlert
        {
            Packet = seen.Packet,
            Timestamp = seen.Time,
            Time = seen.Time.ToDateTime(),
            Sender = SenderOf(index),
            Level = !readable ? null : seen.Level == 1 ? "warning" : "fatal",
            Description = readable ? new AlertDescription(seen.Code).ToString() : null,
            Code = readable ? seen.Code : null,
            Encrypted = !readable || seen.IsDecrypted,
            Decrypted = readable && seen.IsDecrypted,
            Phase = seen.Phase,
        };
    }

    /// <summary>The type of a message of SSL 2.0 in the numbers of the registry file.</summary>
    public static HandshakeType Ssl2Type(byte code) => HandshakeType.Ssl2Error + code;

    private const int ExcerptLength = 60;
}

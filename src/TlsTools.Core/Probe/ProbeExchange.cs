using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Decryption.Records;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;

namespace TlsTools.Probe;

/// <summary>One attempt at a handshake: sends the hello and leads what follows as far as its goal.</summary>
internal sealed class ProbeExchange : IDisposable
{
    private readonly RecordedConnection _connection;
    private readonly ClientHelloOffer _offer;
    private readonly Dictionary<NamedGroup, IKeyAgreement> _agreements = [];

    /// <summary>Makes an attempt that has not begun.</summary>
    public ProbeExchange(RecordedConnection connection, ClientHelloOffer offer)
    {
        _connection = connection;
        _offer = offer;
        KeyLog = new KeyLog(offer.Random);
        Channel = new RecordChannel(connection) { Version = Math.Min(ProtocolVersion.Tls10.Code, offer.LegacyVersion.Code) };
    }

    /// <summary>The records.</summary>
    public RecordChannel Channel { get; }

    /// <summary>The messages of both ends.</summary>
    public HandshakeTranscript Transcript { get; } = new();

    /// <summary>The secrets, as far as they were agreed.</summary>
    public KeyLog KeyLog { get; }

    /// <summary>Goes as far as the goal, or as far as the server lets it.</summary>
    public void Run(ProbeGoal goal)
    {
        ClientHelloOffer offer = goal == ProbeGoal.ServerHello || !_offer.Highest.IsTls13 ? _offer : _offer with { KeyShares = Shares(FirstGroups()) };
        byte[] clientHello = Send(offer);
        if (ReceiveServerHello(out byte[] message) is not { } hello)
        {
            return;
        }

        if (hello.IsHelloRetryRequest)
        {
            if (goal == ProbeGoal.ServerHello || hello.SelectedGroup is not { } group || KeyAgreements.TryBegin(group) is null)
            {
                return;
            }

            // From here on a ChangeCipherSpec may come, which means nothing (RFC 8446, D.4).
            Channel.IsTls13 = true;
            Transcript.ReplaceByHash(SuiteProtection.Of(hello.CipherSuite).KeyHash);
            Transcript.Add(message);
            clientHello = Send(offer with { KeyShares = Shares([group]), Cookie = hello.Extension<OpaqueValue>()?.Value });
            if (ReceiveServerHello(out message) is not { IsHelloRetryRequest: false } second)
            {
                return;
            }

            hello = second;
        }

        Transcript.Add(message);
        if (goal != ProbeGoal.ServerHello)
        {
            IHandshakeClient client = hello.SelectedVersion.IsTls13 ? new Tls13Client(this) : new Tls12Client(this, clientHello, message);
            client.Run(hello, goal);
        }
    }

    /// <summary>The key of ours in a group; <see langword="null"/> where none was sent.</summary>
    public IKeyAgreement? Agreement(NamedGroup? group) => group is { } known && _agreements.TryGetValue(known, out IKeyAgreement? agreement) ? agreement : null;

    /// <summary>The next handshake message, with its header.</summary>
    public bool ReceiveMessage(out HandshakeType type, out byte[] message)
    {
        ReceivedKind kind = Channel.Receive(s_always, out message);
        type = kind == ReceivedKind.Message ? (HandshakeType)message[0] : default;
        return kind == ReceivedKind.Message;
    }

    /// <summary>Reads a message.</summary>
    public static HandshakeMessage Read(byte[] message, ProtocolVersion version, CipherSuite? suite = null) => HandshakeReader.Read(
        (HandshakeType)message[0],
        message.AsSpan(HeaderLength),
        new MessageContext { Version = version, CipherSuite = suite, Sender = Side.Server });

    /// <summary>
    /// Waits until the server has shown whether it goes on with a client that has proved nothing, and takes leave. In TLS 1.3 the client
    /// is done before the server has looked at its answer, and some servers look only after the handshake, in every version.
    /// </summary>
    /// <param name="wasAsked">Whether the server asked for a certificate; otherwise there is nothing to wait for but the end of the handshake.</param>
    /// <param name="server">Opens the server's records behind its ChangeCipherSpec, before TLS 1.3.</param>
    /// <param name="wantsTicket">Whether a ticket of TLS 1.3 is worth the wait.</param>
    public void AwaitVerdict(bool wasAsked, RecordProtection? server = null, bool wantsTicket = false)
    {
        TimeSpan patience = Channel.IsTls13 ? wasAsked || wantsTicket ? s_silence + Travel : TimeSpan.Zero : s_always;
        for (int received = 0; patience > TimeSpan.Zero && received < MostReceived; received++)
        {
            ReceivedKind kind = Channel.Receive(patience, out byte[] message);
            if (kind is ReceivedKind.Nothing or ReceivedKind.Alert)
            {
                break;
            }

            if (kind == ReceivedKind.ChangeCipherSpec && server is not null)
            {
                Channel.Read(server);
                server = null;
            }
            else if (Channel.IsTls13 || (kind == ReceivedKind.Message && message[0] == (byte)HandshakeType.Finished))
            {
                // It has answered what came from this end; what it still has against it comes at once.
                patience = wasAsked ? s_afterthought + Travel : TimeSpan.Zero;
            }
        }

        server?.Dispose();
        _connection.EndRecording();
        Channel.Send(ContentType.Alert, [1, (byte)AlertDescription.CloseNotify.Code]);
    }

    public void Dispose() => Channel.Dispose();

    private TimeSpan Travel => _connection.RoundTrip + _connection.RoundTrip;

    private byte[] Send(ClientHelloOffer offer)
    {
        byte[] message = offer.ToMessage();
        Transcript.Add(message);
        switch (offer.Delivery)
        {
            case HelloDelivery.TwoSegments:
                Channel.SendInTwo(ContentType.Handshake, message);
                break;
            case HelloDelivery.TwoRecords:
                Channel.Send(ContentType.Handshake, message.AsSpan(0, message.Length / 2).ToArray());
                Channel.Send(ContentType.Handshake, message.AsSpan(message.Length / 2).ToArray());
                break;
            default:
                Channel.Send(ContentType.Handshake, message);
                break;
        }

        return message;
    }

    private ServerHello? ReceiveServerHello(out byte[] message)
    {
        if (!ReceiveMessage(out HandshakeType type, out message) || type != HandshakeType.ServerHello || Read(message, ProtocolVersion.Tls12) is not ServerHello hello)
        {
            return null;
        }

        Channel.Version = ProtocolVersion.Tls12.Code;
        return hello.HasChoice ? hello : null;
    }

    private IReadOnlyList<NamedGroup> FirstGroups() => [.. KeyAgreements.Groups.Where(group => _offer.Groups.Contains(group)).Take(FirstShares)];

    private (NamedGroup Group, byte[] PublicKey)[] Shares(IReadOnlyList<NamedGroup> groups)
    {
        List<(NamedGroup Group, byte[] PublicKey)> shares = [];
        foreach (NamedGroup group in groups)
        {
            IKeyAgreement agreement = _agreements[group] = KeyAgreements.TryBegin(group)!;
            shares.Add((group, agreement.PublicKey));
        }

        return [.. shares];
    }

    private const int HeaderLength = 4;
    private const int FirstShares = 2;

    // Protects the time from a server that talks on and on.
    private const int MostReceived = 64;

    // The connection's own limit ends it.
    private static readonly TimeSpan s_always = TimeSpan.FromDays(1);

    // How long a server that takes the client may say nothing, beside the way there and back: no ticket, no data.
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(500);

    // How long a server that has accepted the handshake may still take to refuse the client.
    private static readonly TimeSpan s_afterthought = TimeSpan.FromMilliseconds(150);
}

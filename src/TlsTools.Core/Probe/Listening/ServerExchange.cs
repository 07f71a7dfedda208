using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Probe.Listening;

/// <summary>One connection of a client to the listener: reads its hello, and leads what follows to the client's answer.</summary>
internal sealed class ServerExchange : IDisposable
{
    private readonly RecordedConnection _connection;
    private readonly IReadOnlyList<ServerKey> _keys;

    /// <summary>Makes an exchange that has not begun.</summary>
    public ServerExchange(RecordedConnection connection, TlsListenerOptions options, IReadOnlyList<ServerKey> keys)
    {
        _connection = connection;
        _keys = keys;
        Options = options;
        Channel = new RecordChannel(connection) { Version = ProtocolVersion.Tls12.Code };
    }

    /// <summary>What the listener was told.</summary>
    public TlsListenerOptions Options { get; }

    /// <summary>The records.</summary>
    public RecordChannel Channel { get; }

    /// <summary>The messages of both ends.</summary>
    public HandshakeTranscript Transcript { get; } = new();

    /// <summary>The secrets, as far as they were agreed; none before the hello came.</summary>
    public KeyLog KeyLog { get; private set; } = new([]);

    /// <summary>Whether the signature is one of the certificate that the client sent; <see langword="null"/> where there is none, or this platform cannot tell.</summary>
    public bool? IsSignatureValid { get; set; }

    /// <summary>Leads the exchange to its end.</summary>
    public void Run()
    {
        try
        {
            if (ReceiveMessage(out byte[] message) && message[0] == (byte)HandshakeType.ClientHello && Read(message, ProtocolVersion.Tls12) is ClientHello { Fault: null } hello)
            {
                KeyLog = new KeyLog(hello.Random);
                Transcript.Add(message);
                ProtocolVersion? version = Choose(hello);
                AlertDescription? refusal = version is not { } chosen ? AlertDescription.ProtocolVersion
                    : chosen.IsTls13 ? new Tls13Server(this).Run(hello, message)
                    : new Tls12Server(this).Run(hello, message);
                if (refusal is { } alert)
                {
                    Channel.Send(ContentType.Alert, [Fatal, alert.Code]);
                }
            }
        }
        catch (CryptographicException)
        {
            // The key of the listener, or what the client calls one, is none that the platform takes.
            Channel.Send(ContentType.Alert, [Fatal, AlertDescription.InternalError.Code]);
        }

        Leave();
    }

    /// <summary>The first key and scheme that the client takes; <see langword="null"/> for none.</summary>
    /// <param name="hello">The client's hello.</param>
    /// <param name="version">The version.</param>
    /// <param name="fits">What else the key must be.</param>
    public (ServerKey Key, SignatureScheme Scheme)? Choose(ClientHello hello, ProtocolVersion version, Func<ServerKey, bool> fits)
    {
        // RFC 5246, 7.4.1.4.1: who does not say takes SHA-1.
        IReadOnlyList<SignatureScheme> offered = hello.SignatureSchemes.Count > 0 ? hello.SignatureSchemes : [SignatureScheme.RsaPkcs1Sha1, SignatureScheme.EcdsaSha1];
        foreach (ServerKey key in _keys.Where(fits))
        {
            if (key.Choose(offered, version) is { } scheme)
            {
                return (key, scheme);
            }
        }

        return null;
    }

    /// <summary>The next handshake message, with its header; what comes between is handed on.</summary>
    public bool ReceiveMessage(out byte[] message, Action? onChangeCipherSpec = null)
    {
        while (true)
        {
            ReceivedKind kind = Channel.Receive(s_always, out message);
            if (kind == ReceivedKind.ChangeCipherSpec && onChangeCipherSpec is not null)
            {
                onChangeCipherSpec();
                continue;
            }

            return kind == ReceivedKind.Message;
        }
    }

    /// <summary>Sends a handshake message, in as many records as it needs, and notes it.</summary>
    public byte[] Send(HandshakeType type, Action<WireWriter> body)
    {
        byte[] message = new WireWriter().UInt8((int)type).Vector24(body).ToArray();
        Transcript.Add(message);
        for (int start = 0; start < message.Length; start += LongestFragment)
        {
            Channel.Send(ContentType.Handshake, message.AsSpan(start, Math.Min(LongestFragment, message.Length - start)).ToArray());
        }

        return message;
    }

    /// <summary>Reads a message of the client.</summary>
    public static HandshakeMessage Read(byte[] message, ProtocolVersion version, CipherSuite? suite = null) => HandshakeReader.Read(
        (HandshakeType)message[0],
        message.AsSpan(HeaderLength),
        new MessageContext { Version = version, CipherSuite = suite, Sender = Side.Client });

    public void Dispose() => Channel.Dispose();

    private ProtocolVersion? Choose(ClientHello hello)
    {
        foreach (ProtocolVersion version in Options.Versions)
        {
            // A hello without the list means all versions up to its own.
            if (hello.OfferedVersions.Contains(version) || (!version.IsTls13 && hello.Extension(ExtensionType.SupportedVersions) is null && hello.LegacyVersion.Code >= version.Code))
            {
                return version;
            }
        }

        return null;
    }

    // What the client still says is waited for shortly: a reset would cost it, and the record, what was sent last.
    private void Leave()
    {
        byte[] closing = [Warning, AlertDescription.CloseNotify.Code];
        for (int received = 0; received < MostReceived && _connection.State == ConnectionState.Open; received++)
        {
            if (Channel.Receive(s_patience, out _) is ReceivedKind.Nothing or ReceivedKind.Alert)
            {
                break;
            }
        }

        if (_connection.State == ConnectionState.Open)
        {
            _connection.EndRecording();
            Channel.Send(ContentType.Alert, closing);
        }
    }

    private const byte Warning = 1;
    private const byte Fatal = 2;
    private const int HeaderLength = 4;
    private const int LongestFragment = 1 << 14;

    // Protects the time from a client that talks on and on.
    private const int MostReceived = 16;

    // How long a client may take to say what it has against the listener, or to begin to talk.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    // The connection's own limit ends it.
    private static readonly TimeSpan s_always = TimeSpan.FromDays(1);
}

using System;
using System.Buffers.Binary;
using TlsTools.Capture;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Handshakes;

/// <summary>
/// Follows a handshake while its bytes arrive, with no more decoding than that takes: who the client is, which version and
/// suite were chosen, how far both ends came.
/// </summary>
internal sealed class HandshakeProgress
{
    private readonly SenderProgress[] _senders = new SenderProgress[2];
    private int _clientHalf = -1;

    /// <summary>The half that is the client; the first one until something tells.</summary>
    public int ClientHalf => _clientHalf < 0 ? 0 : _clientHalf;

    /// <summary>The half that is the server.</summary>
    public int ServerHalf => 1 - ClientHalf;

    /// <summary>Whether a message told who the client is.</summary>
    public bool IsClientKnown => _clientHalf >= 0;

    /// <summary>How far the handshake came.</summary>
    public HandshakePhase Phase { get; private set; }

    /// <summary>Whether a ClientHello was seen.</summary>
    public bool ClientHelloSeen { get; private set; }

    /// <summary>Whether a ServerHello was seen that is no HelloRetryRequest.</summary>
    public bool ServerHelloSeen { get; private set; }

    /// <summary>Whether a HelloRetryRequest was seen.</summary>
    public bool HelloRetryRequestSeen { get; private set; }

    /// <summary>The version of the ServerHello; the version in SSL 2.0's SERVER-HELLO.</summary>
    public ProtocolVersion? Version { get; private set; }

    /// <summary>The cipher suite of the ServerHello.</summary>
    public CipherSuite? CipherSuite { get; private set; }

    /// <summary>When the later Finished was seen; <see langword="null"/> until both were.</summary>
    public CaptureTime? CompletedTime { get; private set; }

    /// <summary>Whether handshake messages followed the handshake, which shows that both ends had accepted it; only keys show them.</summary>
    public bool WentOn { get; private set; }

    /// <summary>Application records that the client had sent when the ServerHello came: early data.</summary>
    public long EarlyRecords { get; private set; }

    /// <summary>What an end did.</summary>
    public ref SenderProgress Sender(int half) => ref _senders[half];

    /// <summary>Takes the next thing that was seen.</summary>
    public void Note(in TranscriptEvent seen, ReadOnlySpan<byte> body)
    {
        ref SenderProgress sender = ref _senders[seen.Half];
        sender.Spoke = true;
        switch (seen.Kind)
        {
            case EventKind.Handshake:
                NoteMessage((HandshakeType)seen.Code, seen.Half, body);
                if (seen.Code == (byte)HandshakeType.Finished && Version is { IsTls13: false })
                {
                    NoteFinished(ref sender, seen.Time);
                }

                break;
            case EventKind.Ssl2:
                NoteSsl2(seen, body);
                break;
            case EventKind.ChangeCipherSpec:
                sender.ChangedKeys = true;
                break;
            case EventKind.Encrypted when seen.ContentType == ContentType.Handshake && sender.ChangedKeys:
                NoteFinished(ref sender, seen.Time);
                break;
            case EventKind.Encrypted when seen.RecordVersion == ProtocolVersion.Ssl20.Code:
                sender.ProtectedSsl2 = true;
                if (_senders[0].ProtectedSsl2 && _senders[1].ProtectedSsl2)
                {
                    Reach(HandshakePhase.Finished);
                    CompletedTime ??= seen.Time;
                }

                break;
        }
    }

    /// <summary>Takes the next record of application data.</summary>
    public void NoteApplicationData(int half)
    {
        ref SenderProgress sender = ref _senders[half];
        sender.Spoke = true;
        sender.ApplicationRecords++;
        if (CompletedTime is not null)
        {
            Reach(HandshakePhase.ApplicationData);
        }
    }

    /// <summary>Notes a phase that only lengths of records show.</summary>
    public void Reach(HandshakePhase phase) => Phase = phase > Phase ? phase : Phase;

    /// <summary>Notes that the client's Finished of TLS 1.3 is evident.</summary>
    public void CompleteAt(CaptureTime time) => CompletedTime ??= time;

    /// <summary>Decides who the client is, unless a message told.</summary>
    public void AssumeClient(int half)
    {
        if (_clientHalf < 0)
        {
            _clientHalf = half;
        }
    }

    private void NoteMessage(HandshakeType type, int half, ReadOnlySpan<byte> body)
    {
        WentOn |= CompletedTime is not null;
        switch (type)
        {
            case HandshakeType.ClientHello:
                AssumeClient(half);
                ClientHelloSeen = true;
                Reach(HandshakePhase.ClientHello);
                break;
            case HandshakeType.ServerHello:
                AssumeClient(1 - half);
                NoteServerHello(body);
                break;
            case HandshakeType.HelloRetryRequest:
                AssumeClient(1 - half);
                HelloRetryRequestSeen = true;
                break;
            case HandshakeType.Certificate:
            case HandshakeType.CompressedCertificate:
                Reach(half == ServerHalf ? HandshakePhase.ServerCertificate : HandshakePhase.ClientCertificate);
                break;
            case HandshakeType.CertificateRequest:
                AssumeClient(1 - half);
                Reach(HandshakePhase.CertificateRequest);
                break;
            case HandshakeType.ServerHelloDone:
                AssumeClient(1 - half);
                Reach(HandshakePhase.ServerHelloDone);
                break;
            case HandshakeType.ServerKeyExchange:
            case HandshakeType.NewSessionTicket:
                AssumeClient(1 - half);
                break;
            case HandshakeType.ClientKeyExchange:
                AssumeClient(half);
                Reach(HandshakePhase.ClientKeyExchange);
                break;
        }
    }

    // Only the fields that decide how the rest is read; the whole message is decoded when somebody looks at it.
    private void NoteServerHello(ReadOnlySpan<byte> body)
    {
        if (body.Length < ServerHelloStart)
        {
            return;
        }

        if (body.Slice(VersionLength, RandomLength).SequenceEqual(ServerHello.RetryRandom))
        {
            HelloRetryRequestSeen = true;
            return;
        }

        EarlyRecords = ServerHelloSeen ? EarlyRecords : _senders[ClientHalf].ApplicationRecords;
        ServerHelloSeen = true;
        Reach(HandshakePhase.ServerHello);
        ushort version = BinaryPrimitives.ReadUInt16BigEndian(body);
        Version = new ProtocolVersion(version);

        // The drafts of TLS 1.3 up to 21 have no session id here.
        int position = VersionLength + RandomLength + (version >> 8 == DraftMajor ? 0 : 1 + body[VersionLength + RandomLength]);
        if (!TryReadUInt16(body, position, out ushort suite))
        {
            return;
        }

        CipherSuite = new CipherSuite(suite);
        position += version >> 8 == DraftMajor ? 4 : 5;
        while (TryReadUInt16(body, position, out ushort type) && TryReadUInt16(body, position + 2, out ushort length))
        {
            if (type == ExtensionType.SupportedVersions.Code && TryReadUInt16(body, position + 4, out version))
            {
                Version = new ProtocolVersion(version);
                return;
            }

            position += 4 + length;
        }
    }

    private void NoteSsl2(in TranscriptEvent seen, ReadOnlySpan<byte> body)
    {
        if (seen.Code == RecordFraming.Ssl2ClientHello)
        {
            AssumeClient(seen.Half);
            ClientHelloSeen = true;
            Reach(HandshakePhase.ClientHello);
        }
        else if (seen.Code == RecordFraming.Ssl2ServerHello)
        {
            AssumeClient(1 - seen.Half);
            ServerHelloSeen = true;
            Version = ProtocolVersion.Ssl20;
            Reach(body.Length > 0 ? HandshakePhase.ServerCertificate : HandshakePhase.ServerHello);
        }
        else if (seen.Code == RecordFraming.Ssl2ClientMasterKey)
        {
            Reach(HandshakePhase.ClientKeyExchange);
        }
    }

    // The first one of each end: a renegotiation has others.
    private void NoteFinished(ref SenderProgress sender, CaptureTime time)
    {
        if (!sender.Finished)
        {
            sender.Finished = true;
            sender.FinishedTime = time;
        }

        if (!_senders[0].Finished || !_senders[1].Finished)
        {
            return;
        }

        Reach(HandshakePhase.Finished);
        CaptureTime first = _senders[0].FinishedTime;
        CaptureTime second = _senders[1].FinishedTime;
        CompletedTime ??= first > second ? first : second;
    }

    private static bool TryReadUInt16(ReadOnlySpan<byte> bytes, int position, out ushort value)
    {
        bool isThere = position + 2 <= bytes.Length;
        value = isThere ? BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(position)) : (ushort)0;
        return isThere;
    }

    private const int VersionLength = 2;
    private const int RandomLength = 32;
    private const int ServerHelloStart = VersionLength + RandomLength + 1;
    private const int DraftMajor = 0x7f;
}

using System;
using TlsTools.Decryption;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <content>Keeps what opens the protected records informed.</content>
internal sealed partial class HandshakeBuilder
{
    private readonly SecretSources? _secrets;
    private ConnectionDecryptor? _decryptor;

    /// <summary>What the secrets that were given did; <see langword="null"/> where none were.</summary>
    public HandshakeDecryption? Decryption => _decryptor?.Result;

    /// <summary>Whether there was anything to decrypt with.</summary>
    public bool HasSecrets => _decryptor is not null;

    // A capture can bring its secrets anywhere, also when the connection has begun: then what has passed is told again.
    private void BeginDecryption()
    {
        _decryptor = new ConnectionDecryptor(_secrets!);
        for (int index = 0; index < _events.Count; index++)
        {
            TranscriptEvent seen = _events.Span[index];
            if (seen.Kind != EventKind.Encrypted)
            {
                Tell(seen);
            }
            else if (_decryptor.Wants(seen.Half, seen.ContentType))
            {
                _decryptor.OnMissing(seen.Half);
                _decryptor.NoteLate();
            }
        }

        if (_events.Count > 0)
        {
            // Each end may be in the middle of a record.
            _decryptor.OnHole(0, 1);
            _decryptor.OnHole(1, 1);
        }

        _readers[0].Decryptor = _decryptor;
        _readers[1].Decryptor = _decryptor;
    }

    private void Tell(in TranscriptEvent seen)
    {
        ReadOnlySpan<byte> kept = _readers[seen.Half].Kept;
        switch (seen.Kind)
        {
            case EventKind.Handshake:
                ReadOnlySpan<byte> message = kept.Slice(seen.Offset - MessageAssembler.HeaderLength, seen.Available + MessageAssembler.HeaderLength);
                _decryptor!.OnMessage(seen.Half, (HandshakeType)seen.Code, message, _progress.Version ?? ProtocolVersion.Tls12, _progress.CipherSuite ?? default);
                break;
            case EventKind.Ssl2 when seen.Code == RecordFraming.Ssl2ClientHello:
                _decryptor!.OnSsl2Hello(seen.Half, kept.Slice(seen.Offset, seen.Available));
                break;
            case EventKind.ChangeCipherSpec:
                _decryptor!.OnChangeCipherSpec(seen.Half);
                break;
        }
    }
}

using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Reports.Ladders;

/// <summary>Follows a handshake through its stages, message by message.</summary>
/// <param name="handshake">The handshake.</param>
/// <param name="encrypted">What its encrypted records probably are.</param>
internal sealed class StageProgress(TlsHandshake handshake, EncryptedRecords encrypted)
{
    private LadderStage _stage = LadderStage.BeforeTls;
    private bool _clientFinished;
    private bool _serverFinished;
    private bool _clientChangedKeys;
    private bool _serverChangedKeys;

    /// <summary>The stage of the next message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isSign">Whether it is the one that ended the handshake: it ends the stage in which it stands and begins none.</param>
    public LadderStage StageOf(TlsMessage message, bool isSign)
    {
        if (_stage == LadderStage.BeforeTls)
        {
            _stage = Begin(message, isSign);
        }

        LadderStage reached = isSign ? _stage : message.Sender == Side.Client ? AfterClient(message) : AfterServer(message);
        Note(message);
        return _stage = reached > _stage ? reached : _stage;
    }

    // A capture may begin in the middle of a connection; what answers plain text is no part of a handshake.
    private static LadderStage Begin(TlsMessage message, bool isSign) => message switch
    {
        { HandshakeType: not null } => LadderStage.Offer,
        { Version: null } or { ContentType: ContentType.Alert } => LadderStage.BeforeTls,
        { ContentType: ContentType.ApplicationData } when !isSign => LadderStage.InUse,
        _ => LadderStage.Offer,
    };

    private bool IsTls13 => handshake.Version is { IsTls13: true };

    private LadderStage AfterClient(TlsMessage message)
    {
        // Of TLS 1.3 a client sends its data before the server has judged it.
        if (IsOver && !IsTls13)
        {
            return LadderStage.InUse;
        }

        bool isAnswer = message.HandshakeType switch
        {
            HandshakeType.Certificate or HandshakeType.CompressedCertificate or HandshakeType.ClientKeyExchange or HandshakeType.Finished or HandshakeType.Ssl2ClientMasterKey => true,
            null when IsTls13 => EncryptedRecords.IsClosed(message) && handshake.ServerHello is not null && _stage >= LadderStage.ServerShown,
            null => message.ContentType == ContentType.ChangeCipherSpec || message.Alert is { Code: NoCertificate },
            _ => false,
        };
        return isAnswer ? LadderStage.ClientShown : LadderStage.BeforeTls;
    }

    private LadderStage AfterServer(TlsMessage message) => message switch
    {
        _ when IsOver => LadderStage.InUse,
        { Handshake: ServerHello { IsHelloRetryRequest: false } or Ssl2ServerHello } => LadderStage.ServerShown,
        { Handshake: null, HandshakeType: HandshakeType.ServerHello or HandshakeType.Certificate } => LadderStage.ServerShown,
        _ => LadderStage.BeforeTls,
    };

    // A server of TLS 1.3 has judged the client when it speaks again; before that version both have when both have finished.
    private bool IsOver => IsTls13 ? _clientFinished : _clientFinished && _serverFinished;

    private void Note(TlsMessage message)
    {
        bool isFinished = message.HandshakeType == HandshakeType.Finished || ReferenceEquals(message, encrypted.ClientFinished)
            || (!IsTls13 && message is { Encrypted: true, HandshakeType: null, ContentType: ContentType.Handshake } && (message.Sender == Side.Client ? _clientChangedKeys : _serverChangedKeys));
        bool changes = message.ContentType == ContentType.ChangeCipherSpec;
        if (message.Sender == Side.Client)
        {
            _clientFinished |= isFinished;
            _clientChangedKeys |= changes;
        }
        else
        {
            _serverFinished |= isFinished;
            _serverChangedKeys |= changes;
        }
    }

    private const byte NoCertificate = 41;
}

using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>
/// That one end asked for another handshake on the same connection, up to TLS 1.2, the other end did not go along, and the
/// connection ended with that. All of it is encrypted, but the kinds of the records and their order are not.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.1">RFC 5246, 7.4.1.1</seealso>
internal sealed class RenegotiationRefusal
{
    private readonly TlsHandshake _handshake;
    private readonly TlsMessage? _alert;

    private RenegotiationRefusal(TlsHandshake handshake, TlsMessage asked, TlsMessage? alert)
    {
        _handshake = handshake;
        _alert = alert;
        Asked = asked;
    }

    /// <summary>The first message of the other handshake: a HelloRequest of the server, or a ClientHello.</summary>
    public TlsMessage Asked { get; }

    /// <summary>The end that refused.</summary>
    public Side Refuser => Asked.Sender == Side.Server ? Side.Client : Side.Server;

    /// <summary>The alert that answered, if it could be read.</summary>
    public AlertDescription? Alert => _alert?.Alert?.Code is byte code ? new AlertDescription(code) : null;

    /// <summary>Whether the other end answered at all; otherwise it only closed the connection.</summary>
    public bool IsAnswered => _alert is not null;

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<Evidence> Rests() =>
    [
        Evidence.Of(Asked),
        _alert is not null ? Evidence.Of(_alert) : Evidence.Of(_handshake.EndedBy == ConnectionEnding.Reset ? "TCP RST" : "TCP FIN", Refuser, _handshake.EndPacket),
    ];

    /// <summary>Finds it; null where nobody asked, the other end went along, or the connection went on without.</summary>
    public static RenegotiationRefusal? Find(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake is not { Outcome: HandshakeOutcome.Completed, Version.IsTls13: false, ServerHello: not null }
            || handshake.EndedBy is not (ConnectionEnding.Alert or ConnectionEnding.CloseNotify or ConnectionEnding.Fin or ConnectionEnding.Reset))
        {
            return null;
        }

        Progress client = default;
        Progress server = default;
        TlsMessage? asked = null;
        TlsMessage? alert = null;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.ContentType == ContentType.ChangeCipherSpec || (message.ContentType == ContentType.Handshake && (message.Encrypted || message.Decrypted)))
            {
                bool isBeyond = message.Sender == Side.Client ? client.Note(message) : server.Note(message);
                if (!isBeyond)
                {
                    continue;
                }

                if (asked is not null && message.Sender != asked.Sender)
                {
                    return null;
                }

                asked ??= message;
            }
            else if (asked is not null && alert is null && message.Sender != asked.Sender && message.ContentType == ContentType.Alert)
            {
                if (message.Alert is { Code: not null } said && !IsRefusal(said))
                {
                    return null;
                }

                alert = message;
            }
            else if (alert is not null && message.Sender == asked!.Sender && message.ContentType == ContentType.ApplicationData)
            {
                return null;
            }
        }

        bool isClosed = handshake.EndedBy is ConnectionEnding.Fin or ConnectionEnding.Reset && handshake.EndedBySide != asked?.Sender;
        return asked is not null && (alert is not null || isClosed) && !examined.HasHole ? new RenegotiationRefusal(handshake, asked, alert) : null;
    }

    // JSSE says handshake_failure where it is told not to let clients renegotiate.
    private static bool IsRefusal(TlsAlert alert) => alert.Code == AlertDescription.NoRenegotiation.Code || alert.Code == AlertDescription.HandshakeFailure.Code;

    /// <summary>How far one end is in the first handshake.</summary>
    private struct Progress
    {
        private bool _hasChangedKeys;
        private bool _hasFinished;

        /// <summary>Whether a message comes after the end's Finished, which is the first one under its new keys.</summary>
        public bool Note(TlsMessage message)
        {
            if (message.ContentType == ContentType.ChangeCipherSpec)
            {
                _hasChangedKeys = true;
                return false;
            }

            bool isBeyond = _hasFinished;
            _hasFinished |= _hasChangedKeys;
            return isBeyond;
        }
    }
}

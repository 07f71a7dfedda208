using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Logs;

/// <content>The object that leaves the reading.</content>
internal sealed partial class LogConnection
{
    /// <summary>Makes the object.</summary>
    public TlsHandshake ToHandshake(string? source, int number)
    {
        Bytes.Fill(this, _messages);
        foreach (TlsMessage message in _messages.FindAll(each => each.HandshakeType is not null))
        {
            Reach(PhaseOf(message.HandshakeType!.Value, message.Sender));
        }

        IsCompleted |= Has(HandshakeType.Finished, Side.Client) && Has(HandshakeType.Finished, Side.Server);
        TlsAlert? alert = _alerts.Find(IsFatal);
        TlsAlert? notify = _alerts.Find(each => each.Code == AlertDescription.CloseNotify.Code);
        ConnectionEnding? ending = alert is not null ? ConnectionEnding.Alert : notify is not null ? ConnectionEnding.CloseNotify : EndedBy;
        bool isBroken = alert is not null || (HasFailed && !HasFinished) || (!HasFinished && (notify is not null || EndedBy is not null));
        HandshakeOutcome outcome = isBroken ? HandshakeOutcome.Failed : HasFinished ? HandshakeOutcome.Completed : HandshakeOutcome.Incomplete;
        if (HasFinished)
        {
            Reach(HandshakePhase.Finished);
        }

        CaptureTime? until = isBroken ? alert?.Timestamp ?? _last : _done;
        return new TlsHandshake
        {
            Source = source,
            Number = number,
            StartTimestamp = _start,
            Duration = _start is { } begun && until is { } over ? over.Since(begun) : null,
            Client = Client,
            Server = Server,
            Messages = _messages.ToArray(),
            Alerts = _alerts.ToArray(),
            Statements = _statements.ToArray(),
            Carrier = Carrier,
            OfferedVersions = OfferedVersions,
            Alert = alert ?? _alerts.Find(each => each.Code != AlertDescription.CloseNotify.Code) ?? (isBroken ? notify : null),
            Phase = _phase,
            Outcome = outcome,
            EndedBy = ending,
            EndedBySide = alert?.Sender ?? notify?.Sender ?? EndedBySide,
            Version = Version,
            CipherSuite = CipherSuite,
            Alpn = Alpn,
            Group = Group,
            SignatureScheme = SignatureScheme,
            Resumed = Resumed,
            ServerName = ServerName,
            ServerCertificates = ServerCertificates,
            ClientCertificates = ClientCertificates,
            AcceptableCA = AcceptableCA,
            ClientAuthentication = ClientAuthentication,
            InferredClientAuthentication = InferredClientAuthentication,
        };
    }

    // RFC 8446, 6: in TLS 1.3 the level says nothing any more, so that some logs leave it out.
    private static bool IsFatal(TlsAlert alert) =>
        alert.Code != AlertDescription.CloseNotify.Code
        && alert.Code != AlertDescription.UserCanceled.Code
        && alert.Level != "warning";
}

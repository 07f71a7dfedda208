using System.Collections.Generic;
using TlsTools.Capture;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>How a connection attempt went and ended, from its events and without decoding a message.</summary>
internal sealed class Verdict
{
    private readonly HandshakeBuilder _builder;
    private readonly HandshakeProgress _progress;
    private readonly List<int> _alerts = [];
    private readonly bool _isAccepted;
    private readonly int _begin;

    /// <summary>Judges a finished connection.</summary>
    /// <param name="builder">Holds all that was seen.</param>
    /// <param name="answerAwaited">Whether the server was given time to answer and did not.</param>
    public Verdict(HandshakeBuilder builder, bool answerAwaited)
    {
        _builder = builder;
        _progress = builder.Progress;
        EncryptedFlight flight = EncryptedFlight.Read(builder);
        InferredClientAuthentication = flight.ClientAuthentication;
        ServerSentNoData = !builder.HasHole && !builder.EndsUnread(_progress.ServerHalf)
            && (_progress.Version is { IsTls13: true } ? flight.IsUnanswered : _progress.Sender(_progress.ServerHalf).ApplicationRecords == 0);
        IsUnanswered = ServerSentNoData && _progress.Sender(_progress.ClientHalf).ApplicationRecords > 0;
        if (flight.ClientFinished is int finished)
        {
            _progress.CompleteAt(builder.Events[finished].Time);
            _progress.Reach(flight.DataFlowed ? HandshakePhase.ApplicationData : HandshakePhase.Finished);
        }

        _isAccepted = flight.IsAccepted;
        if (!IsBegun)
        {
            ReachUnseen();
        }

        _begin = FindBegin();
        FindAlerts(flight.Refusal);
        FindEnd(flight, answerAwaited);
        Outcome = Decide();
        Alert = ChooseAlert(flight.Refusal);
    }

    /// <summary>What became of the attempt.</summary>
    public HandshakeOutcome Outcome { get; }

    /// <summary>How the connection ended.</summary>
    public ConnectionEnding EndedBy { get; private set; }

    /// <summary>The half that ended it.</summary>
    public int? EndedByHalf { get; private set; }

    /// <summary>The packet in which it ended; null where it did not.</summary>
    public long? EndPacket { get; private set; }

    /// <summary>What the lengths of encrypted records tell of client authentication.</summary>
    public ClientAuthentication InferredClientAuthentication { get; }

    /// <summary>Whether the server sent no application data; in TLS 1.3 only where the client sent some can that be told.</summary>
    public bool ServerSentNoData { get; }

    /// <summary>Whether the client sent application data and the server none, as far as that can be told.</summary>
    public bool IsUnanswered { get; }

    /// <summary>The events that are alerts.</summary>
    public IReadOnlyList<int> Alerts => _alerts;

    /// <summary>The event that is the alert that matters.</summary>
    public int? Alert { get; }

    /// <summary>When the handshake was complete, or ended otherwise.</summary>
    public CaptureTime DoneTime => _progress.CompletedTime ?? _builder.Last.Time;

    /// <summary>Whether the attempt is one of those that somebody looks for who looks for broken ones.</summary>
    public bool IsBroken => Outcome == HandshakeOutcome.Failed || Alert is not null;

    private bool IsBegun => _progress.ClientHelloSeen || _progress.ServerHelloSeen || _builder.HasPlaintext;

    // What must have happened before the capture began.
    private void ReachUnseen()
    {
        if (_progress.Sender(0).ApplicationRecords + _progress.Sender(1).ApplicationRecords > 0)
        {
            _progress.Reach(HandshakePhase.ApplicationData);
        }

        foreach (TranscriptEvent seen in _builder.Events)
        {
            if (seen.Kind == EventKind.Encrypted)
            {
                _progress.Reach(HandshakePhase.Finished);
            }
        }
    }

    // Where the capture lacks the SYN, what an older connection on the same ports said last stands before the hello.
    private int FindBegin()
    {
        for (int index = 0; _progress.ClientHelloSeen && index < _builder.Events.Length; index++)
        {
            if (_builder.Events[index] is { Kind: EventKind.Handshake, Code: (byte)HandshakeType.ClientHello })
            {
                return index;
            }
        }

        return 0;
    }

    // A server that refuses at once may do so before the hello arrives, by a fatal alert; all else belongs to what was before.
    private bool IsOlder(int index) =>
        index < _begin
        && !(_builder.Events[index] is { Kind: EventKind.Alert, Level: Fatal } alert && alert.Half == _progress.ServerHalf);

    private void FindAlerts(int? refusal)
    {
        for (int index = 0; index < _builder.Events.Length; index++)
        {
            if (_builder.Events[index].ContentType == ContentType.Alert || index == refusal)
            {
                _alerts.Add(index);
            }
        }
    }

    private void FindEnd(EncryptedFlight flight, bool answerAwaited)
    {
        long earliest = long.MaxValue;
        foreach (int index in _alerts)
        {
            TranscriptEvent alert = _builder.Events[index];
            if (alert.Packet < earliest && !IsOlder(index) && EndingOf(alert, index == flight.Refusal) is { } ending)
            {
                earliest = alert.Packet;
                EndedBy = ending;
                EndedByHalf = alert.Half;
            }
        }

        for (int half = 0; half <= 1; half++)
        {
            SenderProgress sender = _progress.Sender(half);
            if (sender.Closed < earliest)
            {
                earliest = sender.Closed.Value;
                EndedBy = flight.AnnouncesClose(half, earliest) ? ConnectionEnding.CloseNotify : ConnectionEnding.Fin;
                EndedByHalf = half;
            }

            if (sender.Reset < earliest)
            {
                earliest = sender.Reset.Value;
                EndedBy = flight.AnnouncesClose(half, earliest) ? ConnectionEnding.CloseNotify : ConnectionEnding.Reset;
                EndedByHalf = half;
            }
        }

        EndPacket = earliest == long.MaxValue ? null : earliest;
        if (EndPacket is null && answerAwaited && !_progress.Sender(_progress.ServerHalf).Spoke)
        {
            EndedBy = ConnectionEnding.Timeout;
            EndedByHalf = _progress.ServerHalf;
        }
    }

    private ConnectionEnding? EndingOf(in TranscriptEvent alert, bool isRefusal)
    {
        if (alert.Kind != EventKind.Alert)
        {
            // Without a hello the capture began late, after the keys were made: then, too, it is most likely the end. And a hole may
            // have swallowed what would show that the handshake was complete.
            bool isLate = !IsBegun || _builder.HasHole || (_progress.CompletedTime is { } completed && alert.Time >= completed);
            return isLate && !isRefusal ? ConnectionEnding.CloseNotify : ConnectionEnding.Alert;
        }

        return alert.Code == AlertDescription.CloseNotify.Code ? ConnectionEnding.CloseNotify
            : IsFatal(alert) ? ConnectionEnding.Alert
            : null;
    }

    private HandshakeOutcome Decide()
    {
        bool refused = EndedBy == ConnectionEnding.Alert && !IsAfterData();
        if (IsComplete() && !refused)
        {
            return HandshakeOutcome.Completed;
        }

        if (refused)
        {
            return HandshakeOutcome.Failed;
        }

        // What the capture does not have cannot be held against an end.
        bool isWitnessed = _progress.ClientHelloSeen || _builder.HasPlaintext || HasFatalAlert();
        return EndedBy is ConnectionEnding.CaptureEnd or ConnectionEnding.Timeout || !isWitnessed || _builder.HasHole
            ? HandshakeOutcome.Incomplete
            : HandshakeOutcome.Failed;
    }

    private bool HasFatalAlert() => _alerts.Exists(index => _builder.Events[index] is { Kind: EventKind.Alert, Level: Fatal });

    private bool IsAfterData() => _progress.Phase == HandshakePhase.ApplicationData || _progress.WentOn || _isAccepted;

    private bool IsComplete()
    {
        if (_progress.CompletedTime is not null)
        {
            return true;
        }

        SenderProgress client = _progress.Sender(_progress.ClientHalf);
        SenderProgress server = _progress.Sender(_progress.ServerHalf);
        bool helloSeen = _progress.ClientHelloSeen || _progress.ServerHelloSeen;
        if (client.Spoke && server.Spoke)
        {
            // Before TLS 1.3 application data flows only after both ends finished, even if the capture missed how.
            return helloSeen
                && _progress.Version is { IsTls13: false }
                && client.ApplicationRecords > 0
                && server.ApplicationRecords > 0;
        }

        return helloSeen && client.ApplicationRecords + server.ApplicationRecords > FlightRecords;
    }

    private int? ChooseAlert(int? refusal)
    {
        int? chosen = null;
        int chosenRank = 0;
        foreach (int index in _alerts)
        {
            int rank = IsOlder(index) ? 0 : RankOf(_builder.Events[index], index == refusal);
            if (rank > chosenRank)
            {
                chosen = index;
                chosenRank = rank;
            }
        }

        return chosen;
    }

    // Fatal before warning, what can be read before what cannot, the first of equals; zero for what closes in order.
    private int RankOf(in TranscriptEvent alert, bool isRefusal)
    {
        bool isBroken = Outcome == HandshakeOutcome.Failed;
        if (alert.Kind != EventKind.Alert)
        {
            return isRefusal || (isBroken && EndingOf(alert, isRefusal) == ConnectionEnding.Alert) ? 4 : 0;
        }

        if (alert.Code == AlertDescription.CloseNotify.Code)
        {
            return isBroken ? 1 : 0;
        }

        if (alert.Code == AlertDescription.UserCanceled.Code)
        {
            return isBroken ? 2 : 0;
        }

        return IsFatal(alert) ? 5 : 3;
    }

    // RFC 8446, 6: in TLS 1.3 the level says nothing any more. What is in the clear may come from an end that knows older versions only.
    private bool IsFatal(in TranscriptEvent alert) =>
        alert.Level == Fatal
        || (alert.IsDecrypted
            && _progress.Version is { IsTls13: true }
            && alert.Code != AlertDescription.CloseNotify.Code
            && alert.Code != AlertDescription.UserCanceled.Code);

    private const byte Fatal = 2;

    // More than a client's flight of TLS 1.3 has (Certificate, CertificateVerify, Finished), so it is application data.
    private const int FlightRecords = 4;
}

using System.Collections.Generic;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>Makes the object that leaves the reading from what was built and judged.</summary>
internal static class HandshakeFactory
{
    /// <summary>Makes a handshake.</summary>
    public static TlsHandshake Create(string? source, ConversationReader reader, Verdict verdict)
    {
        HandshakeBuilder builder = reader.Builder!;
        TcpConversation conversation = reader.Conversation;
        Transcript transcript = builder.ToTranscript();
        List<TlsAlert> alerts = [];
        TlsAlert? chosen = null;
        foreach (int index in verdict.Alerts)
        {
            TlsAlert alert = transcript.ReadAlert(index);
            alerts.Add(alert);
            chosen = index == verdict.Alert ? alert : chosen;
        }

        bool isInitiatorClient = transcript.SideOf(0) == Side.Client;
        return new TlsHandshake(transcript)
        {
            Source = source,
            Stream = conversation.Stream,
            StartTimestamp = conversation.First.Time,
            Duration = verdict.DoneTime.Since(conversation.First.Time),
            Client = isInitiatorClient ? conversation.Initiator : conversation.Responder,
            Server = isInitiatorClient ? conversation.Responder : conversation.Initiator,
            Carrier = reader.Carrier,
            Alerts = alerts,
            Alert = chosen,
            Phase = builder.Progress.Phase,
            Outcome = verdict.Outcome,
            EndedBy = verdict.EndedBy,
            EndedBySide = verdict.EndedByHalf is int half ? transcript.SideOf(half) : null,
            CaptureQuality = Quality(conversation, builder, isInitiatorClient),
        };
    }

    /// <summary>Makes the handshake of a connection over which no TLS was sent.</summary>
    public static TlsHandshake CreateWithoutTls(string? source, TcpConversation conversation, ConnectionEnding ending, Side? endedBy) => new()
    {
        Source = source,
        Stream = conversation.Stream,
        StartTimestamp = conversation.First.Time,
        Duration = conversation.Last.Time.Since(conversation.First.Time),
        Client = conversation.Initiator,
        Server = conversation.Responder,
        Phase = HandshakePhase.TcpOnly,
        Outcome = ending == ConnectionEnding.CaptureEnd ? HandshakeOutcome.Incomplete : HandshakeOutcome.Failed,
        EndedBy = ending,
        EndedBySide = endedBy,
        CaptureQuality = new CaptureQuality { Retransmissions = conversation.SynCount - 1 },
    };

    private static CaptureQuality Quality(TcpConversation conversation, HandshakeBuilder builder, bool isInitiatorClient)
    {
        DirectionStatistics initiator = conversation.Statistics(StreamDirection.FromInitiator);
        DirectionStatistics responder = conversation.Statistics(StreamDirection.FromResponder);
        long fromInitiator = initiator.MissingBytes + initiator.CutBytes;
        long fromResponder = responder.MissingBytes + responder.CutBytes;
        return new CaptureQuality
        {
            MissingBytesFromClient = isInitiatorClient ? fromInitiator : fromResponder,
            MissingBytesFromServer = isInitiatorClient ? fromResponder : fromInitiator,
            TruncatedPackets = initiator.CutPackets + responder.CutPackets,
            MidStreamStart = !conversation.SawSyn && !conversation.SawSynAck && !builder.Progress.ClientHelloSeen,
            DuplicatePackets = initiator.Duplicates + responder.Duplicates,
            Retransmissions = initiator.Retransmissions + responder.Retransmissions,
            OneDirectionOnly = initiator.Packets == 0 || responder.Packets == 0,
            Resynchronizations = builder.Resynchronizations,
            LimitReached = builder.LimitReached,
        };
    }
}

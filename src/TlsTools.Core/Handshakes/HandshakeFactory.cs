using System;
using System.Net;
using TlsTools.Capture;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>Makes the object that leaves the reading from what was built and judged.</summary>
internal static class HandshakeFactory
{
    /// <summary>Makes a handshake of what one conversation of a capture carried.</summary>
    /// <param name="source">The capture.</param>
    /// <param name="reader">Has read the conversation.</param>
    /// <param name="verdict">How it went.</param>
    /// <param name="watchedUntil">Until when the capture shows that nothing more came.</param>
    public static TlsHandshake Create(string? source, ConversationReader reader, Verdict verdict, CaptureTime watchedUntil)
    {
        HandshakeBuilder builder = reader.Builder!;
        TcpConversation conversation = reader.Conversation;
        bool isInitiatorClient = builder.Progress.ClientHalf == 0;
        (TlsAlert[] alerts, TlsAlert? chosen, Transcript transcript) = ReadAlerts(builder, verdict);
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
            EndPacket = verdict.EndPacket,
            WatchedUntil = builder.FirstEnd ?? watchedUntil,
            IsFollowed = IsFollowed(conversation),
            InferredClientAuthentication = verdict.InferredClientAuthentication,
            ServerSentNoData = verdict.ServerSentNoData,
            IsUnanswered = verdict.IsUnanswered,
            Connected = conversation.SawSynAck || builder.HasRecords,
            Decryption = builder.Decryption,
            CaptureQuality = Quality(conversation, builder, isInitiatorClient),
        };
    }

    /// <summary>Makes a handshake of bytes that no capture told more about.</summary>
    public static TlsHandshake Create(HandshakeBuilder builder, Verdict verdict) => CreateLive(builder, verdict, source: null, carrier: "Tcp", ends: null);

    /// <summary>Makes a handshake of what was sent over a connection of our own.</summary>
    /// <param name="builder">Has read it.</param>
    /// <param name="verdict">How it went.</param>
    /// <param name="source">What the handshake calls its source.</param>
    /// <param name="carrier">What carried TLS.</param>
    /// <param name="ends">Who spoke with whom.</param>
    /// <param name="toldAlert">The server's alert as one of the ends read it, for where its record stays closed here.</param>
    public static TlsHandshake CreateLive(
        HandshakeBuilder builder, Verdict verdict, string? source, string carrier, (IPEndPoint Client, IPEndPoint Server)? ends, AlertDescription? toldAlert = null)
    {
        (TlsAlert[] alerts, TlsAlert? chosen, Transcript transcript) = ReadAlerts(builder, verdict);
        if (toldAlert is { } told && chosen is { Sender: Side.Server, Description: null })
        {
            TlsAlert opened = chosen with { Level = "fatal", Description = told.ToString(), Code = told.Code, Decrypted = true };
            alerts[Array.IndexOf(alerts, chosen)] = opened;
            chosen = opened;
        }

        return new TlsHandshake(transcript)
        {
            Source = source,
            Client = ends?.Client,
            Server = ends?.Server,
            Carrier = carrier,
            Connected = ends is null ? null : true,
            StartTimestamp = builder.First?.Time,
            Duration = builder.First is { } first ? verdict.DoneTime.Since(first.Time) : null,
            Alerts = alerts,
            Alert = chosen,
            Phase = builder.Progress.Phase,
            Outcome = verdict.Outcome,
            EndedBy = verdict.EndedBy,
            EndedBySide = verdict.EndedByHalf is int half ? transcript.SideOf(half) : null,
            EndPacket = verdict.EndPacket,
            WatchedUntil = builder.FirstEnd,
            InferredClientAuthentication = verdict.InferredClientAuthentication,
            Decryption = builder.Decryption,
            ServerSentNoData = verdict.ServerSentNoData,
            IsUnanswered = verdict.IsUnanswered,
            CaptureQuality = builder.HasHole ? new CaptureQuality { MissingBytesFromClient = builder.Missing[builder.Progress.ClientHalf], MissingBytesFromServer = builder.Missing[builder.Progress.ServerHalf] } : null,
        };
    }

    /// <summary>Makes the handshake of a connection over which no TLS was sent.</summary>
    public static TlsHandshake CreateWithoutTls(string? source, ConversationReader reader, ConnectionEnding ending, Side? endedBy) => new(reader.ReadHeld())
    {
        Source = source,
        Stream = reader.Conversation.Stream,
        StartTimestamp = reader.Conversation.First.Time,
        Duration = reader.Conversation.Last.Time.Since(reader.Conversation.First.Time),
        Client = reader.Conversation.Initiator,
        Server = reader.Conversation.Responder,
        Phase = HandshakePhase.TcpOnly,
        Outcome = ending == ConnectionEnding.CaptureEnd ? HandshakeOutcome.Incomplete : HandshakeOutcome.Failed,
        EndedBy = ending,
        EndedBySide = endedBy,
        EndPacket = reader.PacketOf(ending, endedBy),
        Connected = reader.Conversation.SawSynAck,
        CaptureQuality = new CaptureQuality { Retransmissions = reader.Conversation.SynCount - 1 },
    };

    /// <summary>Makes the handshake of a connection that got no further than the dialogue before TLS.</summary>
    public static TlsHandshake CreateOfDialogue(string? source, ConversationReader reader, (ConnectionEnding Ending, Side? Side) end)
    {
        TcpConversation conversation = reader.Conversation;
        bool isInitiatorClient = reader.AskingDirection == StreamDirection.FromInitiator;
        return new TlsHandshake
        {
            Source = source,
            Stream = conversation.Stream,
            StartTimestamp = conversation.First.Time,
            Duration = conversation.Last.Time.Since(conversation.First.Time),
            Client = isInitiatorClient ? conversation.Initiator : conversation.Responder,
            Server = isInitiatorClient ? conversation.Responder : conversation.Initiator,
            Carrier = reader.Carrier,
            Refusal = reader.Refusal,
            Phase = HandshakePhase.TcpOnly,
            Outcome = reader.Refusal is null && end.Ending == ConnectionEnding.CaptureEnd ? HandshakeOutcome.Incomplete : HandshakeOutcome.Failed,
            EndedBy = end.Ending,
            EndPacket = reader.PacketOf(end.Ending, end.Side),
            Connected = true,
            EndedBySide = isInitiatorClient || end.Side is null ? end.Side : end.Side == Side.Client ? Side.Server : Side.Client,
            CaptureQuality = new CaptureQuality { Retransmissions = Math.Max(0, conversation.SynCount - 1) },
        };
    }

    private static (TlsAlert[] All, TlsAlert? Chosen, Transcript Transcript) ReadAlerts(HandshakeBuilder builder, Verdict verdict)
    {
        Transcript transcript = builder.ToTranscript();
        TlsAlert[] alerts = verdict.Alerts.Count == 0 ? [] : new TlsAlert[verdict.Alerts.Count];
        TlsAlert? chosen = null;
        for (int index = 0; index < alerts.Length; index++)
        {
            alerts[index] = transcript.ReadAlert(verdict.Alerts[index]);
            chosen = verdict.Alerts[index] == verdict.Alert ? alerts[index] : chosen;
        }

        return (alerts, chosen, transcript);
    }

    private static bool IsFollowed(TcpConversation conversation)
    {
        DirectionStatistics initiator = conversation.Statistics(StreamDirection.FromInitiator);
        DirectionStatistics responder = conversation.Statistics(StreamDirection.FromResponder);
        return initiator.Retransmissions + responder.Retransmissions > 0 || (initiator.IsAcknowledged && responder.IsAcknowledged);
    }

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
            UnreceivedBytes = initiator.UnreceivedBytes + responder.UnreceivedBytes,
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

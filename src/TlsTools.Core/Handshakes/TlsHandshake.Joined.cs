using System;
using System.Collections.Generic;

namespace TlsTools.Handshakes;

/// <content>Two views of one connection as one object.</content>
public sealed partial class TlsHandshake
{
    /// <summary>
    /// The views of which it was made, that of the capture first; empty where it is one view itself. Messages then name the packet and
    /// the line.
    /// </summary>
    public IReadOnlyList<TlsHandshake> Views { get; init; } = [];

    /// <summary>What the views show differently; what only one of them shows is no difference.</summary>
    public IReadOnlyList<HandshakeDisagreement> Disagreements { get; init; } = [];

    /// <summary>Puts two views together: what the capture shows goes before what the log says, which fills what the capture hides.</summary>
    internal static TlsHandshake Join(TlsHandshake capture, TlsHandshake log)
    {
        bool isOpen = capture.Outcome == HandshakeOutcome.Incomplete && log.Outcome != HandshakeOutcome.Incomplete;
        TlsAlert[] alerts = JoinAlerts(capture, log);
        return new TlsHandshake
        {
            Views = new TlsHandshake[] { capture, log },
            Disagreements = HandshakeViews.Compare(capture, log),
            Source = capture.Source,
            Number = capture.Number,
            Stream = capture.Stream,
            StartTimestamp = capture.StartTimestamp ?? log.StartTimestamp,
            Duration = isOpen ? log.Duration ?? capture.Duration : capture.Duration,
            Client = capture.Client ?? log.Client,
            Server = capture.Server ?? log.Server,
            Carrier = capture.Carrier,
            Refusal = capture.Refusal,
            Plaintext = capture.Plaintext,
            Messages = HandshakeViews.JoinMessages(capture.AllMessages, log.AllMessages),
            Alerts = alerts,
            Alert = Find(alerts, capture.Alert) ?? Find(alerts, log.Alert),
            Statements = log.Statements,
            Phase = capture.Phase > log.Phase ? capture.Phase : log.Phase,
            Outcome = isOpen ? log.Outcome : capture.Outcome,
            EndedBy = isOpen ? log.EndedBy ?? capture.EndedBy : capture.EndedBy,
            EndedBySide = isOpen ? log.EndedBySide ?? capture.EndedBySide : capture.EndedBySide,
            EndPacket = capture.EndPacket,
            Connected = capture.Connected,
            WatchedUntil = capture.WatchedUntil,
            IsFollowed = capture.IsFollowed,
            InferredClientAuthentication = capture.InferredClientAuthentication,
            Decryption = capture.Decryption,
            ServerSentNoData = capture.ServerSentNoData,
            IsUnanswered = capture.IsUnanswered,
            CaptureQuality = capture.CaptureQuality,
            Version = capture.Version ?? log.Version,
            OfferedVersions = capture.OfferedVersions ?? log.OfferedVersions,
            CipherSuite = capture.CipherSuite ?? log.CipherSuite,
            Group = capture.Group ?? log.Group,
            SignatureScheme = capture.SignatureScheme ?? log.SignatureScheme,
            Alpn = capture.Alpn ?? log.Alpn,
            ServerName = capture.ServerName ?? log.ServerName,
            Resumed = capture.Resumed ?? log.Resumed,
            ClientHello = capture.ClientHello ?? log.ClientHello,
            ServerHello = capture.ServerHello ?? log.ServerHello,
            ServerCertificates = capture.ServerCertificates ?? log.ServerCertificates,
            ClientCertificates = capture.ClientCertificates ?? log.ClientCertificates,
            AcceptableCA = capture.AcceptableCA ?? log.AcceptableCA,
            ClientAuthentication = capture.ClientAuthentication != ClientAuthentication.Unknown ? capture.ClientAuthentication : log.ClientAuthentication,
            Ja3 = capture.Ja3 ?? log.Ja3,
            Ja3s = capture.Ja3s ?? log.Ja3s,
            Ja4 = capture.Ja4 ?? log.Ja4,
            History = capture.History,
            HistoryPlace = capture.HistoryPlace,
        };
    }

    // An alert that the capture has encrypted is the one that the log names.
    private static TlsAlert[] JoinAlerts(TlsHandshake capture, TlsHandshake log)
    {
        List<TlsAlert> alerts = [];
        List<TlsAlert> told = [.. log.Alerts];
        foreach (TlsAlert seen in capture.Alerts)
        {
            int index = told.FindIndex(each => (each.Sender is null || each.Sender == seen.Sender) && (seen.Code is null || each.Code == seen.Code));
            if (index < 0)
            {
                alerts.Add(seen);
                continue;
            }

            alerts.Add(seen with { Line = told[index].Line, Code = seen.Code ?? told[index].Code, Description = seen.Description ?? told[index].Description, Level = seen.Level ?? told[index].Level });
            told.RemoveAt(index);
        }

        alerts.AddRange(told);
        return [.. alerts];
    }

    private static TlsAlert? Find(TlsAlert[] alerts, TlsAlert? wanted) => wanted is null ? null
        : Array.Find(alerts, alert => wanted.Packet is not null ? alert.Packet == wanted.Packet && alert.Sender == wanted.Sender : alert.Line == wanted.Line);
}

using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Handshakes;

/// <summary>Holds two views of one connection against each other.</summary>
internal static class HandshakeViews
{
    /// <summary>What both show, and differently.</summary>
    public static IReadOnlyList<HandshakeDisagreement> Compare(TlsHandshake capture, TlsHandshake log)
    {
        List<HandshakeDisagreement> found = [];
        Add("Client", capture.Client?.ToString(), log.Client?.ToString());
        Add("Server", capture.Server?.ToString(), log.Server?.ToString());
        Add("ServerName", capture.ServerName, log.ServerName);
        Add("Alpn", capture.Alpn, log.Alpn);
        Add("Version", capture.Version?.ToString(), log.Version?.ToString());
        Add("OfferedVersions", Join(capture.OfferedVersions), Join(log.OfferedVersions));
        Add("CipherSuite", capture.CipherSuite?.ToString(), log.CipherSuite?.ToString());
        Add("Group", capture.Group?.ToString(), log.Group?.ToString());
        Add("SignatureScheme", capture.SignatureScheme?.ToString(), log.SignatureScheme?.ToString());
        Add("Resumed", capture.Resumed?.ToString(), log.Resumed?.ToString());
        Add("ClientHello.Random", Hexadecimal(capture.ClientHello?.Random), Hexadecimal(log.ClientHello?.Random));
        Add("ServerHello.Random", Hexadecimal(capture.ServerHello?.Random), Hexadecimal(log.ServerHello?.Random));
        Add("Ja3", capture.Ja3, log.Ja3);
        Add("Ja4", capture.Ja4, log.Ja4);
        Add("AcceptableCA", Names(capture.AcceptableCA), Names(log.AcceptableCA));
        Add("ServerCertificates", Chain(capture.ServerCertificates), Chain(log.ServerCertificates));
        Add("ClientCertificates", Chain(capture.ClientCertificates), Chain(log.ClientCertificates));
        Add("ClientAuthentication", Known(capture.ClientAuthentication), Known(log.ClientAuthentication));
        Add("Outcome", Known(capture.Outcome), Known(log.Outcome));
        Add("Alert", Known(capture.Alert), Known(log.Alert));
        return found;

        void Add(string property, string? seen, string? told)
        {
            if (seen is not null && told is not null && seen != told)
            {
                found.Add(new HandshakeDisagreement(property, seen, told));
            }
        }
    }

    /// <summary>The capture's messages with the lines at which the log tells of them, and those that only the log shows.</summary>
    public static TlsMessage[] JoinMessages(IReadOnlyList<TlsMessage> capture, IReadOnlyList<TlsMessage> log)
    {
        List<TlsMessage> joined = [.. capture];
        int place = 0;
        foreach (TlsMessage told in log)
        {
            int index = joined.FindIndex(seen => seen.Line is null && seen.Packet is not null && IsSame(seen, told));
            if (index >= 0)
            {
                joined[index] = WithLine(joined[index], told);
                place = Math.Max(place, index + 1);
            }
            else
            {
                // Among records that the capture has encrypted the time tells where it belongs.
                while (place < joined.Count && joined[place] is { Line: null, Timestamp: { } seen } && told.Timestamp is { } said && !(seen > said))
                {
                    place++;
                }

                joined.Insert(place++, told);
            }
        }

        return [.. joined];
    }

    private static bool IsSame(TlsMessage seen, TlsMessage told) =>
        seen.Sender == told.Sender
        && (told.Alert is { } alert ? seen.Alert is { } other && (other.Code is null || other.Code == alert.Code)
        : told.HandshakeType is { } type ? seen.HandshakeType == type || (type == HandshakeType.HelloRetryRequest && seen.Handshake is ServerHello { IsHelloRetryRequest: true })
        : seen.HandshakeType is null && seen.Alert is null && seen.ContentType == told.ContentType);

    private static TlsMessage WithLine(TlsMessage seen, TlsMessage told) => new()
    {
        Packet = seen.Packet,
        FirstPacket = seen.FirstPacket,
        Line = told.Line,
        Timestamp = seen.Timestamp,
        Sender = seen.Sender,
        ContentType = seen.ContentType,
        Type = seen.Type ?? told.Type,
        HandshakeType = seen.HandshakeType ?? told.HandshakeType,
        Version = seen.Version,
        Length = seen.Length,
        Encrypted = seen.Encrypted,
        Decrypted = seen.Decrypted,
        IsIncomplete = seen.IsIncomplete,
        Count = seen.Count,
        Handshake = seen.Handshake ?? told.Handshake,
        Alert = seen.Alert is { Code: null } ? told.Alert is { } alert ? alert with { Packet = seen.Packet, Encrypted = true } : seen.Alert : seen.Alert,
    };

    private static string? Join<T>(IEnumerable<T>? values) => values is null ? null : string.Join(", ", values);

    private static string? Hexadecimal(byte[]? bytes) => bytes is { Length: > 0 } ? Hex.Upper(bytes).ToLowerInvariant() : null;

    // RFC 5280, 7.1: the same name may be written in other bytes.
    private static string? Names(IReadOnlyList<DistinguishedName>? names) => names is null ? null : string.Join("; ", names.Select(name => name.Name));

    // What a description tells as well.
    private static string? Chain(IReadOnlyList<TlsCertificate>? chain) =>
        chain is null ? null : chain.Count == 0 ? "none" : string.Join("; ", chain.Select(each => $"{each.Subject?.Name} ({each.SerialNumber}, issued by {each.Issuer?.Name})"));

    private static string? Known(ClientAuthentication answer) => answer == ClientAuthentication.Unknown ? null : answer.ToString();

    private static string? Known(HandshakeOutcome outcome) => outcome == HandshakeOutcome.Incomplete ? null : outcome.ToString();

    private static string? Known(TlsAlert? alert) => alert is { Code: not null, Sender: not null } ? alert.ToString() : null;
}

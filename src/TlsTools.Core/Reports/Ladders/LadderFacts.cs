using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;

namespace TlsTools.Reports.Ladders;

/// <summary>What is to be known of a handshake before its messages.</summary>
internal static class LadderFacts
{
    /// <summary>The facts, in the order of reading.</summary>
    public static IReadOnlyList<LadderFact> Of(TlsHandshake handshake)
    {
        List<LadderFact> facts = [];
        Add(facts, "Name", handshake.ServerName);
        if (handshake.Carrier != "Tcp")
        {
            Add(facts, "Carried by", handshake.Carrier);
        }

        Add(facts, "Agreed on", Agreed(handshake));
        Add(facts, "Certificates", Authentication(handshake));
        string after = handshake.Duration is { } time ? $" after {TimeText.Of(time)}" : string.Empty;
        Add(facts, "Result", HandshakeText.Result(handshake) + (handshake.Outcome == HandshakeOutcome.Incomplete ? string.Empty : after));
        return facts;
    }

    /// <summary>Whether certificates went one way or both, and how that is known.</summary>
    public static string? Authentication(TlsHandshake handshake) => handshake.ClientAuthentication switch
    {
        ClientAuthentication.NotRequested when handshake.Resumed == true => "resumed: none were sent again",
        ClientAuthentication.NotRequested => "one-way: the server asked for no client certificate",
        ClientAuthentication.RequestedEmpty => "mutual, in vain: the server asked for a client certificate, the client sent none",
        ClientAuthentication.Sent => $"mutual: the client sent {(handshake.ClientCertificates is [{ } leaf, ..] ? leaf.ToString() : "its certificate")}",
        _ => Unseen(handshake),
    };

    /// <summary>What became of the client certificate in a word or two.</summary>
    public static string ClientCertificate(TlsHandshake handshake) => handshake.ClientAuthentication switch
    {
        ClientAuthentication.NotRequested => "not asked for",
        ClientAuthentication.RequestedEmpty => "asked, none sent",
        ClientAuthentication.Sent => "sent",
        _ when handshake.CertificateRequest is not null => "asked, answer not seen",
        _ => handshake.InferredClientAuthentication switch
        {
            ClientAuthentication.NotRequested => "probably not asked for",
            ClientAuthentication.RequestedEmpty => "probably asked, none sent",
            ClientAuthentication.Sent => "probably sent",
            _ => handshake.ServerHello is null ? "not reached" : "not visible",
        },
    };

    private static string? Unseen(TlsHandshake handshake)
    {
        if (handshake is { Resumed: true, Version.IsTls13: true })
        {
            return "resumed: none were sent in this handshake";
        }

        if (handshake.CertificateRequest is not null)
        {
            return "the server asked for a client certificate; the answer was not seen";
        }

        return handshake.InferredClientAuthentication switch
        {
            ClientAuthentication.NotRequested => "probably one-way: the lengths of the client's records leave no room for a certificate message",
            ClientAuthentication.RequestedEmpty => "probably mutual, in vain: by the lengths of its records the client was asked and sent none",
            ClientAuthentication.Sent => "probably mutual: by the lengths of its records the client sent a certificate",
            _ when handshake.ServerHello is null => null,
            _ => "whether the server asked for a client certificate was not seen",
        };
    }

    private static string Agreed(TlsHandshake handshake)
    {
        if (handshake.Version is not { } version)
        {
            bool isSeen = handshake.CaptureQuality is null or { IsComplete: true } && handshake.Outcome == HandshakeOutcome.Failed;
            string offer = handshake.OfferedVersions is { Count: > 0 } offered ? $"; the client offered {string.Join(", ", offered)}" : string.Empty;
            return (isSeen ? "nothing" : "not seen") + offer;
        }

        string?[] parts =
        [
            version.ToString(),
            handshake.CipherSuite?.ToString(),
            handshake.Group?.ToString(),
            handshake.Alpn is { } protocol ? $"ALPN {protocol}" : null,
            handshake.Resumed == true ? "resumed" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static void Add(List<LadderFact> facts, string label, string? text)
    {
        if (text is { Length: > 0 })
        {
            facts.Add(new LadderFact(label, text));
        }
    }
}

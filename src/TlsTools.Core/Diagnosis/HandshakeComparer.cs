using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>Finds in what a good and a bad handshake differ.</summary>
/// <param name="good">The good one.</param>
/// <param name="bad">The bad one.</param>
internal sealed class HandshakeComparer(TlsHandshake good, TlsHandshake bad)
{
    private readonly List<HandshakeDifference> _differences = [];

    /// <summary>Compares what the client asks, what the server answers and what both show of themselves, in this order.</summary>
    public IReadOnlyList<HandshakeDifference> Compare()
    {
        CompareWay();
        if (good.ClientHello is { } goodHello && bad.ClientHello is { } badHello)
        {
            CompareOffer(goodHello, badHello);
            CompareExtensions(goodHello, badHello);
        }

        CompareClientCertificates();
        CompareServerCertificates();
        CompareChoice();
        return _differences;
    }

    private void CompareWay()
    {
        CompareText("Carrier", good.Carrier, bad.Carrier, DifferenceSignificance.Notable, "TLS was carried in another way.");
        bool isSamePort = good.Server?.Port == bad.Server?.Port;
        if (good.Server is { } goodServer && bad.Server is { } badServer && !goodServer.Equals(badServer))
        {
            // A name with several addresses of which one fails is a faulty node.
            bool isNode = isSamePort && good.ServerName is not null && good.ServerName == bad.ServerName;
            Add(
                "Server",
                $"{goodServer}",
                $"{badServer}",
                isNode || !isSamePort ? DifferenceSignificance.Telling : DifferenceSignificance.Notable,
                isNode ? "The same name led to another address: one of its servers may differ from the others." : isSamePort ? "The connection went to another address." : "The connection went to another port.");
        }

        if (good.Client is { } goodClient && bad.Client is { } badClient && !goodClient.Address.Equals(badClient.Address))
        {
            Add("Client", $"{goodClient.Address}", $"{badClient.Address}", DifferenceSignificance.Minor, "The connection came from another address.");
        }
    }

    private void CompareOffer(ClientHello goodHello, ClientHello badHello)
    {
        CompareName(goodHello, badHello);
        CompareList("OfferedVersions", goodHello.OfferedVersions, badHello.OfferedVersions, good.Version, nameof(Rules.ProtocolVersionMismatch), "version");
        CompareList("ClientHello.CipherSuites", Real(goodHello.CipherSuites), Real(badHello.CipherSuites), good.CipherSuite, nameof(Rules.CipherSuiteMismatch), "cipher suite");
        CompareList("ClientHello.SupportedGroups", Real(goodHello.SupportedGroups), Real(badHello.SupportedGroups), good.Group, nameof(Rules.GroupMismatch), "group");
        CompareList("ClientHello.SignatureSchemes", Real(goodHello.SignatureSchemes), Real(badHello.SignatureSchemes), good.SignatureScheme, nameof(Rules.ServerSignatureAlgorithmMismatch), "signature scheme");
        CompareProtocols(goodHello, badHello);
    }

    private void CompareName(ClientHello goodHello, ClientHello badHello)
    {
        if (goodHello.ServerName != badHello.ServerName)
        {
            Add(
                "ServerName",
                goodHello.ServerName,
                badHello.ServerName,
                DifferenceSignificance.Telling,
                badHello.ServerName is null ? "The bad one does not say which server it wants (no SNI)."
                    : goodHello.ServerName is null ? "The bad one names a server (SNI), the good one none: the server may treat that name otherwise."
                    : "The bad one asks for another name (SNI).");
        }
    }

    private void CompareProtocols(ClientHello goodHello, ClientHello badHello)
    {
        if (!goodHello.AlpnProtocols.SequenceEqual(badHello.AlpnProtocols))
        {
            bool isTelling = (good.Alpn is { } chosen && !badHello.AlpnProtocols.Contains(chosen)) || bad.Cause == nameof(Rules.AlpnMismatch);
            Add(
                "ClientHello.AlpnProtocols",
                Text(goodHello.AlpnProtocols),
                Text(badHello.AlpnProtocols),
                isTelling ? DifferenceSignificance.Telling : DifferenceSignificance.Notable,
                "The client offered other application protocols (ALPN).");
        }
    }

    private void CompareExtensions(ClientHello goodHello, ClientHello badHello)
    {
        List<ExtensionType> before = TypesOf(goodHello);
        List<ExtensionType> now = TypesOf(badHello);
        List<ExtensionType> gone = [.. before.Except(now).Where(type => !IsComparedElsewhere(type))];
        List<ExtensionType> added = [.. now.Except(before).Where(type => !IsComparedElsewhere(type))];
        if (gone.Count + added.Count > 0)
        {
            bool isTelling = (bad.Cause == nameof(Rules.ExtendedMasterSecretRequired) && gone.Contains(ExtensionType.ExtendedMasterSecret))
                || (bad.Cause == nameof(Rules.MissingExtension) && gone.Count > 0)
                || (bad.Cause == nameof(Rules.PskUnknown) && added.Contains(ExtensionType.PreSharedKey));
            Add(
                "ClientHello.Extensions",
                Text(gone),
                Text(added),
                isTelling ? DifferenceSignificance.Telling : DifferenceSignificance.Notable,
                "The client sent other extensions.");
        }
        else if (good.Ja3 is { } ja3 && bad.Ja3 is { } other && ja3 != other && good.Ja4 == bad.Ja4)
        {
            Add("Ja3", ja3, other, DifferenceSignificance.Minor, "The client sent the same in another order, as browsers do each time.");
        }

        if (goodHello.RawData.Length <= PacketRoom && badHello.RawData.Length > PacketRoom)
        {
            Add(
                "ClientHello.Length",
                $"{goodHello.RawData.Length}",
                $"{badHello.RawData.Length}",
                bad.ServerHello is null && bad.Alert is null ? DifferenceSignificance.Telling : DifferenceSignificance.Notable,
                "The bad one's ClientHello does not fit into one packet, which some boxes on the way do not take.");
        }
    }

    private void CompareClientCertificates()
    {
        (ClientAuthentication before, ClientAuthentication now) = (AuthenticationOf(good), AuthenticationOf(bad));
        if (before != now && before != ClientAuthentication.Unknown && now != ClientAuthentication.Unknown)
        {
            Add(
                "ClientAuthentication",
                $"{before}",
                $"{now}",
                DifferenceSignificance.Telling,
                now switch
                {
                    ClientAuthentication.RequestedEmpty when before == ClientAuthentication.Sent => "The server asked both for a client certificate; the bad one sent none.",
                    ClientAuthentication.RequestedEmpty => "The server asked only the bad one for a client certificate, and got none.",
                    ClientAuthentication.Sent when before == ClientAuthentication.RequestedEmpty => "The good one sent no client certificate, the bad one did.",
                    ClientAuthentication.Sent => "The server asked only the bad one for a client certificate.",
                    _ => "The server asked only the good one for a client certificate.",
                });
        }

        CompareChains("ClientCertificates", good.ClientCertificates, bad.ClientCertificates, "client");
        if (good.AcceptableCA is { } named && bad.AcceptableCA is { } others && !SameNames(named, others))
        {
            Add(
                "AcceptableCA",
                Text(named.Except(others).ToList()),
                Text(others.Except(named).ToList()),
                now == ClientAuthentication.RequestedEmpty ? DifferenceSignificance.Telling : DifferenceSignificance.Notable,
                "The server named other authorities for client certificates.");
        }
    }

    private void CompareServerCertificates()
    {
        CompareChains("ServerCertificates", good.ServerCertificates, bad.ServerCertificates, "server");

        // The same certificate, but time has passed.
        if (good.ServerCertificates is [{ } leaf, ..] && bad.ServerCertificates is [{ } same, ..] && leaf.Thumbprint == same.Thumbprint
            && good.StartTime is { } before && bad.StartTime is { } now
            && IsValid(leaf, before) && !IsValid(leaf, now))
        {
            Add("ServerCertificates.NotAfter", $"{before:u}", $"{now:u}", DifferenceSignificance.Telling, $"Between both the server's certificate ran out ({leaf.NotAfter:u}).");
        }
    }

    private void CompareChains(string field, IReadOnlyList<TlsCertificate>? before, IReadOnlyList<TlsCertificate>? now, string end)
    {
        if (before is not [{ } goodLeaf, ..] || now is not [{ } badLeaf, ..])
        {
            return;
        }

        if (goodLeaf.Thumbprint != badLeaf.Thumbprint)
        {
            bool isSameIssuer = Equals(goodLeaf.Issuer, badLeaf.Issuer);
            Add(
                field,
                $"{goodLeaf.Subject}, issued by {goodLeaf.Issuer}, {goodLeaf.Thumbprint}",
                $"{badLeaf.Subject}, issued by {badLeaf.Issuer}, {badLeaf.Thumbprint}",
                isSameIssuer ? DifferenceSignificance.Notable : DifferenceSignificance.Telling,
                isSameIssuer ? $"The {end} sent another certificate of the same issuer." : $"The {end} sent a certificate of another issuer.");
        }

        if (before.Count != now.Count)
        {
            Add(
                $"{field}.Count",
                $"{before.Count}",
                $"{now.Count}",
                now.Count < before.Count ? DifferenceSignificance.Telling : DifferenceSignificance.Notable,
                now.Count < before.Count ? $"The {end} sent fewer certificates: an intermediate one may be missing." : $"The {end} sent more certificates.");
        }
    }

    private void CompareChoice()
    {
        if (good.ServerHello is null || bad.ServerHello is null)
        {
            return;
        }

        CompareText("Version", $"{good.Version}", $"{bad.Version}", DifferenceSignificance.Notable, "The server chose another version.");
        CompareText("CipherSuite", $"{good.CipherSuite}", $"{bad.CipherSuite}", DifferenceSignificance.Notable, "The server chose another cipher suite.");
        CompareText("Group", $"{good.Group}", $"{bad.Group}", DifferenceSignificance.Notable, "The keys were agreed in another group.");
        CompareText("Alpn", good.Alpn, bad.Alpn, DifferenceSignificance.Notable, "The server chose another application protocol (ALPN).");
        if (good.Resumed is { } goodResumed && bad.Resumed is { } badResumed && goodResumed != badResumed)
        {
            Add("Resumed", $"{goodResumed}", $"{badResumed}", DifferenceSignificance.Notable, badResumed ? "Only the bad one resumed a session." : "Only the good one resumed a session: what was checked then was not checked again.");
        }

        if (good.HelloRetryRequest != bad.HelloRetryRequest)
        {
            Add("HelloRetryRequest", $"{good.HelloRetryRequest}", $"{bad.HelloRetryRequest}", DifferenceSignificance.Notable, "The server asked only one of them for another ClientHello.");
        }
    }

    // What the good one was given and the bad one did not offer is telling; other changes of a list may be.
    private void CompareList<T>(string field, IReadOnlyList<T> before, IReadOnlyList<T> now, T? chosen, string cause, string what)
        where T : struct
    {
        List<T> gone = [.. before.Except(now)];
        List<T> added = [.. now.Except(before)];
        if (gone.Count + added.Count == 0)
        {
            if (!before.SequenceEqual(now))
            {
                Add(field, Text(before), Text(now), DifferenceSignificance.Minor, $"The client offered the same {what}s in another order.");
            }

            return;
        }

        bool isTaken = chosen is { } value && gone.Contains(value);
        Add(
            field,
            Text(gone),
            Text(added),
            isTaken || now.Count == 0 || bad.Cause == cause ? DifferenceSignificance.Telling : DifferenceSignificance.Notable,
            now.Count == 0 ? $"The bad one offered no {what} at all." : isTaken ? $"The bad one did not offer the {what} {chosen}, which the server chose with the good one." : $"The client offered other {what}s.");
    }

    private void CompareText(string field, string? before, string? now, DifferenceSignificance significance, string message)
    {
        if (before != now)
        {
            Add(field, before, now, significance, message);
        }
    }

    private void Add(string field, string? before, string? now, DifferenceSignificance significance, string message) =>
        _differences.Add(new HandshakeDifference
        {
            Field = field,
            Good = before is { Length: > 0 } ? before : null,
            Bad = now is { Length: > 0 } ? now : null,
            Significance = significance,
            Message = message,
        });

    private static ClientAuthentication AuthenticationOf(TlsHandshake handshake) =>
        handshake.ClientAuthentication != ClientAuthentication.Unknown ? handshake.ClientAuthentication : handshake.InferredClientAuthentication;

    private static bool SameNames(IReadOnlyList<DistinguishedName> one, IReadOnlyList<DistinguishedName> other) =>
        !one.Except(other).Any() && !other.Except(one).Any();

    private static bool IsValid(TlsCertificate certificate, DateTime time) => certificate.NotBefore <= time && time <= certificate.NotAfter;

    private static List<ExtensionType> TypesOf(ClientHello hello) => [.. (hello.Extensions ?? []).Select(extension => extension.Type).Where(type => !type.IsGrease)];

    // Those whose content is compared above, and those that come and go with the length or the session.
    private static bool IsComparedElsewhere(ExtensionType type) =>
        type == ExtensionType.ServerName || type == ExtensionType.SupportedVersions || type == ExtensionType.SupportedGroups
        || type == ExtensionType.SignatureAlgorithms || type == ExtensionType.ApplicationLayerProtocolNegotiation
        || type == ExtensionType.Padding;

    private static List<CipherSuite> Real(IReadOnlyList<CipherSuite> suites) => [.. suites.Where(suite => !suite.IsGrease)];

    private static List<NamedGroup> Real(IReadOnlyList<NamedGroup> groups) => [.. groups.Where(group => !group.IsGrease)];

    private static List<SignatureScheme> Real(IReadOnlyList<SignatureScheme> schemes) => [.. schemes.Where(scheme => !scheme.IsGrease)];

    private static string Text<T>(IEnumerable<T> values) => string.Join(", ", values);

    // What a packet of 1500 bytes has left for a ClientHello.
    private const int PacketRoom = 1400;
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace TlsTools.Probe;

/// <summary>Compares the addresses of one name: all nodes of a farm should be alike.</summary>
internal static class FarmComparison
{
    /// <summary>Notes on each in what it differs from most; of a tie the first address counts.</summary>
    public static TlsEndpoint[] Compare(IReadOnlyList<TlsEndpoint> nodes)
    {
        (string Property, string Usual)[] usual = [.. s_properties.Select(property => (property.Name, Usual(nodes.Where(IsReachable).Select(property.Text))))];
        string outcome = Usual(nodes.Select(node => node.Outcome.ToString()));
        return [.. nodes.Select(node => node with { Differences = Differences(node).ToArray() })];

        IEnumerable<EndpointDifference> Differences(TlsEndpoint node)
        {
            if (node.Outcome.ToString() != outcome)
            {
                yield return new EndpointDifference(nameof(TlsEndpoint.Outcome), node.Outcome.ToString(), outcome);
            }

            for (int index = 0; IsReachable(node) && index < usual.Length; index++)
            {
                string own = s_properties[index].Text(node);
                if (own != usual[index].Usual)
                {
                    yield return new EndpointDifference(usual[index].Property, own, usual[index].Usual);
                }
            }
        }
    }

    private static bool IsReachable(TlsEndpoint node) => node.Outcome == EndpointOutcome.Reachable;

    private static string Usual(IEnumerable<string> texts) =>
        texts.GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(group => group.Count()).FirstOrDefault()?.Key ?? string.Empty;

    private static string Text<T>(IEnumerable<T>? all, string separator = ", ") => all is null ? string.Empty : string.Join(separator, all);

    private static string Feature(TlsEndpoint node, Func<EndpointFeatures, object?> read) =>
        node.Features is null ? string.Empty : Convert.ToString(read(node.Features), CultureInfo.InvariantCulture) ?? string.Empty;

    // The staple's times and a session's keys are each node's own.
    private static readonly (string Name, Func<TlsEndpoint, string> Text)[] s_properties =
    [
        (nameof(TlsEndpoint.Versions), node => Text(node.Versions)),
        (nameof(TlsEndpoint.CipherSuites), node => Text(node.CipherSuites, "; ")),
        (nameof(TlsEndpoint.Groups), node => Text(node.Groups)),
        (nameof(TlsEndpoint.SignatureSchemes), node => Text(node.SignatureSchemes)),
        (nameof(TlsEndpoint.Alpn), node => node.Alpn ?? string.Empty),
        (nameof(TlsEndpoint.ApplicationProtocols), node => Text(node.ApplicationProtocols)),
        (nameof(TlsEndpoint.CertificateChains), node => Text(node.CertificateChains.Select(chain => $"{chain} ({Text(chain.Certificates.Select(certificate => certificate.Thumbprint))})"), "; ")),
        (nameof(TlsEndpoint.ServerNames), node => Text(node.ServerNames, "; ")),
        (nameof(TlsEndpoint.ClientAuthentication), node => node.ClientAuthentication.ToString()),
        (nameof(TlsEndpoint.AcceptableCA), node => Text(node.AcceptableCA, "; ")),
        ("Features." + nameof(EndpointFeatures.ExtendedMasterSecret), node => Feature(node, features => features.ExtendedMasterSecret)),
        ("Features." + nameof(EndpointFeatures.SecureRenegotiation), node => Feature(node, features => features.SecureRenegotiation)),
        ("Features." + nameof(EndpointFeatures.Compression), node => Feature(node, features => features.Compression)),
        ("Features." + nameof(EndpointFeatures.FallbackProtection), node => Feature(node, features => features.FallbackProtection)),
        ("Features." + nameof(EndpointFeatures.SessionId), node => Feature(node, features => features.SessionId)),
        ("Features." + nameof(EndpointFeatures.SessionTicket), node => Feature(node, features => features.SessionTicket)),
        ("Features." + nameof(EndpointFeatures.PreSharedKey), node => Feature(node, features => features.PreSharedKey)),
        ("Features." + nameof(EndpointFeatures.OcspStaple), node => Feature(node, features => features.OcspStaple)),
        ("Features." + nameof(EndpointFeatures.LargeClientHello), node => Feature(node, features => features.LargeClientHello)),
        ("Features." + nameof(EndpointFeatures.LargeClientHelloInSegments), node => Feature(node, features => features.LargeClientHelloInSegments)),
        ("Features." + nameof(EndpointFeatures.LargeClientHelloInRecords), node => Feature(node, features => features.LargeClientHelloInRecords)),
    ];
}

using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Probe;

/// <summary>
/// Finds out all that a server takes, in its own order: what it chooses is left out of the next hello, until it chooses nothing any more.
/// Only what the server says before it looks at the client counts, so it stays right where a client certificate is demanded.
/// </summary>
internal sealed class EndpointEnumeration(EndpointSession session)
{
    /// <summary>Adds suites, groups and signature schemes.</summary>
    public TlsEndpoint Complete(TlsEndpoint endpoint)
    {
        VersionCipherSuites[] found = [.. endpoint.Versions.Select(Find)];
        return endpoint with
        {
            CipherSuites = found,
            Groups = found.SelectMany(one => one.Groups).Concat(endpoint.Groups).Distinct().ToArray(),
            SignatureSchemes = found.SelectMany(one => one.SignatureSchemes).Concat(endpoint.SignatureSchemes).Distinct().ToArray(),
        };
    }

    // Before TLS 1.2 a client cannot say which schemes it takes, and which groups matters little.
    private VersionCipherSuites Find(ProtocolVersion version) => version.Code < ProtocolVersion.Tls12.Code
        ? FindSuites(version)
        : FindSuites(version) with { Groups = FindGroups(version).ToArray(), SignatureSchemes = FindSchemes(version).ToArray() };

    private VersionCipherSuites FindSuites(ProtocolVersion version)
    {
        List<CipherSuite> found = Walk(OfferLists.SuitesFor([version], toFinish: false), Ask);
        return new VersionCipherSuites
        {
            Version = version,
            CipherSuites = found,
            IsServerOrder = found.Count < 2 ? null : Ask([.. Enumerable.Reverse(found)]) == found[0],
        };

        CipherSuite? Ask(IReadOnlyList<CipherSuite> offered)
        {
            TlsHandshake attempt = session.Attempt(session.Offer([version]) with { CipherSuites = offered }, ProbeGoal.ServerHello);
            return attempt.Version == version ? attempt.CipherSuite : null;
        }
    }

    private List<NamedGroup> FindGroups(ProtocolVersion version)
    {
        List<NamedGroup> found = Walk(OfferLists.Groups, Ask);

        // Before TLS 1.3 a server without a group for its certificate's own key takes no other either (RFC 8422, 5.1): so those come last.
        NamedGroup[] last = [.. found];
        found.AddRange(version.IsTls13 ? [] : Walk([.. OfferLists.Groups.Except(last)], offered => Ask([.. offered, .. last])));
        return found;

        NamedGroup? Ask(IReadOnlyList<NamedGroup> offered)
        {
            ClientHelloOffer offer = session.Offer([version]) with { Groups = offered };
            TlsHandshake attempt = version.IsTls13
                ? session.Attempt(offer, ProbeGoal.ServerHello)
                : session.Attempt(offer with { CipherSuites = [.. offer.CipherSuites.Where(suite => suite.KeyExchange == KeyExchange.EphemeralEllipticCurve)] }, ProbeGoal.Flight);
            return attempt.Version == version ? attempt.Group ?? RetryGroup(attempt) : null;
        }
    }

    private List<SignatureScheme> FindSchemes(ProtocolVersion version)
    {
        List<SignatureScheme> found = Walk(OfferLists.SignatureSchemes, offered => Ask(offered, string.Empty));

        // Servers with several keys choose a suite of TLS 1.2 first, and some then find that no scheme goes with it: so each kind is asked for alone.
        foreach (IGrouping<string, SignatureScheme> kind in OfferLists.SignatureSchemes.Except(found).GroupBy(SuitesOf).ToArray())
        {
            found.AddRange(version.IsTls13 ? [] : Walk([.. kind], offered => Ask(offered, kind.Key)));
        }

        return found;

        SignatureScheme? Ask(IReadOnlyList<SignatureScheme> offered, string suites)
        {
            ClientHelloOffer offer = session.Offer([version], toFinish: true) with { SignatureSchemes = offered };
            TlsHandshake attempt = session.Attempt(
                offer with { CipherSuites = [.. offer.CipherSuites.Where(suite => suite.KeyExchange != KeyExchange.Rsa && suite.Name!.Contains(suites))] }, ProbeGoal.Flight);
            return attempt.Version == version ? attempt.SignatureScheme : null;
        }
    }

    // What stands in the names of the suites before TLS 1.3 that go with a scheme (RFC 8422, 5.10: keys of EdDSA go with the suites of ECDSA).
    private static string SuitesOf(SignatureScheme scheme) => scheme.Name switch
    {
        { } name when name.StartsWith("rsa", StringComparison.Ordinal) => "_RSA_",
        { } name when name.StartsWith("dsa", StringComparison.Ordinal) => "_DSS_",
        _ => "_ECDSA_",
    };

    private static NamedGroup? RetryGroup(TlsHandshake attempt) =>
        attempt.Messages.Select(message => message.Handshake).OfType<ServerHello>().FirstOrDefault()?.SelectedGroup;

    private List<T> Walk<T>(IReadOnlyList<T> offered, Func<IReadOnlyList<T>, T?> ask)
        where T : struct, IEquatable<T>
    {
        List<T> left = [.. offered];
        List<T> found = [];
        while (left.Count > 0 && session.State is not ConnectionState.TimedOut && ask(left) is { } chosen && left.Remove(chosen))
        {
            found.Add(chosen);
        }

        return found;
    }
}

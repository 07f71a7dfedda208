using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Probe;

/// <summary>Finds out what a server does that no list tells: each thing with a hello made for it. Client certificates do not matter to any but resumption.</summary>
internal sealed class EndpointExamination(EndpointSession session)
{
    /// <summary>Adds what was found.</summary>
    public TlsEndpoint Complete(TlsEndpoint endpoint)
    {
        // What counts is the newest version, and the newest of the old kind.
        ProtocolVersion newest = endpoint.Versions[0];
        ProtocolVersion? old = endpoint.Versions.Cast<ProtocolVersion?>().FirstOrDefault(version => version is { IsTls13: false } known && known != ProtocolVersion.Ssl30);
        EndpointFeatures features = endpoint.Features ?? new EndpointFeatures();
        if (old is { } version)
        {
            SessionExamination sessions = new(session, version);
            features = features with { Compression = FindCompression(version), SessionId = sessions.AskById(), SessionTicket = sessions.AskByTicket() };
        }

        return endpoint with
        {
            ApplicationProtocols = FindProtocols(newest),
            ServerNames = FindNames(endpoint, newest),
            Features = features with
            {
                FallbackProtection = FindFallback(endpoint.Versions),
                PreSharedKey = newest.IsTls13 ? FindTicket() : SessionResumption.Unknown,
                HelloRetryRequest = newest.IsTls13 ? features.HelloRetryRequest == true || IsRetried() : null,
                LargeClientHello = IsLargeTaken(HelloDelivery.Whole),
                LargeClientHelloInSegments = IsLargeTaken(HelloDelivery.TwoSegments),
                LargeClientHelloInRecords = IsLargeTaken(HelloDelivery.TwoRecords),
            },
        };
    }

    private bool? FindCompression(ProtocolVersion version)
    {
        TlsHandshake attempt = session.Attempt(session.Offer([version]) with { CompressionMethods = [CompressionMethod.Deflate, CompressionMethod.Null] }, ProbeGoal.ServerHello);
        return attempt.Version == version && attempt.ServerHello is { } hello ? hello.CompressionMethod != CompressionMethod.Null : null;
    }

    // RFC 7507, 3: only a server that has a higher version can tell.
    private bool? FindFallback(IReadOnlyList<ProtocolVersion> versions)
    {
        if (versions.Count < 2 || versions[1] == ProtocolVersion.Ssl30)
        {
            return null;
        }

        ClientHelloOffer offer = session.Offer([versions[1]]);
        TlsHandshake attempt = session.Attempt(offer with { CipherSuites = [.. offer.CipherSuites, CipherSuite.TlsFallbackScsv] }, ProbeGoal.ServerHello);
        return attempt.Alert?.Code == AlertDescription.InappropriateFallback.Code ? true : EndpointSession.IsAnswered(attempt) ? false : null;
    }

    private SessionResumption FindTicket()
    {
        TlsHandshake attempt = session.Attempt(session.Offer([ProtocolVersion.Tls13], toFinish: true), ProbeGoal.Ticket);
        return attempt.Outcome != HandshakeOutcome.Completed || attempt.EndedBy == ConnectionEnding.Alert ? SessionResumption.Unknown
            : attempt.Find<NewSessionTicket>(Side.Server, HandshakeType.NewSessionTicket) is null ? SessionResumption.NotOffered
            : SessionResumption.Offered;
    }

    // A hello without any key leaves the server nothing else.
    private bool IsRetried() => session.Attempt(session.Offer([ProtocolVersion.Tls13]), ProbeGoal.ServerHello).HelloRetryRequest;

    private bool? IsLargeTaken(HelloDelivery delivery)
    {
        // The key that makes it large is one of TLS 1.3.
        if (!session.Newest[0].IsTls13)
        {
            return null;
        }

        ClientHelloOffer offer = session.Offer(session.Newest, toFinish: true);
        TlsHandshake attempt = session.Attempt(
            offer with { Groups = [NamedGroup.X25519MLKEM768, .. offer.Groups], KeyShares = PostQuantumShare.Make(), Delivery = delivery }, ProbeGoal.ServerHello);
        return EndpointSession.IsAnswered(attempt) || attempt.HelloRetryRequest ? true : attempt.ClientHello is null ? null : false;
    }

    private string[] FindProtocols(ProtocolVersion version)
    {
        List<string> left = [.. session.Alpn.Concat(s_protocols).Distinct()];
        List<string> found = [];
        while (left.Count > 0
            && session.State is not ConnectionState.TimedOut
            && session.Attempt(session.Offer([version], toFinish: version.IsTls13) with { Alpn = left }, ProbeGoal.Flight).Alpn is { } chosen
            && left.Remove(chosen))
        {
            found.Add(chosen);
        }

        return [.. found];
    }

    private ServerNameAnswer[] FindNames(TlsEndpoint endpoint, ProtocolVersion version)
    {
        List<ServerNameAnswer> answers = [];
        if (endpoint.ServerName is { } given)
        {
            answers.Add(Ask(ServerNameQuestion.Given, given));
        }

        answers.Add(Ask(ServerNameQuestion.None, null));
        answers.Add(Ask(ServerNameQuestion.Wrong, WrongName));
        string? expected = answers.Find(answer => answer.Question == ServerNameQuestion.Given)?.Certificate?.Sha256;
        return
        [
            .. answers.Select(answer => answer with
            {
                IsSameCertificate = expected is null || answer.Certificate is null ? null : answer.Certificate.Sha256 == expected,
            }),
        ];

        ServerNameAnswer Ask(ServerNameQuestion question, string? name)
        {
            TlsHandshake attempt = session.Attempt(session.Offer([version], toFinish: version.IsTls13) with { ServerName = name }, ProbeGoal.Flight);
            return new ServerNameAnswer
            {
                Question = question,
                ServerName = name,
                IsAnswered = EndpointSession.IsAnswered(attempt),
                Alert = attempt.Alerts.FirstOrDefault(alert => alert.Sender == Side.Server)?.Description,
                Certificate = attempt.ServerCertificates is [var leaf, ..] ? leaf : null,
                IsSameCertificate = null,
            };
        }
    }

    // RFC 2606, 2.
    private const string WrongName = "tlstools.invalid";

    // Those of the registry that run over TCP, without acme-tls/1, for which servers keep a certificate of its own.
    // https://www.iana.org/assignments/tls-extensiontype-values#alpn-protocol-ids
    private static readonly string[] s_protocols =
    [
        "h2", "http/1.1", "http/1.0", "http/0.9", "spdy/3", "spdy/2", "spdy/1", "imap", "pop3", "managesieve", "ftp", "xmpp-client", "xmpp-server", "mqtt", "irc", "nntp", "nnsp",
        "postgresql", "tds/8.0", "smb", "sunrpc", "dot", "ntske/1", "coap", "stun.turn", "stun.nat-discovery", "webrtc", "c-webrtc", "dicom", "radius/1.0", "radius/1.1", "sip/2",
    ];
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>Probes one address: leads the attempts and draws the conclusions from them.</summary>
internal sealed class EndpointSession(ProbeTarget target, IPEndPoint address, ProbeRoute route, ProbeOptions options)
{
    private readonly List<TlsHandshake> _attempts = [];
    private string? _serverName;
    private int _timeouts;

    private bool IsExhausted => _timeouts >= MostTimeouts;

    /// <summary>Whether a connection came about.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>What stopped the latest connection.</summary>
    public ConnectionState State { get; private set; }

    /// <summary>The time at which the server's certificates are judged, in UTC.</summary>
    public DateTime Now => options.Clock();

    /// <summary>The application protocols that the user wants.</summary>
    public IReadOnlyList<string> Alpn => options.Alpn;

    /// <summary>The versions that are tried, the newest first.</summary>
    public IReadOnlyList<ProtocolVersion> Versions { get; } = [.. OfferLists.Versions.Where(options.Versions.Contains)];

    /// <summary>Those that one hello can offer: without a gap, because older servers know but a highest.</summary>
    public ProtocolVersion[] Newest => [.. Versions.Where((version, index) => IndexOf(version) == IndexOf(Versions[0]) + index)];

    /// <summary>Examines the server.</summary>
    /// <param name="endpoint">What is known of it.</param>
    public TlsEndpoint Examine(TlsEndpoint endpoint)
    {
        _serverName = endpoint.ServerName;
        TlsHandshake main = FindAnswer();
        ConnectionState end = State;
        if (!IsAnswered(main))
        {
            (EndpointOutcome outcome, string message) = Judge(main);
            return endpoint with { Outcome = outcome, Message = message, Handshakes = Numbered(main) };
        }

        if (!Versions.Contains(main.Version!.Value))
        {
            return endpoint with
            {
                Outcome = EndpointOutcome.Failed,
                Message = $"The server takes none of {string.Join(", ", Versions)}; it chose {main.Version}.",
                Handshakes = Numbered(main),
            };
        }

        List<ProtocolVersion> versions = [main.Version.Value];
        foreach (ProtocolVersion version in Versions.Where(version => version != main.Version))
        {
            // A server that lets one connection wait lets the next ones wait too.
            if (State == ConnectionState.TimedOut)
            {
                break;
            }

            TlsHandshake attempt = Keep(Attempt(Offer([version]), version == ProtocolVersion.Tls12 ? ProbeGoal.Flight : ProbeGoal.ServerHello));
            if (attempt.Version == version)
            {
                versions.Add(version);
            }
        }

        versions.Sort((left, right) => right.Code.CompareTo(left.Code));
        TlsHandshake[] answered = [.. new[] { main }.Concat(_attempts.Where(attempt => attempt != main && IsAnswered(attempt)))];
        endpoint = endpoint with
        {
            Outcome = EndpointOutcome.Reachable,
            Message = $"The server chose {main.Version} with {main.CipherSuite}.{Describe(end)}",
            Versions = versions,
            // Shells index arrays and lists, not what the compiler makes of a collection expression.
            Groups = answered.Select(attempt => attempt.Group).OfType<NamedGroup>().Distinct().ToArray(),
            SignatureSchemes = answered.Select(attempt => attempt.SignatureScheme).OfType<SignatureScheme>().Distinct().ToArray(),
            Alpn = main.Alpn,
            CertificateChains = answered.Where(attempt => attempt.ServerCertificates is { Count: > 0 }).Take(1)
                .Select(attempt => EndpointChain.Judge(attempt, endpoint.ServerName ?? endpoint.ComputerName, Now)).ToArray(),
            Features = EndpointFeatures.Seen(answered),
            ServerCertificates = answered.Select(attempt => attempt.ServerCertificates).FirstOrDefault(chain => chain is not null),
            ClientAuthentication = ClientDemand.Judge(main),
            AcceptableCA = answered.Select(attempt => attempt.AcceptableCA).FirstOrDefault(list => list is not null),
            Handshakes = Numbered(main),
        };
        endpoint = AskAsPlatform(endpoint, main);
        if (!options.All)
        {
            return endpoint;
        }

        endpoint = new EndpointExamination(this).Complete(new ChainExamination(this).Complete(new EndpointEnumeration(this).Complete(endpoint)));
        return !IsExhausted ? endpoint : endpoint with { Message = $"{endpoint.Message} {MostTimeouts} connections came to no end in time, so it was not asked for all." };
    }

    /// <summary>What a hello offers: all that it can be finished with, where it is to be finished.</summary>
    public ClientHelloOffer Offer(IReadOnlyList<ProtocolVersion> versions, bool toFinish = false) => new()
    {
        Versions = versions,
        CipherSuites = OfferLists.SuitesFor(versions, toFinish),
        Groups = toFinish ? KeyAgreement.KeyAgreements.Groups : OfferLists.Groups,
        ServerName = _serverName,
        Alpn = options.Alpn,
    };

    /// <summary>Makes one attempt on a connection of its own.</summary>
    public TlsHandshake Attempt(ClientHelloOffer offer, ProbeGoal goal)
    {
        string source = target.ToString();
        if (IsExhausted)
        {
            return ProbeAttempt.NotMade(source, route.Carrier);
        }

        using RecordedConnection connection = route.Open();
        IsConnected |= connection.Client is not null;
        TlsHandshake handshake = connection.State != ConnectionState.Open || route.Refusal is not null
            ? ProbeAttempt.NotConnected(connection, source, route.Carrier, route.Refusal?.Message)
            : ProbeAttempt.Run(connection, offer, goal, source, route.Carrier);
        State = connection.State;
        _timeouts += State == ConnectionState.TimedOut ? 1 : 0;
        return handshake;
    }

    // A web server that goes on without a certificate may refuse in HTTP; what it does with one, only the attempt shows.
    private TlsEndpoint AskAsPlatform(TlsEndpoint endpoint, TlsHandshake main)
    {
        bool mayRefuseLater = options.Http != false && options.Protocol is null && endpoint.ClientAuthentication == ClientCertificateDemand.Optional;
        if (State == ConnectionState.TimedOut || (options.Identity is null && !mayRefuseLater))
        {
            return endpoint;
        }

        bool isHttp = options.Protocol is null && (options.Http ?? SpeaksHttp(main));
        return isHttp || options.Identity is not null ? new ClientTrial(target, options, route).Complete(endpoint, isHttp) : endpoint;
    }

    private bool SpeaksHttp(TlsHandshake main) => s_httpsPorts.Contains(target.Port)
        || (main.Alpn ?? Attempt(Offer(Newest, toFinish: true) with { Alpn = [Http] }, ProbeGoal.Flight).Alpn) == Http;

    // Some servers cannot stand a hello with what is new in it; some have nothing with which the handshake can be finished here.
    private TlsHandshake FindAnswer()
    {
        TlsHandshake attempt = Keep(Attempt(Offer(Newest, toFinish: true), ProbeGoal.Finish));
        TlsHandshake first = attempt;
        ProtocolVersion[] older = [.. Newest.Where(version => !version.IsTls13)];
        IEnumerable<Func<ClientHelloOffer>> others =
        [
            .. older.Length is 0 || older.Length == Newest.Length ? Array.Empty<Func<ClientHelloOffer>>() : [() => Offer(older, toFinish: true)],
            () => Offer(Newest),
            .. Versions.Where(version => !Newest.Contains(version) || version == ProtocolVersion.Tls10 || version == ProtocolVersion.Ssl30)
                .Select(version => (Func<ClientHelloOffer>)(() => Offer([version], toFinish: true))),
        ];
        foreach (Func<ClientHelloOffer> next in others)
        {
            if (IsAnswered(attempt) || !IsConnected || route.Refusal is not null || State is ConnectionState.TimedOut || attempt.Plaintext is not null)
            {
                break;
            }

            attempt = Keep(Attempt(next(), ProbeGoal.Finish));
        }

        return IsAnswered(attempt) ? attempt : first;
    }

    /// <summary>Whether the server chose; a hello that was cut before its choice says nothing, and what was not offered is no choice.</summary>
    public static bool IsAnswered(TlsHandshake attempt) => attempt is { ServerHello: not null, Version: not null, CipherSuite: { } suite, ClientHello: { } hello } && hello.CipherSuites.Contains(suite);

    private static int IndexOf(ProtocolVersion version) => OfferLists.Versions.TakeWhile(one => one != version).Count();

    private TlsHandshake Keep(TlsHandshake attempt)
    {
        _attempts.Add(attempt);
        return attempt;
    }

    private TlsHandshake[] Numbered(TlsHandshake main)
    {
        TlsHandshake[] ordered = [main, .. _attempts.Where(attempt => attempt != main)];
        for (int index = 0; index < ordered.Length; index++)
        {
            ordered[index].Number = index + 1;
        }

        return ordered;
    }

    // How the connection ended from which most was learned, where that is no end.
    private string Describe(ConnectionState end) => end switch
    {
        ConnectionState.TimedOut => $" Then it did not go on within {options.TimeLimit.TotalSeconds} seconds.",
        ConnectionState.TooMuch => " Then it sent more than a handshake can hold, which was not read to its end.",
        _ => string.Empty,
    };

    private (EndpointOutcome Outcome, string Message) Judge(TlsHandshake main) => State switch
    {
        _ when route.Refusal is { } refusal => refusal,
        ConnectionState.Refused => (EndpointOutcome.Refused, $"Nobody listens at {address}."),
        ConnectionState.Unreachable => (EndpointOutcome.Unreachable, $"The network has no way to {address}."),
        _ when main.Plaintext is { } said => (EndpointOutcome.NotTls, $"The server answered with something that is no TLS: {said}"),
        ConnectionState.TimedOut => (EndpointOutcome.TimedOut, IsConnected
            ? $"The server did not answer within {options.TimeLimit.TotalSeconds} seconds."
            : $"There was no connection to {address} within {options.TimeLimit.TotalSeconds} seconds."),
        ConnectionState.TooMuch => (EndpointOutcome.Failed, "The server sent more than a handshake can hold."),
        _ when main.Alert is { } alert => (EndpointOutcome.Failed, $"The server refused every hello; its first alert was {alert.Description ?? "encrypted"}."),
        _ when main.ServerHello is not null => (EndpointOutcome.Failed, "The server chose what it was not offered."),
        _ => (EndpointOutcome.Failed, "The server closed the connection without an answer."),
    };

    private const string Http = "http/1.1";

    // Protects the time: large hellos may be met by silence three times, which tells; a server that is silent once more is left alone.
    private const int MostTimeouts = 4;

    // IANA's port, and the one that most take who may not take that.
    private static readonly int[] s_httpsPorts = [443, 8443];
}

using System;
using System.Collections.Generic;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>What the rules examine: a handshake, the sign by which it failed, and what else is known of both ends.</summary>
internal sealed class DiagnosisCase
{
    private readonly int _before;
    private FailureSign? _sign;
    private (ClientAuthentication Value, Confidence Confidence)? _authentication;
    private OfferJudgement? _offer;
    private IReadOnlyList<TlsHandshake>? _elsewhere;
    private IReadOnlyList<TlsHandshake>? _earlier;
    private (StackGuess? Client, StackGuess? Server)? _stacks;
    private TlsCertificate[]? _sentChain;
    private (bool IsKnown, ClientRefusal? Value) _clientRefusal;
    private (bool IsKnown, ServerRefusal? Value) _serverRefusal;
    private (bool IsKnown, RenegotiationRefusal? Value) _renegotiation;
    private TlsCertificate[]? _serverChain;
    private ChainTraits? _serverTraits;
    private ClientCertificateRequest? _request;

    /// <summary>Begins.</summary>
    /// <param name="handshake">The handshake.</param>
    /// <param name="before">Other handshakes of the source count that ended before this place; all where it is <see cref="int.MaxValue"/>.</param>
    /// <param name="inputs">What the user has of both ends, or null.</param>
    public DiagnosisCase(TlsHandshake handshake, int before, DiagnosisInputs? inputs = null)
    {
        Handshake = handshake;
        _before = before;
        Inputs = inputs;
    }

    /// <summary>What the user has of both ends; null where nothing was given.</summary>
    public DiagnosisInputs? Inputs { get; }

    /// <summary>The handshake.</summary>
    public TlsHandshake Handshake { get; }

    /// <summary>The sign by which it failed.</summary>
    public FailureSign Sign => _sign ??= FailureSign.Read(Handshake);

    /// <summary>Whether the handshake failed for sure: it ended before both ends had finished.</summary>
    public bool HasFailed => Handshake.Outcome == HandshakeOutcome.Failed;

    /// <summary>
    /// Whether it came to an end at which nothing is to be explained: complete, and neither ended by an alert nor cut off by an
    /// end before the server said anything.
    /// </summary>
    public bool IsHealthy => Handshake.Outcome == HandshakeOutcome.Completed && (_sign?.Kind ?? FailureSign.KindOfCompleted(Handshake)) == FailureKind.None;

    /// <summary>
    /// Whether a rule that stands before in the catalogue named why it failed. The last rules there, which only say what an alert
    /// says, speak where nothing better does.
    /// </summary>
    public bool IsExplained { get; set; }

    /// <summary>What in the client's offer the server may have refused; only of use where <see cref="OfferJudgement.IsRefused"/>.</summary>
    public OfferJudgement Offer => _offer ??= new OfferJudgement(this);

    /// <summary>The time at which certificates are judged: that of the capture, never that of a clock.</summary>
    public DateTime? Time => Handshake.StartTime;

    /// <summary>Whether the capture lacks something of the connection, so that no end can be blamed for what was not seen.</summary>
    public bool HasHole => Handshake.CaptureQuality is { IsComplete: false };

    /// <summary>
    /// Whether the server asked for a client certificate and what it got, if need be by the lengths of encrypted records:
    /// then it is <see cref="Confidence.Likely"/> at best.
    /// </summary>
    public (ClientAuthentication Value, Confidence Confidence) ClientAuthentication => _authentication ??=
        Handshake.ClientAuthentication != Handshakes.ClientAuthentication.Unknown
            ? (Handshake.ClientAuthentication, Confidence.Certain)
            : (Handshake.InferredClientAuthentication, Confidence.Likely);

    /// <summary>What the server wants of a client certificate, as far as the handshake shows it.</summary>
    public ClientCertificateRequest Request => _request ??= ClientCertificateRequest.FromHandshake(Handshake);

    /// <summary>The certificates that the client sent; empty where it sent none or they cannot be seen.</summary>
    public TlsCertificate[] SentChain => _sentChain ??= AsArray(Handshake.ClientCertificates);

    /// <summary>What can be told of <see cref="SentChain"/>.</summary>
    public ChainTraits ClientTraits => ChainTraits.Of(SentChain);

    /// <summary>That the server refused what the client answered to its request for a certificate; null where it did not.</summary>
    public ClientRefusal? ClientRefusal
    {
        get
        {
            if (!_clientRefusal.IsKnown)
            {
                _clientRefusal = (true, Diagnosis.ClientRefusal.Find(this));
            }

            return _clientRefusal.Value;
        }
    }

    /// <summary>The certificates that the server sent; empty where they cannot be seen.</summary>
    public TlsCertificate[] ServerChain => _serverChain ??= AsArray(Handshake.ServerCertificates);

    /// <summary>What can be told of <see cref="ServerChain"/>.</summary>
    public ChainTraits ServerTraits => _serverTraits ??= ChainTraits.Of(ServerChain);

    /// <summary>That the client refused the server's certificate, or seems to have done so; null where it did not.</summary>
    public ServerRefusal? ServerRefusal
    {
        get
        {
            if (!_serverRefusal.IsKnown)
            {
                _serverRefusal = (true, Diagnosis.ServerRefusal.Find(this));
            }

            return _serverRefusal.Value;
        }
    }

    /// <summary>That one end asked for another handshake and the other refused it; null where none did.</summary>
    public RenegotiationRefusal? RenegotiationRefusal
    {
        get
        {
            if (!_renegotiation.IsKnown)
            {
                _renegotiation = (true, Diagnosis.RenegotiationRefusal.Find(this));
            }

            return _renegotiation.Value;
        }
    }

    /// <summary>The library at the client's end, as far as its habits tell.</summary>
    public StackGuess? ClientStack => Stacks.Client;

    /// <summary>The library at the server's end, as far as its habits tell.</summary>
    public StackGuess? ServerStack => Stacks.Server;

    /// <summary>Handshakes of the same source that the same server completed, a few at most.</summary>
    public IReadOnlyList<TlsHandshake> Elsewhere => _elsewhere ??= Handshake.Server is { } server && Handshake.History is { } history
        ? history.CompletedBy(server, _before, Handshake)
        : [];

    /// <summary>
    /// Failed attempts of the same client at the same server that ended before this one began, in their order, a few at most. One
    /// that was reset counts as long as nothing late can come of it, some seconds, and is here in time only where all is known.
    /// </summary>
    public IReadOnlyList<TlsHandshake> EarlierFailures => _earlier ??= Handshake is { Server: { } server, Client: { } client, History: { } history, Messages: [{ FirstPacket: { } begun }, ..] }
        ? history.FailuresOf(client.Address, server, _before, begun)
        : [];

    /// <summary>The first message of a type that an end sent, or null.</summary>
    public TlsMessage? Find(HandshakeType type, Side sender)
    {
        foreach (TlsMessage message in Handshake.AllMessages)
        {
            if (message.HandshakeType == type && message.Sender == sender)
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>The message that holds what was decoded, so that it can be named as evidence; the first of its sender where it is not there.</summary>
    public Evidence EvidenceOf(HandshakeMessage decoded, string? field = null)
    {
        foreach (TlsMessage message in Handshake.AllMessages)
        {
            if (ReferenceEquals(message.Handshake, decoded))
            {
                return Evidence.Of(message, field);
            }
        }

        return new Evidence { Message = decoded.Summary, Field = field };
    }

    /// <summary>Where the server's certificates were seen.</summary>
    public Evidence ServerChainEvidence(string? field = null) => Handshake.ServerCertificateMessage is { } message
        ? EvidenceOf(message, field)
        : Evidence.Of("Certificate", Side.Server);

    // Those of a capture are arrays, which its handshakes share.
    private static TlsCertificate[] AsArray(IReadOnlyList<TlsCertificate>? chain) => chain as TlsCertificate[] ?? (chain is null ? [] : [.. chain]);

    private (StackGuess? Client, StackGuess? Server) Stacks => _stacks ??= (StackRecognizer.Client(Handshake), StackRecognizer.Server(Handshake));
}

using System;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>
/// That a client refused the server's certificate, or seems to have done so: how it did that, and what is wrong with the chain as
/// far as that can be seen. Which alert a client gives for which fault was measured with real ones; GnuTLS has one for all.
/// </summary>
internal sealed class ServerRefusal
{
    private readonly DiagnosisCase _examined;
    private readonly TlsHandshake? _shown;

    private ServerRefusal(DiagnosisCase examined, RefusalManner manner)
    {
        _examined = examined;
        Manner = manner;
        Alert = examined.Sign.Kind == FailureKind.Alert ? examined.Sign.Description : null;
        bool isJudgedLate = IsLateJudge || OffersHttp(examined.Handshake);
        _shown = manner == RefusalManner.Left && !isJudgedLate ? null : FindChain();
        if (_shown?.ServerCertificates is { Count: > 0 } sent)
        {
            Chain = ChainJudgement.Of(sent, _shown.ServerCertificateMessage is null or { Fault: null }, examined.Time, KeyPurpose.ServerAuthentication, examined.Inputs?.TrustAnchors);
            NameFits = Name is null ? null : ServerNames.Fits(sent[0], Name);
            LacksStaple = ReferenceEquals(_shown, examined.Handshake) && MissingStaple.IsIn(examined.Handshake);
            Statement = ReferenceEquals(_shown, examined.Handshake) ? StapledStatement.Of(examined.Handshake) : null;
        }

        if (manner == RefusalManner.Left && !HasMotive)
        {
            IsPlainLeave = true;
            Doubt = IsLateJudge ? Chain?.Find(ChainFaultKind.SelfSigned) ?? Chain?.Find(ChainFaultKind.IssuerMissing) ?? Chain?.Find(ChainFaultKind.IssuerKeyDiffers) : null;
            (Chain, NameFits, LacksStaple, Statement) = (null, null, false, null);
        }
    }

    /// <summary>How the client refused.</summary>
    public RefusalManner Manner { get; }

    /// <summary>The alert; null where there was none that can be read.</summary>
    public AlertDescription? Alert { get; }

    /// <summary>What the chain tells; null where it cannot be seen.</summary>
    public ChainJudgement? Chain { get; }

    /// <summary>Whether the chain was seen in another handshake of the same server, because this one has it encrypted.</summary>
    public bool IsChainFromElsewhere => _shown is not null && !ReferenceEquals(_shown, _examined.Handshake);

    /// <summary>The name that the client asked for.</summary>
    public string? Name => _examined.Handshake.ServerName;

    /// <summary>Whether the certificate is for that name; null where either cannot be seen.</summary>
    public bool? NameFits { get; }

    /// <summary>
    /// The address that the client connected to where it named no server and the certificate is not for that address; null
    /// otherwise. Which name it looked for in the certificate is not known then.
    /// </summary>
    public string? UnnamedAddress => Name is null && Chain is { } chain && !IsChainFromElsewhere && _examined.Handshake.Server?.Address.ToString() is { } address
        && !ServerNames.Fits(chain.Leaf, address)
        ? address
        : null;

    /// <summary>Whether the certificate demands a stapled statement, the client asked for one, and none was sent.</summary>
    public bool LacksStaple { get; }

    /// <summary>What the OCSP response says that the server sent along; null where it sent none.</summary>
    public OcspSingleResponse? Statement { get; }

    /// <summary>Whether that says that the certificate was revoked.</summary>
    public bool IsRevoked => Statement is { Status: OcspCertificateStatus.Revoked };

    /// <summary>Whether that was out of date at the time of the handshake.</summary>
    public bool IsStatementOver => Statement is { NextUpdate: { } next } && next < _examined.Time;

    /// <summary>Whether the server sent an OCSP response along that says nothing of its certificate.</summary>
    public bool IsStatementForeign => Statement is null && Chain is not null && !IsChainFromElsewhere && StapledStatement.Response(_examined.Handshake) is { Length: > 0 };

    /// <summary>Whether the alert gives no reason, or is none, so that what can be seen of the chain has to explain it.</summary>
    public bool IsUnspecific => Manner is RefusalManner.EncryptedAlert or RefusalManner.Closed or RefusalManner.Left
        || Is(AlertDescription.BadCertificate) || Is(AlertDescription.CertificateUnknown);

    /// <summary>Whether something is wrong with the server's certificate that any client finds which checks it.</summary>
    public bool HasPlainFault => NameFits is false || LacksStaple || IsRevoked || IsStatementOver || IsStatementForeign || HasChainFault;

    /// <summary>
    /// Whether the client is one that completes the handshake before it looks at the certificate, and then closes TCP without
    /// announcing it. Of others that do the same most are health checks, which mind neither issuer nor chain.
    /// </summary>
    public bool IsLateJudge => Manner == RefusalManner.Left
        && (_examined.Handshake.EndedBy is ConnectionEnding.Fin or ConnectionEnding.Reset)
        && _examined.ClientStack is { Stack: TlsStack.DotNet, Confidence: not Confidence.Possible };

    /// <summary>
    /// Whether all that the client did was to leave after a complete handshake, with nothing to be seen for which a client of its
    /// kind leaves so. Who was content and had nothing to say does the same, so that alone is no evidence of a failure.
    /// </summary>
    public bool IsPlainLeave { get; }

    /// <summary>
    /// What of a chain may have been the reason of a client that only left, and may as well be as it should: a root, or a
    /// certificate of which the client has the issuer's. Null where there is nothing of that kind.
    /// </summary>
    public ChainFault? Doubt { get; }

    /// <summary>Whether the client took longer to go away than a program takes that refuses a certificate.</summary>
    public bool HasLingered => Manner == RefusalManner.Closed && _examined.Sign.Waited > s_longestJudgement;

    /// <summary>What the client did, to follow a semicolon.</summary>
    public string What => Manner switch
    {
        RefusalManner.Alert or RefusalManner.OtherAlert => $"the client ended the handshake with the alert {Alert} ({Alert?.Code})",
        RefusalManner.EncryptedAlert => "right after the server's certificate the client ended the handshake with an alert that is encrypted",
        RefusalManner.Closed when HasLingered => $"{StageText.Of(_examined.Sign.Waited!.Value)} after the server's certificate the client closed the connection without an alert",
        RefusalManner.Closed => "right after the server's certificate the client closed the connection without an alert",
        _ when IsPlainLeave => Left,
        _ => $"{Left}; so leaves {(IsLateJudge ? "a .NET client on Linux" : "curl")} when it refuses the certificate, and so does a program that only looks at certificates",
    };

    /// <summary>Why the certificates cannot be compared, as a sentence.</summary>
    public string Hidden => _examined.Handshake.Version is { IsTls13: true }
        ? "The certificates are encrypted and cannot be compared."
        : "The capture does not have the certificates.";

    /// <summary>Reads it from a handshake; null where the client did not refuse the certificate.</summary>
    public static ServerRefusal? Find(DiagnosisCase examined) => MannerOf(examined) is { } manner && !IsAcceptedElsewhere(examined, manner)
        ? new ServerRefusal(examined, manner)
        : null;

    /// <summary>Whether the alert is a certain one.</summary>
    public bool Is(AlertDescription description) => Alert is { } given && given.Equals(description);

    /// <summary>How sure it is that something was the reason.</summary>
    /// <param name="isSeen">Whether it can be seen in the chain.</param>
    /// <param name="alert">The alert that says it.</param>
    /// <returns>Null where it was not.</returns>
    public Confidence? Weigh(bool isSeen, AlertDescription alert) =>
        Is(alert) ? isSeen && !IsChainFromElsewhere ? Confidence.Certain : Chain is null ? Confidence.Likely : isSeen ? Confidence.Likely : null
        : !isSeen ? null
        : IsUnspecific && Manner != RefusalManner.Left ? Confidence.Likely
        : Confidence.Possible;

    /// <summary>What a finding rests on: the certificate, if it was seen, and how the client ended it.</summary>
    public Evidence[] Rests(string? field = null)
    {
        if (_shown?.ServerCertificateMessage is not { } message)
        {
            return [_examined.Sign.Evidence];
        }

        string? place = IsChainFromElsewhere ? $"{(field is null ? string.Empty : field + ", ")}in handshake {_shown.Number}" : field;
        return [new DiagnosisCase(_shown, 0).EvidenceOf(message, place), EndEvidence()];
    }

    // .NET on Linux looks at everything after the handshake. Of others that leave so, those that speak HTTP and left without a
    // request look at name and status then, as curl does; at dates and usage they have looked before, so who let those pass
    // checks nothing.
    private bool HasMotive => IsLateJudge
        ? NameFits is false || HasChainFault || Chain is { IsTrustKnown: true, Path.IsTrusted: false }
        : (NameFits is false || IsRevoked) && !HasChainFault;

    private bool HasChainFault => Chain is not null
        && (Chain.Find(ChainFaultKind.Expired) ?? Chain.Find(ChainFaultKind.NotYetValid) ?? Chain.Find(ChainFaultKind.WrongUsage)
            ?? Chain.Find(ChainFaultKind.Unreadable) ?? Chain.Find(ChainFaultKind.IssuerMayNotIssue)) is not null;

    private Evidence EndEvidence() => Manner == RefusalManner.Left
        ? Evidence.Of(_examined.Handshake.EndedBy switch { ConnectionEnding.Fin => "TCP FIN", ConnectionEnding.Reset => "TCP RST", _ => "close_notify" }, Side.Client, _examined.Handshake.EndPacket)
        : _examined.Sign.Evidence;

    private static RefusalManner? MannerOf(DiagnosisCase examined)
    {
        TlsHandshake handshake = examined.Handshake;
        if (handshake.EndedBySide != Side.Client)
        {
            return null;
        }

        if (handshake.Outcome == HandshakeOutcome.Completed)
        {
            bool isClosed = handshake.EndedBy is ConnectionEnding.CloseNotify or ConnectionEnding.Fin or ConnectionEnding.Reset;
            return isClosed && !examined.HasHole && !HasSpoken(handshake) && !HasWaited(handshake) && handshake.Resumed is not true && examined.RenegotiationRefusal is null
                ? RefusalManner.Left
                : null;
        }

        if (!examined.HasFailed || examined.Sign.Sender != Side.Client || (handshake.ServerHello is null && !IsToldOf(examined)))
        {
            return null;
        }

        bool isJudging = examined.Sign.Stage == FailureStage.ClientJudges;
        return examined.Sign.Kind switch
        {
            FailureKind.Alert when IsAboutCertificates(examined.Sign.Alert!.Code!.Value) => RefusalManner.Alert,
            FailureKind.Alert when isJudging && IsVague(examined.Sign.Alert!.Code!.Value) => RefusalManner.OtherAlert,
            FailureKind.EncryptedAlert when isJudging || IsHurried(examined) => RefusalManner.EncryptedAlert,
            FailureKind.Fin or FailureKind.Reset when isJudging && !examined.HasHole && IsFlightWhole(examined) => RefusalManner.Closed,
            _ => null,
        };
    }

    // A log may name the server's messages and not say what was in them, or begin after its hello.
    private static bool IsToldOf(DiagnosisCase examined) => examined.Handshake.CaptureQuality is null
        && (examined.Find(HandshakeType.ServerHello, Side.Server) ?? examined.Find(HandshakeType.Certificate, Side.Server)) is not null;

    private static bool IsAboutCertificates(byte code) =>
        code == AlertDescription.BadCertificate.Code || code == AlertDescription.UnsupportedCertificate.Code || code == AlertDescription.CertificateRevoked.Code
        || code == AlertDescription.CertificateExpired.Code || code == AlertDescription.CertificateUnknown.Code || code == AlertDescription.UnknownCa.Code
        || code == AlertDescription.CertificateUnobtainable.Code || code == AlertDescription.BadCertificateStatusResponse.Code
        || code == AlertDescription.BadCertificateHashValue.Code;

    private static bool IsVague(byte code) => code == AlertDescription.HandshakeFailure.Code || code == AlertDescription.InternalError.Code
        || code == AlertDescription.IllegalParameter.Code;

    // NSS sends its whole flight before it looks at the certificate, and then an alert before the server has answered.
    private static bool IsHurried(DiagnosisCase examined) =>
        examined.Sign.Stage == FailureStage.ServerJudges && examined.Handshake is { Version.IsTls13: false, Resumed: not true };

    // What the server still sends when the client has closed already says nothing of the client.
    private static bool HasSpoken(TlsHandshake handshake)
    {
        if (handshake.Phase != HandshakePhase.ApplicationData)
        {
            return false;
        }

        if (handshake.Version is { IsTls13: true })
        {
            return true;
        }

        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.ContentType == ContentType.ApplicationData && (message.Sender == Side.Client || !(message.FirstPacket > handshake.EndPacket)))
            {
                return true;
            }
        }

        return false;
    }

    // A program that refuses does so in milliseconds; who stays longer was content and had nothing to say. When TCP was closed
    // is not known, only when it was announced.
    private static bool HasWaited(TlsHandshake handshake)
    {
        DateTime? last = null;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Packet >= handshake.EndPacket)
            {
                return message.Sender == Side.Client && message.Packet == handshake.EndPacket && message.Time - last > s_longestJudgement;
            }

            last = message.Time;
        }

        return false;
    }

    private static bool OffersHttp(TlsHandshake handshake)
    {
        if (handshake.ClientHello?.Extension<ProtocolNameList>() is not { } offered)
        {
            return false;
        }

        foreach (string protocol in offered.Protocols)
        {
            if (protocol == "h2" || protocol.StartsWith("http/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFlightWhole(DiagnosisCase examined)
    {
        if (examined.Handshake.Version is not { IsTls13: true })
        {
            return examined.Find(HandshakeType.ServerHelloDone, Side.Server) is not null;
        }

        foreach (TlsMessage message in examined.Handshake.AllMessages)
        {
            if (message.Sender == Side.Server && message.ContentType == ContentType.ApplicationData)
            {
                return true;
            }
        }

        return false;
    }

    // A client that uses the same server elsewhere in the source does not mind its certificate: it was a check of its health.
    private static bool IsAcceptedElsewhere(DiagnosisCase examined, RefusalManner manner)
    {
        if (manner != RefusalManner.Left)
        {
            return false;
        }

        foreach (TlsHandshake other in examined.Elsewhere)
        {
            if (other.Phase == HandshakePhase.ApplicationData && Equals(other.Client?.Address, examined.Handshake.Client?.Address) && other.ServerName == examined.Handshake.ServerName)
            {
                return true;
            }
        }

        return false;
    }

    // With keys or before TLS 1.3 the handshake has it itself; otherwise the same server may have shown it for the same name.
    private TlsHandshake? FindChain()
    {
        if (_examined.Handshake.ServerCertificates is { Count: > 0 })
        {
            return _examined.Handshake;
        }

        TlsHandshake? found = null;
        foreach (TlsHandshake other in _examined.Elsewhere)
        {
            if (other.ServerCertificates is { Count: > 0 } && other.ServerName == _examined.Handshake.ServerName)
            {
                found = other;
            }
        }

        return found;
    }

    private const string Left = "the client completed the handshake and closed the connection at once, without having sent anything";
    private static readonly TimeSpan s_longestJudgement = TimeSpan.FromMilliseconds(500);
}

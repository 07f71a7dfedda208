using TlsTools.Handshakes;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Probe;

/// <summary>Finds out whether a server takes back sessions, before TLS 1.3: makes one, and shows what the server gave for it.</summary>
internal sealed class SessionExamination(EndpointSession session, ProtocolVersion version)
{
    private ClientHelloOffer Offer => session.Offer([version], toFinish: true);

    /// <summary>By the session's id; no ticket is spoken of.</summary>
    public SessionResumption AskById()
    {
        TlsHandshake first = session.Attempt(Offer, ProbeGoal.Finish);
        return first.Version != version || first.ServerHello is not { } hello ? SessionResumption.Unknown
            : hello.SessionId.Length == 0 ? SessionResumption.NotOffered
            : Judge(first, Offer with { OldSessionId = hello.SessionId });
    }

    /// <summary>By a ticket.</summary>
    public SessionResumption AskByTicket()
    {
        TlsHandshake first = session.Attempt(Offer with { Ticket = [] }, ProbeGoal.Finish);
        if (first.Version != version || first.ServerHello is not { } hello)
        {
            return SessionResumption.Unknown;
        }

        // The id tells whether the server took the ticket (RFC 5077, 3.4).
        return hello.Extension(ExtensionType.SessionTicket) is null ? SessionResumption.NotOffered
            : first.Find<NewSessionTicket>(Side.Server, HandshakeType.NewSessionTicket) is { Ticket: { Length: > 0 } ticket }
                ? Judge(first, Offer with { Ticket = ticket, OldSessionId = LargeNumber.Random(32) })
                : SessionResumption.Offered;
    }

    // A session of a handshake that did not come to its end is none.
    private SessionResumption Judge(TlsHandshake first, ClientHelloOffer again)
    {
        if (first.Outcome != HandshakeOutcome.Completed || first.EndedBy is ConnectionEnding.Alert or ConnectionEnding.Fin or ConnectionEnding.Reset)
        {
            return SessionResumption.Offered;
        }

        TlsHandshake second = session.Attempt(again, ProbeGoal.Flight);
        return second.Version != version ? SessionResumption.Offered : second.Resumed == true ? SessionResumption.Resumed : SessionResumption.NotTaken;
    }
}

using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Probe.Platform;

namespace TlsTools.Probe;

/// <summary>Asks a server with the platform's own TLS, with a client certificate and without, and judges after its first answer.</summary>
/// <param name="target">What the source is called by.</param>
/// <param name="options">How it is asked.</param>
/// <param name="route">The way to where TLS begins.</param>
internal sealed class ClientTrial(ProbeTarget target, ProbeOptions options, ProbeRoute route)
{
    /// <summary>Adds what the platform's attempts show.</summary>
    /// <param name="endpoint">What is known of the server.</param>
    /// <param name="isHttp">Whether the server speaks HTTP behind TLS.</param>
    public TlsEndpoint Complete(TlsEndpoint endpoint, bool isHttp)
    {
        PlatformOffer offer = new(
            endpoint.ServerName ?? string.Empty,
            isHttp ? ["http/1.1"] : options.Alpn,
            options.Versions,
            Identity: null,
            isHttp ? HostOf(endpoint.ServerName ?? target.ComputerName) : null);
        ClientCertificateAttempt without = Attempt(offer);
        if (options.Identity is not { } identity)
        {
            return without.Answer != ClientCertificateAnswer.RefusedByHttp ? endpoint : endpoint with
            {
                ClientAuthentication = ClientCertificateDemand.Required,
                Handshakes = Numbered(endpoint, without),
            };
        }

        ClientCertificateAttempt with = Attempt(offer with { Identity = identity });

        // In TLS 1.3 this attempt's own records do not show it.
        with = endpoint.ClientAuthentication == ClientCertificateDemand.NotRequested ? with with { WasSent = with.WasSent ?? false } : with;
        (ClientCertificateVerdict verdict, string message) = Judge(endpoint, with, without);
        if (verdict == ClientCertificateVerdict.Refused && identity.Intermediates.Count > 0 && !PlatformClient.SendsIntermediates)
        {
            message += " The platform sends the intermediate certificates that its own stores have, not those of the file, as any of its programs does.";
        }

        return endpoint with
        {
            ClientAuthentication = Demand(endpoint, verdict, without),
            ClientCertificate = new ClientCertificateTrial { Verdict = verdict, Message = message, With = with, Without = without },
            Handshakes = Numbered(endpoint, with, without),
        };
    }

    private ClientCertificateAttempt Attempt(PlatformOffer offer)
    {
        using RecordedConnection connection = route.Open();
        string source = target.ToString();
        if (connection.State != ConnectionState.Open || route.Refusal is not null)
        {
            return new ClientCertificateAttempt
            {
                Certificate = offer.Identity?.Leaf,
                Answer = ClientCertificateAnswer.Unknown,
                Message = "There was no connection.",
                Handshake = ProbeAttempt.NotConnected(connection, source, route.Carrier),
            };
        }

        connection.BeginRecording();
        PlatformClient client = PlatformClient.Run(connection, offer);
        connection.Secrets = PlatformKeyLog.Of(connection);
        TlsHandshake handshake = ProbeAttempt.ToHandshake(connection, connection.Secrets.AddTo, source, route.Carrier, client.Alert);
        (ClientCertificateAnswer answer, string message) = ClientAnswer.Read(client, connection.State, handshake);
        return new ClientCertificateAttempt
        {
            Certificate = offer.Identity?.Leaf,
            WasSent = WasSent(handshake, offer.Identity),
            Answer = answer,
            Alert = answer == ClientCertificateAnswer.RefusedByAlert ? handshake.Alert?.Description ?? client.Alert?.ToString() : null,
            HttpStatus = client.Http?.Status,
            Message = message,
            Handshake = handshake,
            IsLeaveTaken = client.IsLeaveTaken,
        };
    }

    private static bool? WasSent(TlsHandshake handshake, TlsIdentity? identity) => handshake.ClientAuthentication switch
    {
        _ when identity is null => false,
        ClientAuthentication.Sent => true,
        ClientAuthentication.RequestedEmpty or ClientAuthentication.NotRequested => false,
        _ => null,
    };

    private static (ClientCertificateVerdict Verdict, string Message) Judge(TlsEndpoint endpoint, ClientCertificateAttempt with, ClientCertificateAttempt without)
    {
        bool isRefused = ClientAnswer.IsRefusal(with.Answer);
        bool isRefusedWithout = ClientAnswer.IsRefusal(without.Answer);
        bool isPageRefused = with.HttpStatus is >= 400 and < 500 && without.HttpStatus is >= 200 and < 400;
        bool isPageRefusedWithout = without.HttpStatus is >= 400 and < 500 && with.HttpStatus is >= 200 and < 400;
        return with.Answer switch
        {
            ClientCertificateAnswer.Unknown => (ClientCertificateVerdict.Unknown, $"The attempt with the certificate says nothing of it. {with.Message}"),
            _ when IsSameEnd(with, without) && (with.IsLeaveTaken || endpoint.ClientAuthentication != ClientCertificateDemand.Required) =>
                (ClientCertificateVerdict.Unknown, $"The server does the same with the certificate and without one, and does not say why. {with.Message}"),
            _ when IsSameEnd(with, without) => (ClientCertificateVerdict.Refused, $"The server refuses the certificate as it refuses a client without one. {with.Message} Servers of .NET do so."),
            _ when isRefused || isPageRefused => (ClientCertificateVerdict.Refused, $"The server refuses the certificate. {with.Message}"),
            _ when with.WasSent == false && endpoint.ClientAuthentication == ClientCertificateDemand.NotRequested && !isPageRefusedWithout =>
                (ClientCertificateVerdict.NotRequested, "The server does not ask for a certificate in the handshake, so none was sent."),
            _ when with.WasSent == false => (ClientCertificateVerdict.NotSent, "The server asks for a certificate and the platform's client did not send this one."),
            _ when isRefusedWithout || isPageRefusedWithout => (ClientCertificateVerdict.Accepted, "The server goes on with the certificate and refuses a client without one."),
            _ => (ClientCertificateVerdict.AcceptedAsWithout, "The server goes on with the certificate as it does without one; whether it looked at it does not show."),
        };
    }

    // A refusal without a word, or an end that has nothing to do with the client, such as a proxy's that does not reach what stands behind it.
    private static bool IsSameEnd(ClientCertificateAttempt with, ClientCertificateAttempt without) =>
        with.Answer is ClientCertificateAnswer.Closed or ClientCertificateAnswer.Reset && with.Answer == without.Answer;

    // What one attempt cannot tell, the difference between two does.
    private static ClientCertificateDemand Demand(TlsEndpoint endpoint, ClientCertificateVerdict verdict, ClientCertificateAttempt without) => verdict switch
    {
        ClientCertificateVerdict.Accepted => ClientCertificateDemand.Required,
        ClientCertificateVerdict.AcceptedAsWithout when endpoint.ClientAuthentication != ClientCertificateDemand.NotRequested => ClientCertificateDemand.Optional,
        _ when without.Answer == ClientCertificateAnswer.RefusedByHttp => ClientCertificateDemand.Required,
        _ => endpoint.ClientAuthentication,
    };

    private static TlsHandshake[] Numbered(TlsEndpoint endpoint, params ClientCertificateAttempt[] attempts)
    {
        TlsHandshake[] all = [.. endpoint.Handshakes, .. attempts.Select(attempt => attempt.Handshake)];
        for (int index = endpoint.Handshakes.Count; index < all.Length; index++)
        {
            all[index].Number = index + 1;
        }

        return all;
    }

    private string HostOf(string name)
    {
        string host = name.Contains(':') ? $"[{name}]" : name;
        return target.Port == HttpsPort ? host : $"{host}:{target.Port}";
    }

    private const int HttpsPort = 443;
}

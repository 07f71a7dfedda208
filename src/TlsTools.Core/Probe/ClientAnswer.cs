using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Probe.Platform;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>Says what a server did with a client of the platform.</summary>
internal static class ClientAnswer
{
    /// <summary>Whether it is one that refuses.</summary>
    public static bool IsRefusal(ClientCertificateAnswer answer) => answer is not (ClientCertificateAnswer.Unknown or ClientCertificateAnswer.Accepted);

    /// <summary>Reads it from what the client and the connection came to.</summary>
    public static (ClientCertificateAnswer Answer, string Message) Read(PlatformClient client, ConnectionState state, TlsHandshake handshake)
    {
        if (client.Http is { } http)
        {
            return http.IsRefusal
                ? (ClientCertificateAnswer.RefusedByHttp, $"The server took the handshake and answered in HTTP with {http.Status}, for want of a certificate that it likes.")
                : (ClientCertificateAnswer.Accepted, $"The server took the handshake and answered in HTTP with {http.Status}.");
        }

        if (client.HasAnswer)
        {
            return (ClientCertificateAnswer.Accepted, "The server took the handshake and spoke.");
        }

        string? alert = handshake.Alert is { Sender: Side.Server, Description: { } seen } ? seen : client.Alert?.ToString();
        if (alert is not null)
        {
            return ClientDemand.IsAboutClient(alert) || s_aboutOneSent.Any(other => other.ToString() == alert)
                ? (ClientCertificateAnswer.RefusedByAlert, $"The server sent the alert {alert}.")
                : (ClientCertificateAnswer.Unknown, $"The server sent the alert {alert}, which is not about the client's certificate.");
        }

        bool isAnswered = handshake.ServerHello is not null;
        return state switch
        {
            ConnectionState.TimedOut => (ClientCertificateAnswer.Unknown, "The server did not answer within the time limit."),
            ConnectionState.Reset when isAnswered => (ClientCertificateAnswer.Reset, "The server reset the connection and said nothing."),
            _ when client.IsLeaveTaken => (ClientCertificateAnswer.Closed, "The server took the handshake and took leave in order."),
            ConnectionState.Closed when isAnswered => (ClientCertificateAnswer.Closed, "The server closed the connection and said nothing."),
            _ when client.IsDone && client.Failure is null => (ClientCertificateAnswer.Accepted, "The server took the handshake and waits."),
            _ => (ClientCertificateAnswer.Unknown, $"The platform's client failed: {client.Failure?.GetBaseException().Message}"),
        };
    }

    private static readonly AlertDescription[] s_aboutOneSent = [AlertDescription.CertificateExpired, AlertDescription.CertificateRevoked, AlertDescription.DecryptError];
}

namespace TlsTools.Probe;

/// <summary>What an attempt with a client certificate, beside one without, says.</summary>
public enum ClientCertificateVerdict
{
    /// <summary>The two attempts do not tell.</summary>
    Unknown,

    /// <summary>The server does not ask for a certificate, so none was sent.</summary>
    NotRequested,

    /// <summary>The server asks, and the platform's client did not send the certificate.</summary>
    NotSent,

    /// <summary>The server refuses this certificate.</summary>
    Refused,

    /// <summary>The server goes on with this certificate and refuses a client without one.</summary>
    Accepted,

    /// <summary>The server goes on with this certificate as it does without one; whether it looked at it does not show.</summary>
    AcceptedAsWithout,
}

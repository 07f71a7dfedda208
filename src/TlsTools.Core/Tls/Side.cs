namespace TlsTools.Tls;

/// <summary>An end of a TLS connection.</summary>
public enum Side
{
    /// <summary>The end that sends the ClientHello.</summary>
    Client,

    /// <summary>The end that answers with the ServerHello.</summary>
    Server,
}

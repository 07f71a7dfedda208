namespace TlsTools.Probe;

/// <summary>What a server did with a client, up to its first answer behind the handshake.</summary>
public enum ClientCertificateAnswer
{
    /// <summary>The attempt says nothing of the client: the handshake failed for another reason, or the time was over.</summary>
    Unknown,

    /// <summary>The server finished the handshake and went on: it answered, or waited for the client to speak.</summary>
    Accepted,

    /// <summary>The server sent an alert that is about the client's certificate.</summary>
    RefusedByAlert,

    /// <summary>The server finished the handshake and refused in HTTP.</summary>
    RefusedByHttp,

    /// <summary>The server closed the connection and said nothing.</summary>
    Closed,

    /// <summary>The server reset the connection and said nothing, as proxies also do that do not reach what stands behind them.</summary>
    Reset,
}

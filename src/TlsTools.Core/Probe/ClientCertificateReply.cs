namespace TlsTools.Probe;

/// <summary>How a client answered a request for a certificate.</summary>
public enum ClientCertificateReply
{
    /// <summary>It ended the connection before it answered, or never came so far.</summary>
    None,

    /// <summary>It answered that it has none.</summary>
    Empty,

    /// <summary>It sent a certificate.</summary>
    Sent,
}

namespace TlsTools.Probe;

/// <summary>Whether a server resumes sessions in one of the ways that there are.</summary>
public enum SessionResumption
{
    /// <summary>It was not asked, or cannot be told, for instance because the server demands a client certificate.</summary>
    Unknown,

    /// <summary>The server gives nothing to come back with.</summary>
    NotOffered,

    /// <summary>The server gives an id or a ticket; whether it takes it back was not tried.</summary>
    Offered,

    /// <summary>The server gave an id or a ticket and made a new session when it was shown.</summary>
    NotTaken,

    /// <summary>The server took back what it gave.</summary>
    Resumed,
}

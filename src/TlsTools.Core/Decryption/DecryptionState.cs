namespace TlsTools.Decryption;

/// <summary>How far the secrets that were given opened a connection.</summary>
public enum DecryptionState
{
    /// <summary>There was nothing to open: the connection ended before anything was encrypted.</summary>
    NothingEncrypted,

    /// <summary>Everything that had to be opened was.</summary>
    Complete,

    /// <summary>Some records were opened, and others could not be.</summary>
    Partial,

    /// <summary>No secret of this connection was given.</summary>
    NoSecret,

    /// <summary>There are secrets under the connection's name, and its records do not open with them.</summary>
    WrongSecret,

    /// <summary>The cipher suite cannot be decrypted here.</summary>
    NotAvailable,
}

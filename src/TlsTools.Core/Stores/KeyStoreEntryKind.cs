namespace TlsTools.Stores;

/// <summary>What an entry is good for.</summary>
public enum KeyStoreEntryKind
{
    /// <summary>A certificate that stands there without a private key: one to trust, or one to look at.</summary>
    Trusted,

    /// <summary>A private key with its certificate and chain.</summary>
    Key,
}

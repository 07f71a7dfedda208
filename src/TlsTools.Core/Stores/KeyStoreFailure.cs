namespace TlsTools.Stores;

/// <summary>Why a store, or a key in it, cannot be read.</summary>
public enum KeyStoreFailure
{
    /// <summary>The content is none of the known formats.</summary>
    UnknownFormat,

    /// <summary>The format is known and the content is not as it says.</summary>
    Damaged,

    /// <summary>Nothing can be read without a password, and none was given.</summary>
    PasswordRequired,

    /// <summary>The password does not fit.</summary>
    WrongPassword,

    /// <summary>The entry is there and its private key cannot be read.</summary>
    KeyUnreadable,

    /// <summary>There is no such store of the operating system, or it may not be read.</summary>
    NotAvailable,

    /// <summary>The store is larger, deeper or slower to open than is allowed.</summary>
    LimitExceeded,
}

using System;
using System.Security;

namespace TlsTools.Stores;

/// <summary>How to open a store.</summary>
public sealed record KeyStoreOptions
{
    /// <summary>
    /// Gives a password when one is needed; <see langword="null"/> from it means that there is none. It is asked at most once for
    /// the store, and once for each key that the store's password does not open. The caller keeps the result.
    /// </summary>
    public Func<KeyStorePasswordRequest, SecureString?>? Password { get; init; }
}

namespace TlsTools.Stores;

/// <summary>Which password is needed.</summary>
/// <param name="Source">The file or store.</param>
/// <param name="Alias">The entry whose key has a password of its own; <see langword="null"/> for the store as a whole.</param>
public sealed record KeyStorePasswordRequest(string Source, string? Alias);

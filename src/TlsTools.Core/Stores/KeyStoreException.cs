using System;

namespace TlsTools.Stores;

/// <summary>A store, or a key in it, cannot be read. The message names the source and never a password.</summary>
public sealed class KeyStoreException : Exception
{
    /// <summary>Says what cannot be read and why.</summary>
    /// <param name="source">The file or store.</param>
    /// <param name="failure">The kind of failure.</param>
    /// <param name="detail">What is wrong, in a sentence.</param>
    /// <param name="alias">The entry that it is about; <see langword="null"/> for the store as a whole.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public KeyStoreException(string source, KeyStoreFailure failure, string detail, string? alias = null, Exception? innerException = null)
        : base(alias is null ? $"'{source}': {detail}" : $"'{source}', entry '{alias}': {detail}", innerException)
    {
        StoreSource = source;
        Failure = failure;
        Detail = detail;
        Alias = alias;
    }

    /// <summary>The file or store.</summary>
    public string StoreSource { get; }

    /// <summary>The entry that it is about; <see langword="null"/> for the store as a whole.</summary>
    public string? Alias { get; }

    /// <summary>The kind of failure.</summary>
    public KeyStoreFailure Failure { get; }

    /// <summary>What is wrong, without the source.</summary>
    public string Detail { get; }
}

using System;
using System.Security.Cryptography;

namespace TlsTools.Stores;

/// <summary>A private key made ready for a trial signature; disposing it clears the key.</summary>
internal sealed class PrivateKeyHandle(AsymmetricAlgorithm algorithm, IDisposable? owner = null) : IDisposable
{
    /// <summary>An <see cref="RSA"/>, <see cref="ECDsa"/> or <see cref="DSA"/> that can sign.</summary>
    public AsymmetricAlgorithm Algorithm { get; } = algorithm;

    public void Dispose()
    {
        Algorithm.Dispose();
        owner?.Dispose();
    }
}

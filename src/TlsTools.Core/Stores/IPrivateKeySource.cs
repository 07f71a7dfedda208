using System;

namespace TlsTools.Stores;

/// <summary>Where an entry's private key comes from.</summary>
internal interface IPrivateKeySource : IDisposable
{
    /// <summary>Makes the key ready, or gives <see langword="null"/> where the platform cannot use such a key.</summary>
    PrivateKeyHandle? Open();
}

using System;
using System.Security.Cryptography;
using TlsTools.Decryption;

namespace TlsTools.Stores;

/// <summary>Hands the private keys of stores to the decryption of captures.</summary>
public static class ServerKeys
{
    /// <summary>
    /// Adds the RSA keys of a store, with which handshakes are decrypted in which the client encrypted a secret for the server. Keys
    /// of other kinds open no handshake.
    /// </summary>
    /// <param name="secrets">Takes copies of the keys.</param>
    /// <param name="store">The store; may be disposed afterwards.</param>
    /// <returns>How many keys were added.</returns>
    public static int AddServerKeys(this TlsSecrets secrets, KeyStore store)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentNullException.ThrowIfNull(store);
        int added = 0;
        foreach (KeyStoreEntry entry in store.Entries)
        {
            PrivateKeyHandle? handle = entry.OpenPrivateKey();
            if (handle?.Algorithm is RSA key)
            {
                secrets.AddServerKey(key);
                added++;
            }
            else
            {
                handle?.Dispose();
            }
        }

        return added;
    }
}

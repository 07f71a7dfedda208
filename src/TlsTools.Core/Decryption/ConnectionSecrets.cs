using System;

namespace TlsTools.Decryption;

/// <summary>The secrets that key logs hold for one connection.</summary>
/// <param name="table">Where they stand.</param>
/// <param name="connection">Which connection it is there.</param>
internal sealed class ConnectionSecrets(SecretTable table, int connection)
{
    /// <summary>One of them; empty when it is not known.</summary>
    public ReadOnlyMemory<byte> this[SecretKind kind] => table.Find(connection, kind);
}

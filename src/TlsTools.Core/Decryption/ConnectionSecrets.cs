using System;

namespace TlsTools.Decryption;

/// <summary>The secrets that key logs hold for one connection; an empty one is not known.</summary>
internal sealed class ConnectionSecrets
{
    private readonly ReadOnlyMemory<byte>[] _secrets = new ReadOnlyMemory<byte>[(int)SecretKind.ServerTraffic + 1];

    /// <summary>Lines that brought them.</summary>
    public int Lines { get; private set; }

    /// <summary>Whether the connection was seen.</summary>
    public bool IsUsed { get; set; }

    /// <summary>One of them.</summary>
    public ReadOnlyMemory<byte> this[SecretKind kind] => _secrets[(int)kind];

    /// <summary>Takes a secret; a later line goes before an earlier one.</summary>
    public void Set(SecretKind kind, ReadOnlyMemory<byte> secret)
    {
        _secrets[(int)kind] = secret;
        Lines++;
    }
}

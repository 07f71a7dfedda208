namespace TlsTools.Stores;

/// <summary>What is known of an entry's private key; nothing of the key itself.</summary>
public sealed record PrivateKeyState
{
    /// <summary>Whether the entry has a private key.</summary>
    public required bool Present { get; init; }

    /// <summary>Whether this account could read or use the key; <see langword="null"/> when there is none or it was not tried.</summary>
    public bool? Readable { get; init; }

    /// <summary>Whether the key belongs to the entry's certificate; <see langword="null"/> when that cannot be told.</summary>
    public bool? MatchesCertificate { get; init; }

    /// <summary><c>RSA</c>, <c>EC</c>, <c>Ed25519</c> …; <see langword="null"/> when not known.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The size in bits; <see langword="null"/> when not known.</summary>
    public int? KeySize { get; init; }

    /// <summary>Whether the key can be taken out of its store; <see langword="null"/> when not known.</summary>
    public bool? Exportable { get; init; }

    /// <summary>What holds the key: the file's format, or the Windows provider (CSP, KSP, TPM, smart card).</summary>
    public string? Provider { get; init; }

    /// <summary>Why the key cannot be read or judged, in a sentence; <see langword="null"/> when there is nothing to say.</summary>
    public string? Remark { get; init; }

    /// <summary>Says the state in short: <c>RSA 2048, matches</c>.</summary>
    public override string ToString()
    {
        if (!Present)
        {
            return "none";
        }

        string key = Algorithm is null ? "present" : KeySize is null ? Algorithm : $"{Algorithm} {KeySize}";
        return (Readable, MatchesCertificate) switch
        {
            (false, _) => key + ", unreadable",
            (_, true) => key + ", matches",
            (_, false) => key + ", does not match",
            _ => key,
        };
    }

    internal static PrivateKeyState None { get; } = new() { Present = false };
}

using System;
using TlsTools.Handshakes;

namespace TlsTools.Protection;

/// <summary>What a copy that may be shared keeps of a capture.</summary>
public sealed record ProtectionOptions
{
    /// <summary>Which connections are kept; all that carry TLS, or tried to, where nothing is said.</summary>
    public TlsCaptureOptions Selection { get; init; } = new();

    /// <summary>Whether addresses are replaced: the first by 10.0.0.1 or fd00::1, and so on, each by the same one everywhere.</summary>
    public bool ReplaceAddress { get; init; }

    /// <summary>
    /// Whether names are replaced by others of the same length: those that clients ask for, those of certificates and acceptable
    /// authorities, and those in what is said before TLS. Numbers, keys and signatures of certificates are replaced with them.
    /// </summary>
    public bool ReplaceName { get; init; }

    /// <summary>Whether certificates stay as they are though names are replaced.</summary>
    public bool KeepCertificate { get; init; }

    /// <summary>
    /// Whether packets end behind the last byte that is kept, as if a snapshot length had cut them, rather than hold zeros. The
    /// file is smaller; readers then say that packets were cut.
    /// </summary>
    public bool Truncate { get; init; }

    /// <summary>
    /// What replacements of names depend on: the same bytes give the same replacements. Whoever knows them can find out
    /// whether a guessed name was meant, so they should be random and forgotten.
    /// </summary>
    public ReadOnlyMemory<byte> Key { get; init; }
}

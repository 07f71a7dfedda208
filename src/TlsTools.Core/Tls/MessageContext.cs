using System;

namespace TlsTools.Tls;

/// <summary>What was agreed before a message and decides how it is read.</summary>
public readonly record struct MessageContext
{
    /// <summary>The negotiated version; <see langword="null"/> before it is known, which reads as TLS 1.2.</summary>
    public ProtocolVersion? Version { get; init; }

    /// <summary>The negotiated cipher suite; <see langword="null"/> when it was not seen.</summary>
    public CipherSuite? CipherSuite { get; init; }

    /// <summary>Who sent the message; <see langword="null"/> when that is not known.</summary>
    public Side? Sender { get; init; }

    /// <summary>What the sender's Certificate holds; <see langword="null"/> when nothing else than X.509 was negotiated.</summary>
    public CertificateFormat? CertificateFormat { get; init; }

    /// <summary>Gives the same object for the same bytes; <see langword="null"/> makes a new one each time.</summary>
    internal SharedContent? Shared { get; init; }

    internal ReadOnlyMemory<byte> Body { get; init; }

    internal bool IsTls13 => Version is { IsTls13: true };

    internal ProtocolVersion EffectiveVersion => Version ?? ProtocolVersion.Tls12;
}

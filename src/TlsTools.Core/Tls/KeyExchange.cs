namespace TlsTools.Tls;

/// <summary>How the two ends come to a shared secret; it decides what the key exchange messages hold.</summary>
public enum KeyExchange
{
    /// <summary>The suite does not say, or it is not known.</summary>
    Unknown,

    /// <summary>TLS 1.3: by extensions of the hellos.</summary>
    KeyShare,

    /// <summary>The client encrypts a secret with the server's RSA key; no forward secrecy.</summary>
    Rsa,

    /// <summary>As <see cref="Rsa"/>, with a short key that the server sends where its certificate's is too long for export.</summary>
    RsaExport,

    /// <summary>Diffie-Hellman with the key in the server's certificate; no forward secrecy.</summary>
    DiffieHellman,

    /// <summary>Diffie-Hellman with fresh keys.</summary>
    EphemeralDiffieHellman,

    /// <summary>Diffie-Hellman over a curve with the key in the server's certificate; no forward secrecy.</summary>
    EllipticCurve,

    /// <summary>Diffie-Hellman over a curve with fresh keys.</summary>
    EphemeralEllipticCurve,

    /// <summary>A key that both ends had before.</summary>
    PreSharedKey,

    /// <summary>A key that both ends had before, with fresh Diffie-Hellman keys.</summary>
    PreSharedKeyDiffieHellman,

    /// <summary>A key that both ends had before, with fresh keys over a curve.</summary>
    PreSharedKeyEllipticCurve,

    /// <summary>A key that both ends had before, with a secret encrypted for the server's RSA key.</summary>
    PreSharedKeyRsa,

    /// <summary>A password, by SRP.</summary>
    SecureRemotePassword,

    /// <summary>A Kerberos ticket.</summary>
    Kerberos,

    /// <summary>The Russian standard's key transport.</summary>
    Gost,

    /// <summary>TLCP: a secret encrypted with the server's SM2 key.</summary>
    TlcpSm2,

    /// <summary>TLCP: SM2 key agreement with fresh keys.</summary>
    TlcpEphemeralSm2,
}

namespace TlsTools.ClientAuth;

/// <summary>A TLS library that clients are built on; each chooses its certificate in its own way.</summary>
public enum TlsImplementation
{
    /// <summary>Java with its own provider and key manager.</summary>
    Jsse,

    /// <summary>Windows.</summary>
    Schannel,

    /// <summary>OpenSSL and what is built on it, curl among them, with a certificate that is configured.</summary>
    OpenSsl,

    /// <summary><c>SslStream</c> on Linux with <c>ClientCertificates</c>.</summary>
    DotNet,

    /// <summary>NSS choosing by itself, as Firefox does.</summary>
    Nss,

    /// <summary>GnuTLS with files that are configured.</summary>
    GnuTls,
}

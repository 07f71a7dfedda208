namespace TlsTools.Diagnosis;

/// <summary>A TLS library, as its habits on the wire show it.</summary>
internal enum TlsStack
{
    /// <summary>OpenSSL and what is built on it: curl, nginx, HAProxy, stunnel, Python.</summary>
    OpenSsl,

    /// <summary>Java with its own provider.</summary>
    Jsse,

    /// <summary>GnuTLS.</summary>
    GnuTls,

    /// <summary>NSS, as in Firefox.</summary>
    Nss,

    /// <summary>.NET on Linux, which is built on OpenSSL but has habits of its own.</summary>
    DotNet,

    /// <summary>Windows.</summary>
    Schannel,

    /// <summary>BoringSSL, as in Chrome.</summary>
    BoringSsl,

    /// <summary>Go.</summary>
    Go,

    /// <summary>IAIK or Entrust, as in webMethods Integration Server.</summary>
    Iaik,
}

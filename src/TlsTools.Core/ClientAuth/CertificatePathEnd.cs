namespace TlsTools.ClientAuth;

/// <summary>Why a path goes no further.</summary>
public enum CertificatePathEnd
{
    /// <summary>The last certificate is one that the server trusts.</summary>
    TrustAnchor,

    /// <summary>The last certificate signed itself and is not known to be trusted.</summary>
    SelfSigned,

    /// <summary>No certificate of the last one's issuer is at hand.</summary>
    IssuerMissing,

    /// <summary>Certificates with the issuer's name are at hand, and none of their keys made the signature.</summary>
    IssuerKeyDiffers,
}

namespace TlsTools.X509;

/// <summary>What a responder says of a certificate.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-2.2">RFC 6960, 2.2</seealso>
public enum OcspCertificateStatus
{
    /// <summary>The certificate was not revoked.</summary>
    Good,

    /// <summary>The certificate was revoked.</summary>
    Revoked,

    /// <summary>The responder does not know the certificate.</summary>
    Unknown,
}

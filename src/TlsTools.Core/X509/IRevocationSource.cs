namespace TlsTools.X509;

/// <summary>Somebody who can be asked whether a certificate is revoked, for instance over the network.</summary>
public interface IRevocationSource
{
    /// <summary>Asks; a failure is told in <see cref="RevocationData.Problems"/> and not thrown.</summary>
    /// <param name="certificate">The certificate in question.</param>
    /// <param name="issuer">Its issuer's certificate; <see langword="null"/> where that is not at hand.</param>
    RevocationData Find(TlsCertificate certificate, TlsCertificate? issuer);
}

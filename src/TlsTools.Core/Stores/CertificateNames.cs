using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>The names of one certificate of a chain, whether or not the certificate itself is there.</summary>
/// <param name="Subject">Who holds the key; <see langword="null"/> when it cannot be read.</param>
/// <param name="Issuer">Who signed; <see langword="null"/> when it cannot be read.</param>
public sealed record CertificateNames(DistinguishedName? Subject, DistinguishedName? Issuer)
{
    /// <summary>Who holds the key, and who signed.</summary>
    public override string ToString() => $"{Subject}, issued by {Issuer}";
}

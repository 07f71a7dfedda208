namespace TlsTools.X509;

/// <summary>The certificates and names that the handshakes of one source share.</summary>
internal sealed class X509Cache
{
    /// <summary>The certificates by their bytes.</summary>
    public ContentCache<TlsCertificate> Certificates { get; } =
        new(TlsCertificate.FromDer, static certificate => certificate.RawData, MostCertificateBytes);

    /// <summary>The names by their bytes.</summary>
    public ContentCache<DistinguishedName> Names { get; } =
        new(static encoded => DistinguishedName.FromDer(encoded), static name => name.RawData, MostNameBytes);

    // Protects the memory of whoever reads a capture of a server farm or a scan, where every handshake brings new certificates:
    // parsed ones take about six times their bytes, and the whole process is to stay under 120 MB.
    private const int MostCertificateBytes = 2 * 1024 * 1024;

    // The same for names, of which parsed ones take about twenty times their bytes; a list of all public authorities has 20 KiB.
    private const int MostNameBytes = 256 * 1024;
}

using System;

namespace TlsTools.X509;

/// <summary>The certificates and names that the handshakes of one source share.</summary>
internal sealed class X509Cache
{
    private readonly ContentCache<TlsCertificate> _certificates = new(MostCertificateBytes);
    private readonly ContentCache<DistinguishedName> _names = new(MostNameBytes);

    /// <summary>The certificate of these bytes, which are copied only when they are new.</summary>
    public TlsCertificate Certificate(ReadOnlySpan<byte> encoded)
    {
        if (_certificates.Find(0, encoded) is { } known)
        {
            return known;
        }

        TlsCertificate made = TlsCertificate.FromDer(encoded.ToArray());
        _certificates.Keep(0, made.RawData, made);
        return made;
    }

    /// <summary>The name of these bytes, which are copied only when they are new.</summary>
    public DistinguishedName Name(ReadOnlySpan<byte> encoded)
    {
        if (_names.Find(0, encoded) is { } known)
        {
            return known;
        }

        DistinguishedName made = DistinguishedName.FromDer(encoded);
        _names.Keep(0, made.RawData, made);
        return made;
    }

    // Protects the memory of whoever reads a capture of a server farm or a scan, where every handshake brings new certificates:
    // parsed ones take about six times their bytes, and the whole process is to stay under 120 MB.
    private const int MostCertificateBytes = 2 * 1024 * 1024;

    // The same for names, of which parsed ones take about twenty times their bytes; a list of all public authorities has 20 KiB.
    private const int MostNameBytes = 256 * 1024;
}

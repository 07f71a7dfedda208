using System;
using System.Collections.Generic;

namespace TlsTools.X509;

/// <summary>
/// Gives the same object for the same bytes: a server shows one certificate in thousands of handshakes, and it is to be
/// parsed and hashed once. Not safe for use by several threads; each reader of a capture has its own.
/// </summary>
internal sealed class CertificateCache
{
    private readonly Dictionary<int, TlsCertificate> _certificates = [];
    private int _bytes;

    /// <summary>The certificate of these bytes, which are copied only when they are new.</summary>
    public TlsCertificate Intern(ReadOnlySpan<byte> encoded)
    {
        int hash = ContentHash.Of(encoded);
        if (_certificates.TryGetValue(hash, out TlsCertificate? known) && encoded.SequenceEqual(known.RawData))
        {
            return known;
        }

        TlsCertificate certificate = TlsCertificate.FromDer(encoded.ToArray());
        if (encoded.Length <= LargestKept)
        {
            Keep(hash, certificate);
        }

        return certificate;
    }

    private void Keep(int hash, TlsCertificate certificate)
    {
        if (_certificates.TryGetValue(hash, out TlsCertificate? replaced))
        {
            _bytes -= replaced.RawData.Length;
        }

        if (_bytes + certificate.RawData.Length > MostBytes)
        {
            // Starting over is cheaper than keeping an order of use, and what is in use comes back with the next handshake.
            _certificates.Clear();
            _bytes = 0;
        }

        _certificates[hash] = certificate;
        _bytes += certificate.RawData.Length;
    }

    // Protects the memory of whoever reads a capture of a server farm or a scan, where every handshake brings new certificates:
    // parsed ones take about six times their bytes, and the whole process is to stay under 120 MB.
    private const int MostBytes = 2 * 1024 * 1024;

    // Protects the cache from one huge message that would throw out all the others; certificates in use have one to four KiB.
    private const int LargestKept = 64 * 1024;
}

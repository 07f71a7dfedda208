using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Tls;

/// <summary>
/// What the handshakes of one source share because the same bytes come again in each: certificates and names, and the parts of
/// messages that a peer writes the same way every time. Only what was read without a fault is kept.
/// </summary>
internal sealed class SharedContent
{
    /// <summary>Certificates and names.</summary>
    public X509Cache X509 { get; } = new();

    /// <summary>Lists of cipher suites.</summary>
    public ContentCache<CipherSuite[]> Suites { get; } = new(MostPartBytes);

    /// <summary>Extensions; <see cref="KindOf"/> tells them apart.</summary>
    public ContentCache<TlsExtension> Extensions { get; } = new(MostPartBytes);

    /// <summary>Lists of certificates as they were sent before TLS 1.3.</summary>
    public ContentCache<TlsCertificate[]> Chains { get; } = new(MostChainBytes);

    /// <summary>Lists of certificates with their extensions, as TLS 1.3 has them.</summary>
    public ContentCache<CertificateEntries> Entries { get; } = new(MostChainBytes);

    /// <summary>Lists of authorities.</summary>
    public ContentCache<DistinguishedName[]> Authorities { get; } = new(MostPartBytes);


    /// <summary>Fingerprints of ClientHellos, by what they are made of.</summary>
    public ContentCache<ClientFingerprints> ClientFingerprints { get; } = new(MostPartBytes);

    /// <summary>Fingerprints of ServerHellos, by what they are made of.</summary>
    public ContentCache<string> ServerFingerprints { get; } = new(MostPartBytes);

    /// <summary>The kind of an extension: it has another structure in another message.</summary>
    public static int KindOf(ExtensionType type, HandshakeType message) => (type.Code << 16) | (int)message;

    /// <summary>Whether an extension may come again; keys and tickets are new in every handshake.</summary>
    public static bool MayComeAgain(ExtensionType type, int length) => length <= LongestExtension
        && type != ExtensionType.KeyShare
        && type != ExtensionType.PreSharedKey
        && type != ExtensionType.SessionTicket;

    // Protect the memory from a capture in which nothing comes again.
    private const int MostPartBytes = 256 * 1024;
    private const int MostChainBytes = 2 * 1024 * 1024;

    // Longer ones are keys, encrypted or padding.
    private const int LongestExtension = 1024;
}

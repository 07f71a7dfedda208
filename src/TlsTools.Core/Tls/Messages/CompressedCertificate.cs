using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>A Certificate message that the sender compressed.</summary>
/// <remarks>
/// <code>
/// struct {
///     CertificateCompressionAlgorithm algorithm;
///     uint24 uncompressed_length;
///     opaque compressed_certificate_message&lt;1..2^24-1&gt;;
/// } CompressedCertificate;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8879#section-4">RFC 8879, 4</seealso>
public sealed record CompressedCertificate : HandshakeMessage
{
    /// <summary>The algorithm.</summary>
    public required CertificateCompressionAlgorithm Algorithm { get; init; }

    /// <summary>The bytes of the message before it was compressed, as the sender says.</summary>
    public required int UncompressedLength { get; init; }

    /// <summary>The compressed message.</summary>
    public required byte[] Compressed { get; init; }

    /// <summary>The message unpacked; <see langword="null"/> when <see cref="Unpacking"/> says why not.</summary>
    public CertificateMessage? Certificate { get; private init; }

    /// <summary>Whether the message was unpacked.</summary>
    public UnpackingResult Unpacking { get; private init; }

    private protected override string Details => Certificate is { } certificate
        ? $"{Algorithm}, {certificate.Summary}"
        : $"{Algorithm}, {Compressed.Length} bytes, {Unpacking}";

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        CompressedCertificate packed = new()
        {
            Algorithm = CertificateCompressionAlgorithm.Read(ref r, "algorithm"),
            UncompressedLength = r.ReadUInt24("uncompressed_length"),
            Compressed = r.ReadOpaque24("compressed_certificate_message"),
        };
        if (r.HasFault)
        {
            return packed;
        }

        UnpackingResult result = CertificateUnpacker.TryUnpack(packed.Algorithm, packed.Compressed, packed.UncompressedLength, out byte[] body);
        MessageContext tls13 = context with { Version = ProtocolVersion.Tls13 };
        return packed with
        {
            Unpacking = result,
            Certificate = result == UnpackingResult.Unpacked
                ? (CertificateMessage)HandshakeReader.ReadOwned(HandshakeType.Certificate, body, tls13)
                : null,
        };
    }
}

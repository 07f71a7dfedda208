using System.Formats.Asn1;

namespace TlsTools.X509;

/// <summary>The algorithm that the issuer signed a certificate with.</summary>
/// <remarks>
/// <code>
/// AlgorithmIdentifier ::= SEQUENCE {
///      algorithm   OBJECT IDENTIFIER,
///      parameters  ANY DEFINED BY algorithm OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.2">RFC 5280, 4.1.1.2</seealso>
public sealed record SignatureAlgorithm
{
    /// <summary>The algorithm's object identifier.</summary>
    public required string Oid { get; init; }

    /// <summary>The name as OpenSSL prints it, for instance <c>sha256WithRSAEncryption</c>; the object identifier where there is none.</summary>
    public string Name => ObjectNames.Signature(Oid) ?? Oid;

    /// <summary>The digest that the parameters of RSASSA-PSS name, for instance <c>sha256</c>; <see langword="null"/> for the others.</summary>
    public string? Digest { get; init; }

    /// <summary>Gives <see cref="Name"/>, with the digest where the name does not say it.</summary>
    public override string ToString() => Digest is null ? Name : $"{Name} ({Digest})";

    internal static SignatureAlgorithm Read(DerReader algorithm)
    {
        string oid = algorithm.ReadObjectIdentifier("algorithm");
        return new SignatureAlgorithm { Oid = oid, Digest = oid == ObjectNames.RsaPss ? ReadDigest(ref algorithm) : null };
    }

    /// <summary>Reads the digest of RSASSA-PSS-params, SHA-1 when it is left out (RFC 4055, 3.1).</summary>
    private static string ReadDigest(ref DerReader algorithm)
    {
        if (algorithm.AtEnd)
        {
            return DefaultDigest;
        }

        DerReader parameters = algorithm.ReadSequence("RSASSA-PSS-params");
        if (!parameters.NextIs(s_hashAlgorithm))
        {
            return DefaultDigest;
        }

        string oid = parameters.ReadConstructed(s_hashAlgorithm, "hashAlgorithm").ReadSequence("hashAlgorithm").ReadObjectIdentifier("algorithm");
        return ObjectNames.Digest(oid) ?? oid;
    }

    private static readonly Asn1Tag s_hashAlgorithm = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private const string DefaultDigest = "sha1";
}

using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>The certificates of a PKCS#7 message; nothing else of it is looked at.</summary>
/// <remarks>
/// <code>
/// SignedData ::= SEQUENCE {
///   version CMSVersion,
///   digestAlgorithms DigestAlgorithmIdentifiers,
///   encapContentInfo EncapsulatedContentInfo,
///   certificates [0] IMPLICIT CertificateSet OPTIONAL,
///   crls [1] IMPLICIT RevocationInfoChoices OPTIONAL,
///   signerInfos SignerInfos }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5652#section-5.1">RFC 5652, 5.1</seealso>
internal sealed class Pkcs7Store : IStoreFormat
{
    public bool Recognizes(ReadOnlySpan<byte> content) => Asn1Start.SequenceBegins(content, s_signedData);

    public IReadOnlyList<KeyStoreEntry> Read(StoreContext context, byte[] content) =>
        HeapEntries.Build(context, [], ReadCertificates(content).Select(certificate => new StoredCertificate(certificate)).ToList());

    /// <exception cref="AsnContentException">It is no such message.</exception>
    public static List<TlsCertificate> ReadCertificates(ReadOnlyMemory<byte> content)
    {
        AsnReader message = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        message.ReadObjectIdentifier();
        AsnReader signedData = message.ReadSequence(s_explicitContent).ReadSequence();
        signedData.ReadInteger();
        signedData.ReadSetOf(skipSortOrderValidation: true);
        signedData.ReadSequence();
        List<TlsCertificate> certificates = [];
        if (signedData.HasData && signedData.PeekTag() == s_certificates)
        {
            AsnReader set = signedData.ReadSetOf(skipSortOrderValidation: true, s_certificates);
            while (set.HasData)
            {
                bool isCertificate = set.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence);
                ReadOnlyMemory<byte> member = set.ReadEncodedValue();
                if (isCertificate)
                {
                    certificates.Add(TlsCertificate.FromDer(member.ToArray()));
                }
            }
        }

        return certificates;
    }

    private static readonly Asn1Tag s_explicitContent = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_certificates = new(TagClass.ContextSpecific, 0, isConstructed: true);

    // OBJECT IDENTIFIER 1.2.840.113549.1.7.2, signedData.
    private static readonly byte[] s_signedData = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
}

using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>A file that is one certificate or one private key in DER.</summary>
internal sealed class DerStore : IStoreFormat
{
    public bool Recognizes(ReadOnlySpan<byte> content) => Asn1Start.IsSequence(content);

    public IReadOnlyList<KeyStoreEntry> Read(StoreContext context, byte[] content)
    {
        // The reader clears the content when it is done, and the certificate stays.
        TlsCertificate certificate = TlsCertificate.FromDer([.. content]);
        if (certificate.Subject is not null)
        {
            return HeapEntries.Build(context, [], [new StoredCertificate(certificate)]);
        }

        if (!IsKey(content))
        {
            throw context.Failed(KeyStoreFailure.Damaged, "The content begins as DER does, and is neither a whole certificate nor a private key.");
        }

        return HeapEntries.Build(context, [KeyEncodings.ReadAny(context, alias: null, content)], []);
    }

    /// <summary>Whether the members are those of a key: a version, or an AlgorithmIdentifier followed by an OCTET STRING.</summary>
    private static bool IsKey(byte[] content)
    {
        AsnReader members = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        if (members.HasData && members.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            return true;
        }

        members.ReadSequence();
        return members.HasData && members.PeekTag().HasSameClassAndValue(Asn1Tag.PrimitiveOctetString);
    }
}

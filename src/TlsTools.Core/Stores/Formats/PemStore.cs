using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>A text with certificates and private keys in any order.</summary>
internal sealed class PemStore : IStoreFormat
{
    public bool Recognizes(ReadOnlySpan<byte> content) => content.IndexOf(s_begin) >= 0 || content.IndexOf(s_wideBegin) >= 0;

    public IReadOnlyList<KeyStoreEntry> Read(StoreContext context, byte[] content)
    {
        List<StoredKey> keys = [];
        List<StoredCertificate> certificates = [];
        foreach (PemBlock block in PemText.Read(PemText.Decode(content)))
        {
            try
            {
                Add(context, block, keys, certificates);
            }
            catch (AsnContentException damaged)
            {
                context.Problems.Add(Damaged(context, block, damaged));
            }
        }

        if (keys.Count + certificates.Count == 0)
        {
            throw context.Problems.Count > 0
                ? context.Problems[0]
                : context.Failed(KeyStoreFailure.UnknownFormat, "This PEM text holds no certificate and no private key.");
        }

        return HeapEntries.Build(context, keys, certificates);
    }

    private static void Add(StoreContext context, PemBlock block, List<StoredKey> keys, List<StoredCertificate> certificates)
    {
        if (block.Content is not { } content)
        {
            context.Problems.Add(Damaged(context, block));
            return;
        }

        switch (block.Label)
        {
            case "CERTIFICATE" or "X509 CERTIFICATE":
                AddCertificate(context, block, content, certificates);
                break;
            case "TRUSTED CERTIFICATE":
                // What OpenSSL writes after the certificate says what it is trusted for.
                AddCertificate(context, block, new AsnReader(content, AsnEncodingRules.BER).ReadEncodedValue().ToArray(), certificates);
                break;
            case "PKCS7" or "CMS":
                foreach (TlsCertificate certificate in Pkcs7Store.ReadCertificates(content))
                {
                    certificates.Add(new StoredCertificate(certificate));
                }

                break;
            case "ENCRYPTED PRIVATE KEY":
                keys.Add(KeyEncodings.ReadEncrypted(context, block.FriendlyName, content));
                break;
            case "PRIVATE KEY" or "RSA PRIVATE KEY" or "EC PRIVATE KEY" or "DSA PRIVATE KEY":
                keys.Add(ReadKey(context, block, content));
                block.Clear();
                break;
            case "EC PARAMETERS" or "DSA PARAMETERS" or "DH PARAMETERS":
                // What OpenSSL writes before a key; the key says it itself.
                break;
            default:
                context.Remarks.Add($"The block {NameText.Neutralize(block.Label)} in line {block.Line} is neither a certificate nor a private key.");
                break;
        }
    }

    private static void AddCertificate(StoreContext context, PemBlock block, byte[] content, List<StoredCertificate> certificates)
    {
        TlsCertificate certificate = TlsCertificate.FromDer(content);
        if (certificate.Subject is null)
        {
            context.Problems.Add(Damaged(context, block));
            return;
        }

        certificates.Add(new StoredCertificate(certificate, block.FriendlyName));
    }

    private static StoredKey ReadKey(StoreContext context, PemBlock block, byte[] content)
    {
        if (block.Headers.TryGetValue(PemEncryption.Header, out string? header))
        {
            PrivateKeyMaterial? key = context.Unlock(
                block.FriendlyName,
                password => PemEncryption.Decrypt(context, block, header, content, password),
                out KeyStoreException? problem);
            return new StoredKey(block.FriendlyName, key, problem);
        }

        return block.Label == "PRIVATE KEY"
            ? new StoredKey(block.FriendlyName, PrivateKeyMaterial.ReadPkcs8(content), null)
            : new StoredKey(block.FriendlyName, PemEncryption.ReadTraditional(block.Label, content), null);
    }

    private static KeyStoreException Damaged(StoreContext context, PemBlock block, Exception? reason = null) =>
        context.Failed(KeyStoreFailure.Damaged, $"The block {NameText.Neutralize(block.Label)} in line {block.Line} is damaged.", null, reason);

    private static readonly byte[] s_begin = "-----BEGIN "u8.ToArray();
    private static readonly byte[] s_wideBegin = System.Text.Encoding.Unicode.GetBytes("-----BEGIN ");
}

using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.IO;
using System.Security.Cryptography;

namespace TlsTools.Stores.Formats;

/// <summary>The forms of key stores, in the order in which they are looked for.</summary>
internal static class StoreFormats
{
    public static KeyStore Read(StoreContext context, byte[] content)
    {
        foreach ((KeyStoreType type, IStoreFormat format) in s_formats)
        {
            if (format.Recognizes(content))
            {
                context.StoreType = type;
                return Read(context, format, content);
            }
        }

        throw context.Failed(
            KeyStoreFailure.UnknownFormat,
            content.Length == 0
                ? "The file is empty."
                : IsCapture(content)
                ? "This is a packet capture and no key store. Get-TlsHandshake reads it, and Get-TlsCertificate takes the certificates out of its handshakes."
                : "This is no PEM, DER, PKCS#7, PKCS#12, JKS or JCEKS, and no JSON that describes certificates.");
    }

    // pcapng; pcap in either order of bytes, with microseconds or nanoseconds.
    private static bool IsCapture(byte[] content) =>
        content is [0x0a, 0x0d, 0x0d, 0x0a, ..] or [0xd4 or 0x4d, 0xc3 or 0x3c, 0xb2, 0xa1, ..] or [0xa1, 0xb2, 0xc3 or 0x3c, 0xd4 or 0x4d, ..];

    private static KeyStore Read(StoreContext context, IStoreFormat format, byte[] content)
    {
        try
        {
            return new KeyStore
            {
                Entries = format.Read(context, content),
                Source = context.Source,
                StoreType = context.StoreType,
                Problems = context.Problems,
                Remarks = context.Remarks,
            };
        }
        catch (AsnContentException damaged)
        {
            throw context.Failed(KeyStoreFailure.Damaged, $"The content is damaged: {damaged.Message}", null, damaged);
        }
        catch (CryptographicException damaged)
        {
            throw context.Failed(KeyStoreFailure.Damaged, $"The content is damaged: {damaged.Message}", null, damaged);
        }
        catch (PlatformNotSupportedException missing)
        {
            throw context.Failed(KeyStoreFailure.KeyUnreadable, "The platform does not have the cipher of the store.", null, missing);
        }
        catch (EndOfStreamException cut)
        {
            throw context.Failed(KeyStoreFailure.Damaged, "The content is cut off.", null, cut);
        }
    }

    private static readonly IReadOnlyList<(KeyStoreType Type, IStoreFormat Format)> s_formats =
    [
        (KeyStoreType.Jks, new JavaStore(JavaStore.JksMagic)),
        (KeyStoreType.Jceks, new JavaStore(JavaStore.JceksMagic)),
        (KeyStoreType.Pkcs12, new Pkcs12Store()),
        (KeyStoreType.Pkcs7, new Pkcs7Store()),
        (KeyStoreType.Der, new DerStore()),
        (KeyStoreType.Pem, new PemStore()),
        (KeyStoreType.CertificateJson, new CertificateJsonStore()),
    ];
}

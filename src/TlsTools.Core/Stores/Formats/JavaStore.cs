using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using TlsTools.Stores.Encryption;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>Java's JKS and JCEKS files, which differ in their magic, in how keys are hidden, and in secret keys.</summary>
/// <remarks>
/// <code>
/// magic(4) version(4) count(4)
/// entry: tag(4) alias(2 + text) milliseconds(8)
///   1, private key: length(4) EncryptedPrivateKeyInfo, count(4) certificates
///   2, trusted certificate: certificate
///   3, secret key (JCEKS): a serialized Java object
/// certificate: type(2 + text, from version 2 on) length(4) DER
/// SHA-1 over password, "Mighty Aphrodite" and all of the above
/// </code>
/// </remarks>
/// <seealso href="https://docs.oracle.com/en/java/javase/17/docs/specs/security/standard-names.html#keystore-types">Java, key store types</seealso>
internal sealed class JavaStore(uint magic) : IStoreFormat
{
    /// <summary>How JKS begins.</summary>
    public const uint JksMagic = 0xfeedfeed;

    /// <summary>How JCEKS begins.</summary>
    public const uint JceksMagic = 0xcececece;

    public bool Recognizes(ReadOnlySpan<byte> content) => content.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32BigEndian(content) == magic;

    public IReadOnlyList<KeyStoreEntry> Read(StoreContext context, byte[] content)
    {
        int end = Math.Max(0, content.Length - DigestLength);
        JavaReader reader = new(content.AsMemory(0, end));
        reader.ReadUInt32();
        uint version = reader.ReadUInt32();
        if (version is not (1 or 2))
        {
            throw context.Failed(KeyStoreFailure.Damaged, $"The version of the store is {version}, not 1 or 2.");
        }

        uint count = reader.ReadUInt32();
        List<KeyStoreEntry> entries = [];
        VerifyDigest(context, content, end);
        for (uint number = 0; number < count; number++)
        {
            ReadEntry(context, reader, version, entries);
        }

        return reader.AtEnd
            ? entries
            : throw context.Failed(KeyStoreFailure.Damaged, "The store holds more than its entries.");
    }

    private static void VerifyDigest(StoreContext context, byte[] content, int end)
    {
        if (context.StorePassword is not { } password)
        {
            context.Remarks.Add("Without a password it was not checked whether the store was changed.");
        }
        else if (!JavaProtection.StoreDigest(content.AsSpan(0, end), password).AsSpan().SequenceEqual(content.AsSpan(end)))
        {
            throw context.Failed(KeyStoreFailure.WrongPassword, "The password does not open the store, or the store was changed.");
        }
    }

    private static void ReadEntry(StoreContext context, JavaReader reader, uint version, List<KeyStoreEntry> entries)
    {
        uint tag = reader.ReadUInt32();
        string alias = NameText.Neutralize(reader.ReadText());
        DateTime? created = CreatedAt(reader.ReadUInt64());
        switch (tag)
        {
            case PrivateKeyTag:
                ReadOnlyMemory<byte> hidden = reader.ReadBytes();
                List<TlsCertificate> chain = ReadChain(reader, version);
                entries.Add(MakeKey(context, alias, created, hidden, chain));
                break;
            case CertificateTag:
                entries.Add(new KeyStoreEntry
                {
                    Alias = alias,
                    Kind = KeyStoreEntryKind.Trusted,
                    Chain = [ReadCertificate(reader, version)],
                    Created = created,
                    Source = context.Source,
                    StoreType = context.StoreType,
                });
                break;
            case SecretKeyTag when context.StoreType == KeyStoreType.Jceks:
                JavaSerialization.SkipObject(context, reader);
                context.Remarks.Add($"The secret key '{alias}' was left out.");
                break;
            default:
                throw context.Failed(KeyStoreFailure.Damaged, $"The entry '{alias}' is of the unknown kind {tag}.");
        }
    }

    private static KeyStoreEntry MakeKey(StoreContext context, string alias, DateTime? created, ReadOnlyMemory<byte> hidden, List<TlsCertificate> chain)
    {
        StoredKey key = KeyEncodings.ReadEncrypted(context, alias, hidden);
        if (key.Problem is not null)
        {
            context.Problems.Add(key.Problem);
        }

        return new KeyStoreEntry
        {
            Alias = alias,
            Kind = KeyStoreEntryKind.Key,
            Chain = chain,
            PrivateKey = key.Describe(chain.Count > 0 ? chain[0] : null, context.StoreType),
            KeySource = key.Key,
            Created = created,
            Source = context.Source,
            StoreType = context.StoreType,
        };
    }

    private static List<TlsCertificate> ReadChain(JavaReader reader, uint version)
    {
        List<TlsCertificate> chain = [];
        for (uint left = reader.ReadUInt32(); left > 0; left--)
        {
            chain.Add(ReadCertificate(reader, version));
        }

        return chain;
    }

    private static TlsCertificate ReadCertificate(JavaReader reader, uint version)
    {
        if (version == 2)
        {
            reader.ReadText();
        }

        return TlsCertificate.FromDer(reader.ReadBytes().ToArray());
    }

    private static DateTime? CreatedAt(ulong milliseconds) =>
        milliseconds <= LastMillisecond ? new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMilliseconds(milliseconds) : null;

    private const int DigestLength = 20;
    private const uint PrivateKeyTag = 1;
    private const uint CertificateTag = 2;
    private const uint SecretKeyTag = 3;

    // The end of the year 9999, after which the platform has no dates.
    private const ulong LastMillisecond = 253_402_300_799_999;
}

using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using TlsTools.Stores.Encryption;
using TlsTools.X509;

namespace TlsTools.Stores.Formats;

/// <summary>The bags of a PKCS#12 file.</summary>
/// <remarks>
/// <code>
/// SafeContents ::= SEQUENCE OF SafeBag
///
/// SafeBag ::= SEQUENCE {
///     bagId          BAG-TYPE.&amp;id ({PKCS12BagSet}),
///     bagValue       [0] EXPLICIT BAG-TYPE.&amp;Type({PKCS12BagSet}{@bagId}),
///     bagAttributes  SET OF PKCS12Attribute OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7292#section-4.2">RFC 7292, 4.2</seealso>
internal sealed class Pkcs12Contents(StoreContext context, Passphrase[]? proven, Passphrase absent, Passphrase empty)
{
    private readonly List<(StoredKey Key, byte[]? Identifier)> _keys = [];
    private readonly List<(StoredCertificate Certificate, byte[]? Identifier)> _certificates = [];

    /// <summary>The passwords to try: what the MAC proved, or what was given, or none in both ways of writing it.</summary>
    public IReadOnlyList<Passphrase> Passwords => proven ?? (context.StorePassword is { } given ? [given] : [empty, absent]);

    public List<StoredCertificate> Certificates()
    {
        List<StoredCertificate> certificates = _certificates.Select(bag => bag.Certificate).ToList();
        if (_keys.Count == 0 && certificates.Count > 0 && !certificates.Exists(certificate => certificate.IsTrusted))
        {
            context.Remarks.Add("No certificate is marked as trusted; Java finds no entry in such a store.");
        }

        return certificates;
    }

    /// <summary>The keys, each with the certificate that has the same identifier.</summary>
    public List<StoredKey> Keys() => _keys.Select(bag => bag.Key with
    {
        NamedCertificate = bag.Identifier is null
            ? null
            : _certificates.Find(other => other.Identifier is { } identifier && bag.Identifier.AsSpan().SequenceEqual(identifier)).Certificate?.Certificate,
    }).ToList();

    public void Read(ReadOnlyMemory<byte> safeContents, int depth = 0)
    {
        if (depth > DeepestNesting)
        {
            throw context.Failed(KeyStoreFailure.LimitExceeded, $"The bags of the store are nested more than {DeepestNesting} deep.");
        }

        AsnReader bags = new AsnReader(safeContents, AsnEncodingRules.BER).ReadSequence();
        while (bags.HasData)
        {
            AsnReader bag = bags.ReadSequence();
            string kind = bag.ReadObjectIdentifier();
            ReadOnlyMemory<byte> value = bag.ReadSequence(s_explicit).ReadEncodedValue();
            BagAttributes attributes = bag.HasData ? BagAttributes.Read(bag) : new BagAttributes();
            ReadBag(kind, value, attributes, depth);
        }
    }

    private void ReadBag(string kind, ReadOnlyMemory<byte> value, BagAttributes attributes, int depth)
    {
        switch (kind)
        {
            case BagPrefix + "1":
                _keys.Add((new StoredKey(attributes.FriendlyName, PrivateKeyMaterial.ReadPkcs8(value), null), attributes.LocalKeyIdentifier));
                break;
            case BagPrefix + "2":
                _keys.Add((Unlock(attributes.FriendlyName, value), attributes.LocalKeyIdentifier));
                break;
            case BagPrefix + "3":
                ReadCertificate(value, attributes);
                break;
            case BagPrefix + "6":
                Read(value, depth + 1);
                break;
            default:
                string what = kind == BagPrefix + "5" ? "secret key" : kind == BagPrefix + "4" ? "revocation list" : "unknown bag";
                context.Remarks.Add(attributes.FriendlyName is { } name ? $"The {what} '{name}' was left out." : $"A {what} was left out.");
                break;
        }
    }

    private StoredKey Unlock(string? alias, ReadOnlyMemory<byte> value)
    {
        foreach (Passphrase password in Passwords)
        {
            try
            {
                if (KeyEncodings.Decrypt(context, value, password) is { } key)
                {
                    return new StoredKey(alias, key, null);
                }
            }
            catch (KeyStoreException failure)
            {
                return new StoredKey(alias, null, new KeyStoreException(context.Source, failure.Failure, failure.Detail, alias, failure));
            }
        }

        PrivateKeyMaterial? own = context.Unlock(alias, password => KeyEncodings.Decrypt(context, value, password), out KeyStoreException? problem);
        return new StoredKey(alias, own, problem);
    }

    private void ReadCertificate(ReadOnlyMemory<byte> value, BagAttributes attributes)
    {
        AsnReader bag = new AsnReader(value, AsnEncodingRules.BER).ReadSequence();
        if (bag.ReadObjectIdentifier() == X509Certificate)
        {
            TlsCertificate certificate = TlsCertificate.FromDer(bag.ReadSequence(s_explicit).ReadOctetString());
            _certificates.Add((new StoredCertificate(certificate, attributes.FriendlyName, attributes.IsTrusted), attributes.LocalKeyIdentifier));
        }
    }

    // Protects the stack; nobody nests bags at all.
    private const int DeepestNesting = 8;

    private const string BagPrefix = "1.2.840.113549.1.12.10.1.";
    private const string X509Certificate = "1.2.840.113549.1.9.22.1";

    private static readonly Asn1Tag s_explicit = new(TagClass.ContextSpecific, 0, isConstructed: true);
}

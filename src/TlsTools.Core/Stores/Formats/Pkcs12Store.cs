using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using TlsTools.Stores.Encryption;

namespace TlsTools.Stores.Formats;

/// <summary>A PKCS#12 file. Our own reader, because the platform's loses aliases, key identifiers and what belongs together.</summary>
/// <remarks>
/// <code>
/// PFX ::= SEQUENCE {
///    version     INTEGER {v3(3)}(v3,...),
///    authSafe    ContentInfo,
///    macData     MacData OPTIONAL }
///
/// AuthenticatedSafe ::= SEQUENCE OF ContentInfo
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7292#section-4">RFC 7292, 4</seealso>
internal sealed class Pkcs12Store : IStoreFormat
{
    public bool Recognizes(ReadOnlySpan<byte> content) => Asn1Start.SequenceBegins(content, s_version);

    public IReadOnlyList<KeyStoreEntry> Read(StoreContext context, byte[] content)
    {
        AsnReader file = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        file.ReadInteger();
        AsnReader authSafe = file.ReadSequence();
        string kind = authSafe.ReadObjectIdentifier();
        if (kind != Data)
        {
            throw context.Failed(KeyStoreFailure.KeyUnreadable, "The store is protected with a public key, not with a password, and cannot be opened here.");
        }

        byte[] safes = authSafe.ReadSequence(s_content).ReadOctetString();
        using Passphrase absent = Passphrase.Absent();
        using Passphrase empty = Passphrase.Empty();
        Passphrase[] passwords = file.HasData
            ? [Pkcs12Mac.Read(context, file.ReadSequence()).FindPassword(context, safes, absent, empty)]
            : [];

        Pkcs12Contents contents = new(context, passwords.Length > 0 ? passwords : null, absent, empty);
        ReadSafes(context, contents, safes);
        return HeapEntries.Build(context, contents.Keys(), contents.Certificates());
    }

    private static void ReadSafes(StoreContext context, Pkcs12Contents contents, byte[] safes)
    {
        AsnReader safe = new AsnReader(safes, AsnEncodingRules.BER).ReadSequence();
        while (safe.HasData)
        {
            AsnReader info = safe.ReadSequence();
            switch (info.ReadObjectIdentifier())
            {
                case Data:
                    contents.Read(info.ReadSequence(s_content).ReadOctetString());
                    break;
                case EncryptedData:
                    using (SecretBytes plain = Decrypt(context, contents, info.ReadSequence(s_content).ReadSequence()))
                    {
                        contents.Read(plain.Memory);
                    }

                    break;
                default:
                    context.Problems.Add(context.Failed(KeyStoreFailure.KeyUnreadable, "A part of the store is encrypted for a public key and cannot be read here."));
                    break;
            }
        }
    }

    /// <remarks>
    /// <code>
    /// EncryptedData ::= SEQUENCE { version Version, encryptedContentInfo EncryptedContentInfo }
    /// EncryptedContentInfo ::= SEQUENCE { contentType, contentEncryptionAlgorithm, encryptedContent [0] IMPLICIT OCTET STRING OPTIONAL }
    /// </code>
    /// </remarks>
    private static SecretBytes Decrypt(StoreContext context, Pkcs12Contents contents, AsnReader encryptedData)
    {
        encryptedData.ReadInteger();
        AsnReader info = encryptedData.ReadSequence();
        info.ReadObjectIdentifier();
        ReadOnlyMemory<byte> algorithm = info.ReadEncodedValue();
        byte[] hidden = info.ReadOctetString(s_encryptedContent);
        foreach (Passphrase password in contents.Passwords)
        {
            AsnReader parameters = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
            if (PasswordEncryption.Decrypt(context, parameters, hidden, password) is { } plain)
            {
                return plain;
            }
        }

        throw context.StorePassword is null
            ? context.Failed(KeyStoreFailure.PasswordRequired, "The store needs a password, and none was given.")
            : context.Failed(KeyStoreFailure.WrongPassword, "The password does not open the store.");
    }

    private const string Data = "1.2.840.113549.1.7.1";
    private const string EncryptedData = "1.2.840.113549.1.7.6";

    private static readonly Asn1Tag s_content = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag s_encryptedContent = new(TagClass.ContextSpecific, 0);

    // INTEGER 3 and the SEQUENCE of the ContentInfo.
    private static readonly byte[] s_version = [0x02, 0x01, 0x03, 0x30];
}

using TlsTools.Wire;

namespace TlsTools.Tls.Extensions;

/// <summary>The real ClientHello, encrypted; or the mark of it in the inner one.</summary>
/// <remarks>
/// <code>
/// struct {
///     ECHClientHelloType type;
///     select (ECHClientHello.type) {
///         case outer:
///             HpkeSymmetricCipherSuite cipher_suite; /* uint16 kdf_id, aead_id */
///             uint8 config_id;
///             opaque enc&lt;0..2^16-1&gt;;
///             opaque payload&lt;1..2^16-1&gt;;
///         case inner:
///             Empty;
///     };
/// } ECHClientHello;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9849#section-5">RFC 9849, 5</seealso>
public sealed record EncryptedClientHello : TlsExtension
{
    /// <summary>Whether this is the inner ClientHello, which nobody sees on the wire.</summary>
    public required bool IsInner { get; init; }

    /// <summary>The HPKE key derivation: 1 is HKDF-SHA256.</summary>
    public ushort? KeyDerivation { get; init; }

    /// <summary>The HPKE cipher: 1 AES-128-GCM, 2 AES-256-GCM, 3 ChaCha20Poly1305.</summary>
    public ushort? Aead { get; init; }

    /// <summary>Which of the server's keys.</summary>
    public byte? ConfigId { get; init; }

    /// <summary>The encapsulated key; empty after a HelloRetryRequest.</summary>
    public required byte[] EncapsulatedKey { get; init; }

    /// <summary>The bytes of the encrypted ClientHello.</summary>
    public required int PayloadLength { get; init; }

    internal static TlsExtension Read(ref WireReader r)
    {
        byte type = r.ReadUInt8("type");
        if (type == 1)
        {
            return new EncryptedClientHello { IsInner = true, EncapsulatedKey = [], PayloadLength = 0 };
        }

        if (type != 0)
        {
            r.Reject("type");
        }

        return new EncryptedClientHello
        {
            IsInner = false,
            KeyDerivation = r.ReadUInt16("kdf_id"),
            Aead = r.ReadUInt16("aead_id"),
            ConfigId = r.ReadUInt8("config_id"),
            EncapsulatedKey = r.ReadOpaque16("enc"),
            PayloadLength = r.ReadOpaque16("payload").Length,
        };
    }
}

using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The client's part of the key exchange; not in TLS 1.3.</summary>
/// <remarks>
/// <code>
/// struct {
///     select (KeyExchangeAlgorithm) {
///         case psk, dhe_psk, ecdhe_psk, rsa_psk: opaque psk_identity&lt;0..2^16-1&gt;;
///     };
///     select (KeyExchangeAlgorithm) {
///         case rsa: opaque EncryptedPreMasterSecret&lt;0..2^16-1&gt;; /* SSL 3.0: without its length */
///         case diffie_hellman: opaque dh_Yc&lt;1..2^16-1&gt;;
///         case ec_diffie_hellman: opaque ecdh_Yc&lt;1..2^8-1&gt;;
///         case srp: opaque srp_A&lt;1..2^16-1&gt;;
///     } exchange_keys;
/// } ClientKeyExchange;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.7">RFC 5246, 7.4.7</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8422#section-5.7">RFC 8422, 5.7</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4279#section-2">RFC 4279, 2</seealso>
public sealed record ClientKeyExchange : HandshakeMessage
{
    /// <summary>The kind of key exchange that the message was read as.</summary>
    public KeyExchange KeyExchange { get; init; }

    /// <summary>The key that the client wants to use, made safe to show; <see langword="null"/> without a pre-shared key.</summary>
    public string? PskIdentity { get; init; }

    /// <summary>The client's public key or the encrypted secret; empty where the client's certificate has the key.</summary>
    public byte[] ExchangeKeys { get; init; } = [];

    private protected override string? Details => PskIdentity is { } identity ? $"identity {identity}"
        : ExchangeKeys.Length > 0 ? $"{ExchangeKeys.Length} bytes"
        : null;

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        KeyExchange exchange = context.CipherSuite?.KeyExchange ?? KeyExchange.Unknown;
        bool isSsl3 = context.Version is { } version && version == ProtocolVersion.Ssl30;
        return exchange switch
        {
            KeyExchange.Rsa or KeyExchange.RsaExport when isSsl3 => Of(exchange, r.ReadRest("EncryptedPreMasterSecret")),
            KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.TlcpSm2 => Of(exchange, r.ReadOpaque16("EncryptedPreMasterSecret")),
            KeyExchange.EphemeralDiffieHellman => Of(exchange, r.ReadOpaque16("dh_Yc")),
            KeyExchange.DiffieHellman => Of(exchange, r.Remaining == 0 ? [] : r.ReadOpaque16("dh_Yc")),
            KeyExchange.EphemeralEllipticCurve => Of(exchange, r.ReadOpaque8("ecdh_Yc")),
            KeyExchange.EllipticCurve => Of(exchange, r.Remaining == 0 ? [] : r.ReadOpaque8("ecdh_Yc")),
            KeyExchange.PreSharedKey => new ClientKeyExchange { KeyExchange = exchange, PskIdentity = ReadIdentity(ref r) },
            KeyExchange.PreSharedKeyDiffieHellman or KeyExchange.PreSharedKeyRsa => new ClientKeyExchange
            {
                KeyExchange = exchange,
                PskIdentity = ReadIdentity(ref r),
                ExchangeKeys = r.ReadOpaque16("exchange_keys"),
            },
            KeyExchange.PreSharedKeyEllipticCurve => new ClientKeyExchange
            {
                KeyExchange = exchange,
                PskIdentity = ReadIdentity(ref r),
                ExchangeKeys = r.ReadOpaque8("ecdh_Yc"),
            },
            KeyExchange.SecureRemotePassword => Of(exchange, r.ReadOpaque16("srp_A")),
            _ => Of(exchange, r.ReadRest("exchange_keys")),
        };
    }

    private static ClientKeyExchange Of(KeyExchange exchange, byte[] keys) => new() { KeyExchange = exchange, ExchangeKeys = keys };

    private static string ReadIdentity(ref WireReader r) => r.ReadVector16("psk_identity").ReadRestAsText("psk_identity");
}

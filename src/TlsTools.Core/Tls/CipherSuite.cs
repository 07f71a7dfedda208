using System;

namespace TlsTools.Tls;

public readonly partial struct CipherSuite
{
    private static readonly (string Start, KeyExchange KeyExchange)[] s_keyExchanges =
    [
        ("TLS_ECDHE_PSK_", KeyExchange.PreSharedKeyEllipticCurve),
        ("TLS_ECDHE_", KeyExchange.EphemeralEllipticCurve),
        ("TLS_ECDH_anon_", KeyExchange.EphemeralEllipticCurve),
        ("TLS_ECDH_", KeyExchange.EllipticCurve),
        ("TLS_DHE_PSK_", KeyExchange.PreSharedKeyDiffieHellman),
        ("TLS_PSK_DHE_", KeyExchange.PreSharedKeyDiffieHellman),
        ("TLS_DHE_", KeyExchange.EphemeralDiffieHellman),
        ("TLS_DH_anon_", KeyExchange.EphemeralDiffieHellman),
        ("TLS_DH_", KeyExchange.DiffieHellman),
        ("TLS_RSA_PSK_", KeyExchange.PreSharedKeyRsa),
        ("TLS_RSA_EXPORT", KeyExchange.RsaExport),
        ("TLS_RSA_", KeyExchange.Rsa),
        ("SSL_RSA_", KeyExchange.Rsa),
        ("TLS_PSK_", KeyExchange.PreSharedKey),
        ("TLS_SRP_", KeyExchange.SecureRemotePassword),
        ("TLS_KRB5_", KeyExchange.Kerberos),
        ("TLS_GOST", KeyExchange.Gost),
        ("ECDHE_SM", KeyExchange.TlcpEphemeralSm2),
        ("ECC_SM", KeyExchange.TlcpSm2),
        ("RSA_SM", KeyExchange.Rsa),
        ("TLS_AES_", KeyExchange.KeyShare),
        ("TLS_CHACHA20_", KeyExchange.KeyShare),
        ("TLS_SM4_", KeyExchange.KeyShare),
        ("TLS_AEGIS_", KeyExchange.KeyShare),
        ("TLS_SHA", KeyExchange.KeyShare),
    ];

    /// <summary>How a shared secret is made, as the suite's name says it.</summary>
    public KeyExchange KeyExchange
    {
        get
        {
            string name = Name ?? string.Empty;
            foreach ((string start, KeyExchange exchange) in s_keyExchanges)
            {
                if (name.StartsWith(start, StringComparison.Ordinal))
                {
                    return exchange;
                }
            }

            return KeyExchange.Unknown;
        }
    }

    /// <summary>Whether the server proves nothing: it sends no certificate and signs nothing.</summary>
    public bool IsAnonymous => Name?.IndexOf("_anon_", StringComparison.Ordinal) > 0;

    /// <summary>Whether a ServerKeyExchange of this suite ends with a signature.</summary>
    internal bool SignsKeyExchange => KeyExchange switch
    {
        KeyExchange.Rsa or KeyExchange.RsaExport => true,
        KeyExchange.EphemeralDiffieHellman or KeyExchange.EphemeralEllipticCurve => !IsAnonymous,
        KeyExchange.TlcpSm2 or KeyExchange.TlcpEphemeralSm2 => true,
        KeyExchange.SecureRemotePassword => Name is { } name && (name.IndexOf("_RSA_", StringComparison.Ordinal) > 0
            || name.IndexOf("_DSS_", StringComparison.Ordinal) > 0),
        _ => false,
    };
}

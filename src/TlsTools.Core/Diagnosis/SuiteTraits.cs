using System;
using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>What a cipher suite's registered name tells of it.</summary>
internal static class SuiteTraits
{
    /// <summary>Whether it only signals something, or nothing: no server chooses it.</summary>
    public static bool IsSignal(CipherSuite suite) =>
        suite.IsGrease || suite == CipherSuite.TlsFallbackScsv || suite == CipherSuite.TlsEmptyRenegotiationInfoScsv;

    /// <summary>Whether it is one of TLS 1.3, which are of no use before, nor others in TLS 1.3.</summary>
    public static bool IsOfTls13(CipherSuite suite) => suite.KeyExchange == KeyExchange.KeyShare;

    /// <summary>Whether the server must have a key for ECDSA or EdDSA.</summary>
    public static bool NeedsEllipticCertificate(CipherSuite suite) => Has(suite, "_ECDSA_");

    /// <summary>Whether the server must have an RSA key.</summary>
    public static bool NeedsRsaCertificate(CipherSuite suite) => Has(suite, "_RSA_") && !NeedsEllipticCertificate(suite);

    /// <summary>Whether the keys are agreed over an elliptic curve.</summary>
    public static bool NeedsCurve(CipherSuite suite) =>
        suite.KeyExchange is KeyExchange.EphemeralEllipticCurve or KeyExchange.EllipticCurve or KeyExchange.PreSharedKeyEllipticCurve;

    /// <summary>Whether both ends must have had a key from before.</summary>
    public static bool NeedsSharedKey(CipherSuite suite) => suite.KeyExchange is
        KeyExchange.PreSharedKey or KeyExchange.PreSharedKeyDiffieHellman or KeyExchange.PreSharedKeyEllipticCurve or KeyExchange.PreSharedKeyRsa;

    /// <summary>Whether it encrypts and protects at once, as all that is recommended does.</summary>
    public static bool IsAuthenticatedEncryption(CipherSuite suite) => Has(suite, "_GCM_") || Has(suite, "_CCM") || Has(suite, "_CHACHA20_");

    /// <summary>Whether who gets the server's key later cannot read what was recorded.</summary>
    public static bool HasForwardSecrecy(CipherSuite suite) => suite.KeyExchange is
        KeyExchange.KeyShare or KeyExchange.EphemeralDiffieHellman or KeyExchange.EphemeralEllipticCurve
        or KeyExchange.PreSharedKeyDiffieHellman or KeyExchange.PreSharedKeyEllipticCurve or KeyExchange.TlcpEphemeralSm2;

    /// <summary>Why the suite protects little or nothing; null where it is not that weak.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc9325#section-4.1">RFC 9325, 4.1</seealso>
    public static string? Weakness(CipherSuite suite)
    {
        if (suite.Name is not { } name)
        {
            return null;
        }

        foreach ((string part, string reason) in s_weaknesses)
        {
            if (name.AsSpan().IndexOf(part.AsSpan()) >= 0)
            {
                return reason;
            }
        }

        return null;
    }

    /// <summary>The first few of a list, for a message.</summary>
    public static string Few<T>(IReadOnlyList<T> all)
    {
        List<string> shown = [];
        for (int index = 0; index < all.Count && index < Shown; index++)
        {
            shown.Add($"{all[index]}");
        }

        return all.Count > Shown ? $"{string.Join(", ", shown)} and {all.Count - Shown} more" : string.Join(", ", shown);
    }

    private static bool Has(CipherSuite suite, string part) => suite.Name is { } name && name.AsSpan().IndexOf(part.AsSpan()) >= 0;

    // A line of a message has room for that many.
    private const int Shown = 4;

    private static readonly (string Part, string Reason)[] s_weaknesses =
    [
        ("_NULL_", "it encrypts nothing"),
        ("_anon_", "the server proves nothing, so anybody in between can read along"),
        ("EXPORT", "its keys are so short that they are broken in minutes"),
        ("_RC4_", "RC4 is broken (RFC 7465)"),
        ("_RC2_", "RC2 with a short key is broken"),
        ("_DES_CBC_", "DES is broken"),
        ("_DES40_", "DES with 40 bits is broken"),
        ("_3DES_EDE_", "3DES has blocks of 64 bits, which leak in long connections (Sweet32)"),
        ("_IDEA_", "IDEA has blocks of 64 bits and was taken out of TLS"),
    ];
}

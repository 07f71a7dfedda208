using System;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The server's part of the key exchange where its certificate is not enough; not in TLS 1.3.</summary>
/// <remarks>
/// <code>
/// struct {
///     select (KeyExchangeAlgorithm) {
///         case psk, dhe_psk, ecdhe_psk: opaque psk_identity_hint&lt;0..2^16-1&gt;;
///     };
///     select (KeyExchangeAlgorithm) {
///         case ec_diffie_hellman: ECParameters curve_params; opaque point&lt;1..2^8-1&gt;;
///         case diffie_hellman: opaque dh_p&lt;1..2^16-1&gt;, dh_g&lt;1..2^16-1&gt;, dh_Ys&lt;1..2^16-1&gt;;
///         case rsa_export: opaque rsa_modulus&lt;1..2^16-1&gt;, rsa_exponent&lt;1..2^16-1&gt;;
///         case srp: opaque N&lt;1..2^16-1&gt;, g&lt;1..2^16-1&gt;, s&lt;1..2^8-1&gt;, B&lt;1..2^16-1&gt;;
///     };
///     select (signed) { SignatureScheme algorithm; /* TLS 1.2 */ opaque signature&lt;0..2^16-1&gt;; };
/// } ServerKeyExchange;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.3">RFC 5246, 7.4.3</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8422#section-5.4">RFC 8422, 5.4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4279#section-2">RFC 4279, 2</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5054#section-2.8.2">RFC 5054, 2.8.2</seealso>
public sealed record ServerKeyExchange : HandshakeMessage
{
    /// <summary>The kind of key exchange that the message was read as.</summary>
    public KeyExchange KeyExchange { get; init; }

    /// <summary>What helps the client find its key, made safe to show; <see langword="null"/> without a pre-shared key.</summary>
    public string? PskIdentityHint { get; init; }

    /// <summary>How the curve is given; <see langword="null"/> without a curve.</summary>
    public CurveType? CurveType { get; init; }

    /// <summary>The curve; <see langword="null"/> when there is none, or none with a name.</summary>
    public NamedGroup? Group { get; init; }

    /// <summary>The server's fresh public key: a point, <c>dh_Ys</c> or <c>B</c>; <see langword="null"/> when the message has none.</summary>
    public byte[]? PublicKey { get; init; }

    /// <summary>The prime of a finite field (<c>dh_p</c>, <c>N</c>) or the modulus of an export key; <see langword="null"/> without one.</summary>
    public byte[]? Prime { get; init; }

    /// <summary>The generator (<c>dh_g</c>, <c>g</c>) or the exponent of an export key; <see langword="null"/> without one.</summary>
    public byte[]? Generator { get; init; }

    /// <summary>The salt of SRP; <see langword="null"/> in every other exchange.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>The scheme of the signature; <see langword="null"/> without one and before TLS 1.2, where the certificate's key decides it.</summary>
    public SignatureScheme? SignatureScheme { get; init; }

    /// <summary>The signature; <see langword="null"/> when the suite signs nothing.</summary>
    public byte[]? Signature { get; init; }

    /// <summary>The bits of <see cref="Prime"/>, as one speaks of 1024-bit Diffie-Hellman; <see langword="null"/> without one.</summary>
    public int? PrimeBits => Prime is null ? null : CountBits(Prime);

    private protected override string? Details
    {
        get
        {
            string? group = Group is { } curve ? curve.ToString() : PrimeBits is { } bits ? $"{bits} bits" : null;
            return SignatureScheme is { } scheme ? group is null ? scheme.ToString() : $"{group}, {scheme.ToString()}" : group;
        }
    }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        KeyExchange exchange = context.CipherSuite?.KeyExchange ?? Guess(r);
        bool isSigned = context.CipherSuite?.SignsKeyExchange ?? exchange != KeyExchange.Unknown;
        ServerKeyExchange parameters = ReadParameters(ref r, exchange);
        bool hasScheme = isSigned && context.EffectiveVersion.HasSignatureSchemes;
        return parameters with
        {
            KeyExchange = exchange,
            SignatureScheme = hasScheme ? Tls.SignatureScheme.Read(ref r, "algorithm") : null,
            Signature = isSigned ? r.ReadOpaque16("signature") : null,
        };
    }

    private static ServerKeyExchange ReadParameters(ref WireReader r, KeyExchange exchange)
    {
        switch (exchange)
        {
            case KeyExchange.EphemeralEllipticCurve or KeyExchange.TlcpEphemeralSm2:
                return ReadCurve(ref r, null);
            case KeyExchange.EphemeralDiffieHellman:
                return ReadField(ref r, null);
            case KeyExchange.PreSharedKey or KeyExchange.PreSharedKeyRsa:
                return new ServerKeyExchange { PskIdentityHint = ReadHint(ref r) };
            case KeyExchange.PreSharedKeyDiffieHellman:
                return ReadField(ref r, ReadHint(ref r));
            case KeyExchange.PreSharedKeyEllipticCurve:
                return ReadCurve(ref r, ReadHint(ref r));
            case KeyExchange.Rsa or KeyExchange.RsaExport:
                return new ServerKeyExchange { Prime = r.ReadOpaque16("rsa_modulus"), Generator = r.ReadOpaque16("rsa_exponent") };
            case KeyExchange.SecureRemotePassword:
                return new ServerKeyExchange
                {
                    Prime = r.ReadOpaque16("N"),
                    Generator = r.ReadOpaque16("g"),
                    Salt = r.ReadOpaque8("s"),
                    PublicKey = r.ReadOpaque16("B"),
                };
            case KeyExchange.TlcpSm2:
                return new ServerKeyExchange();
            default:
                r.Skip(r.Remaining, "params");
                return new ServerKeyExchange();
        }
    }

    private static string ReadHint(ref WireReader r) => r.ReadVector16("psk_identity_hint").ReadRestAsText("psk_identity_hint");

    private static ServerKeyExchange ReadField(ref WireReader r, string? hint) => new()
    {
        PskIdentityHint = hint,
        Prime = r.ReadOpaque16("dh_p"),
        Generator = r.ReadOpaque16("dh_g"),
        PublicKey = r.ReadOpaque16("dh_Ys"),
    };

    private static ServerKeyExchange ReadCurve(ref WireReader r, string? hint)
    {
        CurveType type = Tls.CurveType.Read(ref r, "curve_type");
        if (type != Tls.CurveType.NamedCurve)
        {
            ExplicitCurve.Skip(ref r, type);
        }

        return new ServerKeyExchange
        {
            PskIdentityHint = hint,
            CurveType = type,
            Group = type == Tls.CurveType.NamedCurve ? NamedGroup.Read(ref r, "namedcurve") : null,
            PublicKey = r.ReadOpaque8("point"),
        };
    }

    /// <summary>
    /// Reads what a capture without the ServerHello still shows: a named curve is recognised by its first byte, which
    /// in a finite field would begin the length of a prime of 6144 bits and more.
    /// </summary>
    private static KeyExchange Guess(WireReader r) => r.PeekUInt8() == Tls.CurveType.NamedCurve.Code && r.Remaining < LongestCurveMessage
        ? KeyExchange.EphemeralEllipticCurve
        : KeyExchange.Unknown;

    /// <summary>A curve's point has at most 255 bytes and the longest signature of practice 1024; a prime that begins with 0x03 is behind it.</summary>
    private const int LongestCurveMessage = 1400;

    private static int CountBits(ReadOnlySpan<byte> number)
    {
        int start = 0;
        while (start < number.Length && number[start] == 0)
        {
            start++;
        }

        if (start == number.Length)
        {
            return 0;
        }

        int bits = (number.Length - start) * 8;
        for (int first = number[start]; first < 0x80; first <<= 1)
        {
            bits--;
        }

        return bits;
    }
}

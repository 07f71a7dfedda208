using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>A curve given by its numbers, which RFC 8422 deprecates: passed over, its bytes are in the message's raw data.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc4492#section-5.4">RFC 4492, 5.4</seealso>
internal static class ExplicitCurve
{
    private const byte Trinomial = 1;
    private const byte Pentanomial = 2;

    /// <summary>
    /// <code>
    /// case explicit_prime: opaque prime_p&lt;1..2^8-1&gt;; ECCurve curve; ECPoint base; opaque order&lt;1..2^8-1&gt;, cofactor&lt;1..2^8-1&gt;;
    /// case explicit_char2: uint16 m; ECBasisType basis; opaque k&lt;1..2^8-1&gt; or k1, k2, k3; ECCurve curve; ECPoint base; …
    /// </code>
    /// </summary>
    public static void Skip(ref WireReader r, CurveType type)
    {
        if (type == CurveType.ExplicitPrime)
        {
            r.ReadVector8("prime_p");
        }
        else if (type == CurveType.ExplicitChar2)
        {
            SkipField(ref r);
        }
        else
        {
            r.Reject("curve_type");
        }

        r.ReadVector8("a");
        r.ReadVector8("b");
        r.ReadVector8("base");
        r.ReadVector8("order");
        r.ReadVector8("cofactor");
    }

    private static void SkipField(ref WireReader r)
    {
        r.ReadUInt16("m");
        switch (r.ReadUInt8("basis"))
        {
            case Trinomial:
                r.ReadVector8("k");
                break;
            case Pentanomial:
                r.ReadVector8("k1");
                r.ReadVector8("k2");
                r.ReadVector8("k3");
                break;
            default:
                r.Reject("basis");
                break;
        }
    }
}

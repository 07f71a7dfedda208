using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>Reads the numbers of keys.</summary>
/// <remarks>
/// <code>
/// RSAPrivateKey ::= SEQUENCE { version, modulus, publicExponent, privateExponent, prime1, prime2,
///     exponent1, exponent2, coefficient, otherPrimeInfos OPTIONAL }
///
/// ECPrivateKey ::= SEQUENCE { version, privateKey OCTET STRING,
///     parameters [0] ECParameters OPTIONAL, publicKey [1] BIT STRING OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2">RFC 8017, A.1.2</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5915#section-3">RFC 5915, 3</seealso>
internal static class KeyNumbers
{
    /// <summary>Reads an RSA key; <see langword="null"/> when a number is longer than the key's size allows.</summary>
    public static RSAParameters? ReadRsa(ReadOnlyMemory<byte> encoded, bool isPublicOnly)
    {
        AsnReader key = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        RSAParameters numbers = new() { Modulus = ReadNumber(key), Exponent = ReadNumber(key) };
        if (isPublicOnly)
        {
            return numbers;
        }

        int whole = numbers.Modulus.Length;
        int half = (whole + 1) / 2;
        numbers.D = Lengthen(ReadNumber(key), whole);
        numbers.P = Lengthen(ReadNumber(key), half);
        numbers.Q = Lengthen(ReadNumber(key), half);
        numbers.DP = Lengthen(ReadNumber(key), half);
        numbers.DQ = Lengthen(ReadNumber(key), half);
        numbers.InverseQ = Lengthen(ReadNumber(key), half);
        return numbers.D is null || numbers.P is null || numbers.Q is null || numbers.DP is null || numbers.DQ is null || numbers.InverseQ is null
            ? null
            : numbers;
    }

    public static RSAParameters? ReadRsaPublicKey(CertificatePublicKey publicKey)
    {
        if (ReadBits(publicKey) is not { } bits)
        {
            return null;
        }

        try
        {
            AsnReader key = new AsnReader(bits, AsnEncodingRules.BER).ReadSequence();
            return new RSAParameters { Modulus = ReadNumber(key), Exponent = ReadNumber(key) };
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The bits of the subjectPublicKey that belongs to an RSA private key.</summary>
    public static byte[] WriteRsaPublicKey(ReadOnlyMemory<byte> encoded)
    {
        AsnReader key = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(key.ReadInteger());
            writer.WriteInteger(key.ReadInteger());
        }

        return writer.Encode();
    }

    /// <summary>The bits of a subjectPublicKey; <see langword="null"/> where they cannot be read.</summary>
    public static byte[]? ReadBits(CertificatePublicKey publicKey)
    {
        try
        {
            AsnReader information = new AsnReader(publicKey.RawData, AsnEncodingRules.BER).ReadSequence();
            information.ReadSequence();
            return information.ReadBitString(out _);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>The object identifier of a public key's curve; <see langword="null"/> where it is not named.</summary>
    public static string? ReadNamedCurve(CertificatePublicKey publicKey)
    {
        try
        {
            AsnReader algorithm = new AsnReader(publicKey.RawData, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            algorithm.ReadObjectIdentifier();
            return algorithm.HasData && algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) ? algorithm.ReadObjectIdentifier() : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    public static int ModulusBits(ReadOnlyMemory<byte> encoded)
    {
        byte[] modulus = ReadRsa(encoded, isPublicOnly: true)?.Modulus ?? [];
        int bits = modulus.Length * 8;
        for (int mask = 0x80; modulus.Length > 0 && mask != 0 && (modulus[0] & mask) == 0; mask >>= 1)
        {
            bits--;
        }

        return bits;
    }

    /// <summary>The private number of an elliptic curve key.</summary>
    public static byte[] ReadScalar(ReadOnlyMemory<byte> encoded)
    {
        AsnReader key = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        return key.ReadOctetString();
    }

    /// <summary>The curve that an elliptic curve key names itself, if it does.</summary>
    public static string? ReadCurve(ReadOnlyMemory<byte> encoded)
    {
        AsnReader? parameters = ReadTagged(encoded, 0);
        return parameters is { HasData: true } && parameters.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            ? parameters.ReadObjectIdentifier()
            : null;
    }

    /// <summary>The public point that an elliptic curve key carries, if it does.</summary>
    public static byte[]? ReadPoint(ReadOnlyMemory<byte> encoded) => ReadTagged(encoded, 1)?.ReadBitString(out _);

    /// <summary>Fills a number up to the length that a platform wants; <see langword="null"/> where it is longer.</summary>
    public static byte[]? Lengthen(byte[] number, int length)
    {
        if (number.Length >= length)
        {
            return number.Length == length ? number : null;
        }

        byte[] whole = new byte[length];
        number.CopyTo(whole, length - number.Length);
        Array.Clear(number, 0, number.Length);
        return whole;
    }

    public static void Clear(RSAParameters numbers)
    {
        foreach (byte[]? number in new[] { numbers.D, numbers.P, numbers.Q, numbers.DP, numbers.DQ, numbers.InverseQ })
        {
            if (number is not null)
            {
                Array.Clear(number, 0, number.Length);
            }
        }
    }

    private static AsnReader? ReadTagged(ReadOnlyMemory<byte> encoded, int number)
    {
        AsnReader key = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        key.ReadOctetString();
        while (key.HasData)
        {
            Asn1Tag tag = new(TagClass.ContextSpecific, number, isConstructed: true);
            if (key.PeekTag() == tag)
            {
                return key.ReadSequence(tag);
            }

            key.ReadEncodedValue();
        }

        return null;
    }

    /// <summary>A positive INTEGER without the zero octet that may stand before it.</summary>
    private static byte[] ReadNumber(AsnReader reader)
    {
        ReadOnlySpan<byte> octets = reader.ReadIntegerBytes().Span;
        while (octets.Length > 1 && octets[0] == 0)
        {
            octets = octets.Slice(1);
        }

        return octets.ToArray();
    }
}

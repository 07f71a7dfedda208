using System;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Tls;

namespace TlsTools.Probe.Listening;

/// <summary>Signs and verifies what ends of a handshake sign.</summary>
internal static class HandshakeSignature
{
    /// <summary>Signs; elliptic curves' signatures are written as X9.62 writes them.</summary>
    /// <exception cref="CryptographicException">The key refuses.</exception>
    public static byte[] Sign(AsymmetricAlgorithm key, SchemeTraits scheme, byte[] data) => key switch
    {
        RSA rsa => rsa.SignData(data, scheme.Hash!.Value, scheme.Padding!),
        ECDsa pair => ToSequence(pair.SignData(data, scheme.Hash!.Value)),
        _ => throw new CryptographicException("No such key is used here."),
    };

    /// <summary>Whether a signature is one of the certificate's key; <see langword="null"/> where this platform cannot tell.</summary>
    public static bool? Verify(byte[] certificate, SignatureScheme scheme, byte[] data, byte[] signature)
    {
        if (SchemeTraits.Of(scheme) is not { Hash: { } hash } traits)
        {
            return null;
        }

        try
        {
            using X509Certificate2 sent = new(certificate);
            using RSA? rsa = sent.GetRSAPublicKey();
            using ECDsa? pair = rsa is null ? sent.GetECDsaPublicKey() : null;
            return rsa is not null && traits.Padding is { } padding ? rsa.VerifyData(data, signature, hash, padding)
                : pair is not null && traits.Padding is null ? pair.VerifyData(data, FromSequence(signature, (pair.KeySize + 7) / 8), hash)
                : null;
        }
        catch (AsnContentException)
        {
            return false;
        }
        catch (CryptographicException)
        {
            // A certificate or key that the platform does not take.
            return null;
        }
    }

    // Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }
    private static byte[] ToSequence(byte[] fields)
    {
        AsnWriter writer = new(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Trim(fields.AsSpan(0, fields.Length / 2)));
            writer.WriteIntegerUnsigned(Trim(fields.AsSpan(fields.Length / 2)));
        }

        return writer.Encode();
    }

    private static byte[] FromSequence(byte[] signature, int length)
    {
        AsnReader sequence = new AsnReader(signature, AsnEncodingRules.DER).ReadSequence();
        byte[] fields = new byte[2 * length];
        Write(sequence.ReadInteger(), fields.AsSpan(0, length));
        Write(sequence.ReadInteger(), fields.AsSpan(length));
        return fields;
    }

    private static void Write(BigInteger number, Span<byte> field)
    {
        // Least significant byte first, and a zero behind what would look negative.
        byte[] bytes = number.ToByteArray();
        int count = bytes.Length - (bytes[bytes.Length - 1] == 0 ? 1 : 0);
        if (number.Sign < 0 || count > field.Length)
        {
            throw new AsnContentException("The numbers of the signature do not fit its key.");
        }

        for (int index = 0; index < count; index++)
        {
            field[field.Length - 1 - index] = bytes[index];
        }
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> number)
    {
        int zeros = 0;
        while (zeros < number.Length - 1 && number[zeros] == 0)
        {
            zeros++;
        }

        return number.Slice(zeros);
    }
}

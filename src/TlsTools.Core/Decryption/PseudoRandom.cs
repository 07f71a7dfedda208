using System;
using System.Security.Cryptography;
using System.Text;
using TlsTools.Tls;

namespace TlsTools.Decryption;

/// <summary>The pseudorandom functions of SSL 3.0 to TLS 1.2, which make keys of secrets.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-5">RFC 5246, 5</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2246#section-5">RFC 2246, 5</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6101#section-6">RFC 6101, 6</seealso>
internal static class PseudoRandom
{
    /// <summary>Expands a secret.</summary>
    /// <param name="version">The version that decides which function it is.</param>
    /// <param name="hash">The suite's hash, in TLS 1.2.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="label">The purpose; SSL 3.0 has none.</param>
    /// <param name="seed">What is mixed in.</param>
    /// <param name="length">How many bytes are wanted.</param>
    public static byte[] Expand(ProtocolVersion version, HashAlgorithmName hash, byte[] secret, string label, byte[] seed, int length)
    {
        if (version == ProtocolVersion.Ssl30)
        {
            return ExpandSsl3(secret, seed, length);
        }

        byte[] whole = [.. Encoding.ASCII.GetBytes(label), .. seed];
        byte[] output = new byte[length];
        if (version == ProtocolVersion.Tls12)
        {
            Mix(hash, secret, whole, output);
            return output;
        }

        // The halves of a secret of odd length share the byte in the middle.
        int half = (secret.Length + 1) / 2;
        byte[] first = secret.AsSpan(0, half).ToArray();
        byte[] second = secret.AsSpan(secret.Length - half).ToArray();
        Mix(HashAlgorithmName.MD5, first, whole, output);
        Mix(HashAlgorithmName.SHA1, second, whole, output);
        Array.Clear(first, 0, half);
        Array.Clear(second, 0, half);
        return output;
    }

    /// <summary>The hash over the messages of a handshake that goes into an extended master secret.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7627#section-3">RFC 7627, 3</seealso>
    public static byte[] SessionHash(ProtocolVersion version, HashAlgorithmName hash, byte[] messages) => version == ProtocolVersion.Tls12
        ? Hashing.Plain(hash, messages)
        : [.. Hashing.Plain(HashAlgorithmName.MD5, messages), .. Hashing.Plain(HashAlgorithmName.SHA1, messages)];

    // P_hash(secret, seed) = HMAC_hash(secret, A(1) + seed) + HMAC_hash(secret, A(2) + seed) + …
    private static void Mix(HashAlgorithmName hash, byte[] secret, byte[] seed, byte[] output)
    {
        byte[] chained = Hashing.Keyed(hash, secret, seed);
        for (int offset = 0; offset < output.Length;)
        {
            byte[] block = Hashing.Keyed(hash, secret, chained, seed);
            for (int index = 0; index < block.Length && offset < output.Length; index++)
            {
                output[offset++] ^= block[index];
            }

            Array.Clear(block, 0, block.Length);
            chained = Hashing.Keyed(hash, secret, chained);
        }
    }

    // MD5(secret + SHA('A' + secret + seed)) + MD5(secret + SHA('BB' + secret + seed)) + …
    private static byte[] ExpandSsl3(byte[] secret, byte[] seed, int length)
    {
        byte[] output = new byte[length];
        for (int offset = 0, round = 1; offset < length; round++)
        {
            byte[] letters = Encoding.ASCII.GetBytes(new string((char)('A' + round - 1), round));
            byte[] inner = Hashing.Plain(HashAlgorithmName.SHA1, letters, secret, seed);
            byte[] block = Hashing.Plain(HashAlgorithmName.MD5, secret, inner);
            int count = Math.Min(block.Length, length - offset);
            Array.Copy(block, 0, output, offset, count);
            Array.Clear(block, 0, block.Length);
            offset += count;
        }

        return output;
    }
}

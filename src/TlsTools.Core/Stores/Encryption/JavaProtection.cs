using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace TlsTools.Stores.Encryption;

/// <summary>How Java's key stores hide private keys, and how they prove that nobody changed them.</summary>
internal static class JavaProtection
{
    /// <summary>
    /// Undoes the protection of JKS: twenty bytes of salt, the key under a stream of SHA-1 results that each take in the one
    /// before, and a SHA-1 of password and key. Gives <see langword="null"/> where the password does not fit.
    /// </summary>
    public static SecretBytes? UndoJks(byte[] content, Passphrase password)
    {
        int length = content.Length - (2 * HashLength);
        if (length < 0)
        {
            return null;
        }

        using HashAlgorithm function = HashFunctions.Create(HashAlgorithmName.SHA1);
        using SecretBytes encoded = password.ToBigEndianUtf16();
        using SecretBytes seed = new(encoded.Length + HashLength);
        encoded.Span.CopyTo(seed.Span);
        content.AsSpan(0, HashLength).CopyTo(seed.Span.Slice(encoded.Length));

        SecretBytes key = new(length);
        for (int offset = 0; offset < length; offset += HashLength)
        {
            byte[] stream = function.ComputeHash(seed.Array);
            for (int index = 0; index < HashLength && offset + index < length; index++)
            {
                key.Array[offset + index] = (byte)(content[HashLength + offset + index] ^ stream[index]);
            }

            stream.CopyTo(seed.Array, encoded.Length);
        }

        using SecretBytes proof = new(encoded.Length + length);
        encoded.Span.CopyTo(proof.Span);
        key.Span.CopyTo(proof.Span.Slice(encoded.Length));
        if (function.ComputeHash(proof.Array).AsSpan().SequenceEqual(content.AsSpan(HashLength + length)))
        {
            return key;
        }

        key.Dispose();
        return null;
    }

    /// <summary>Undoes the protection of JCEKS: triple DES, key and vector from MD5 over each half of the salt.</summary>
    public static SecretBytes UndoJce(StoreContext context, AsnReader parameters, byte[] content, Passphrase password)
    {
        byte[] salt = parameters.ReadOctetString();
        int rounds = context.Spend(PasswordEncryption.ReadCount(context, parameters), 2);
        if (salt.Length != JceSaltLength)
        {
            throw context.Failed(KeyStoreFailure.Damaged, $"The salt of a private key has {salt.Length} bytes, not {JceSaltLength}.");
        }

        if (salt.AsSpan(0, 4).SequenceEqual(salt.AsSpan(4)))
        {
            // Equal halves would make the key a plain DES key; Java turns the first one around.
            salt.AsSpan(0, 4).Reverse();
        }

        using HashAlgorithm function = HashFunctions.Create(HashAlgorithmName.MD5);
        using SecretBytes encoded = password.ToUtf8();
        using SecretBytes derived = new(2 * Md5Length);
        using SecretBytes first = new(JceSaltLength / 2 + encoded.Length);
        using SecretBytes next = new(Md5Length + encoded.Length);
        encoded.Span.CopyTo(first.Span.Slice(JceSaltLength / 2));
        encoded.Span.CopyTo(next.Span.Slice(Md5Length));
        for (int half = 0; half < 2; half++)
        {
            salt.AsSpan(half * 4, 4).CopyTo(first.Span);
            byte[] value = function.ComputeHash(first.Array);
            for (int round = 1; round < rounds; round++)
            {
                value.CopyTo(next.Array, 0);
                value = function.ComputeHash(next.Array);
            }

            value.CopyTo(derived.Array, half * Md5Length);
        }

        using SecretBytes key = SecretBytes.CopyOf(derived.Span.Slice(0, 24));
        return BlockCiphers.Decrypt(CipherKind.TripleDes, key, 0, derived.Span.Slice(24).ToArray(), content);
    }

    /// <summary>The hash at the end of a JKS or JCEKS file.</summary>
    public static byte[] StoreDigest(ReadOnlySpan<byte> content, Passphrase password)
    {
        byte[] phrase = Encoding.ASCII.GetBytes("Mighty Aphrodite");
        using HashAlgorithm function = HashFunctions.Create(HashAlgorithmName.SHA1);
        using SecretBytes encoded = password.ToBigEndianUtf16();
        using SecretBytes seed = new(encoded.Length + phrase.Length + content.Length);
        encoded.Span.CopyTo(seed.Span);
        phrase.CopyTo(seed.Array, encoded.Length);
        content.CopyTo(seed.Span.Slice(encoded.Length + phrase.Length));
        return function.ComputeHash(seed.Array);
    }

    private const int HashLength = 20;
    private const int Md5Length = 16;
    private const int JceSaltLength = 8;
}

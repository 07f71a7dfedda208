using System;
using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>Derives keys from passwords; the framework's own class knows SHA-1 only.</summary>
/// <remarks>
/// <code>
/// F (P, S, c, i) = U_1 \xor U_2 \xor ... \xor U_c
/// U_1 = PRF (P, S || INT (i)), U_2 = PRF (P, U_1) ...
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8018#section-5.2">RFC 8018, 5.2</seealso>
internal static class Pbkdf2
{
    public static SecretBytes Derive(SecretBytes password, byte[] salt, int rounds, HashAlgorithmName hash, int length)
    {
        SecretBytes key = new(length);
        using HMAC function = HashFunctions.KeyedHash(hash, password.Array);
        for (int block = 1, offset = 0; offset < length; block++)
        {
            byte[] seed = new byte[salt.Length + sizeof(int)];
            salt.CopyTo(seed, 0);
            for (int index = 0; index < sizeof(int); index++)
            {
                seed[salt.Length + index] = (byte)(block >> (24 - (8 * index)));
            }

            byte[] value = function.ComputeHash(seed);
            byte[] sum = (byte[])value.Clone();
            for (int round = 1; round < rounds; round++)
            {
                value = function.ComputeHash(value);
                for (int index = 0; index < sum.Length; index++)
                {
                    sum[index] ^= value[index];
                }
            }

            int count = Math.Min(sum.Length, length - offset);
            Array.Copy(sum, 0, key.Array, offset, count);
            Array.Clear(sum, 0, sum.Length);
            offset += count;
        }

        return key;
    }
}

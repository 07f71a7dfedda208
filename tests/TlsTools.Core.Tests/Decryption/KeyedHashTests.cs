using System;
using System.Security.Cryptography;
using TlsTools.Decryption;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>Our own keyed hashes against those of the platform.</summary>
public sealed class KeyedHashTests
{
    [Theory]
    [InlineData(32, 64)]
    [InlineData(48, 128)]
    public void Gives_what_the_platform_gives(int length, int block)
    {
        HashAlgorithmName hash = length == 48 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
        Random random = new(20250102);
        for (int round = 0; round < 2000; round++)
        {
            byte[] key = Bytes(random, round % (block + 1));
            byte[] first = Bytes(random, round % 32);
            byte[] second = Bytes(random, random.Next(32));
            byte[] firstOutput = new byte[length];
            byte[] secondOutput = new byte[length];
            KeyedHash.ComputePair(hash, key, first, second, firstOutput, secondOutput);

            Assert.Equal(Expected(length, key, first), firstOutput);
            Assert.Equal(Expected(length, key, second), secondOutput);
        }
    }

    private static byte[] Expected(int length, byte[] key, byte[] text) => length == 48 ? HMACSHA384.HashData(key, text) : HMACSHA256.HashData(key, text);

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}

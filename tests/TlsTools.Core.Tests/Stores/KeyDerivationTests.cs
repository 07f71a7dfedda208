using System;
using System.Security.Cryptography;
using System.Text;
using TlsTools.Stores.Encryption;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Stores;

public sealed class KeyDerivationTests
{
    // RFC 6070 for SHA-1, RFC 7914, 11 for SHA-256.
    [Theory]
    [InlineData("SHA1", "password", "salt", 4096, "4b007901b765489abead49d926f721d065a429c1")]
    [InlineData("SHA1", "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096, "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038")]
    [InlineData("SHA256", "passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")]
    public void PBKDF2_gives_what_the_RFCs_say(string hash, string password, string salt, int rounds, string expected)
    {
        using SecretBytes secret = SecretBytes.CopyOf(Encoding.ASCII.GetBytes(password));
        int length = expected.Length / 2;
        using SecretBytes key = Pbkdf2.Derive(secret, Encoding.ASCII.GetBytes(salt), rounds, new HashAlgorithmName(hash), length);

        Assert.Equal(expected.Substring(0, length * 2), Hex.Lower(key.Span));
    }

    [Theory]
    [InlineData("0000000000000000", 63, "ebb773f993278eff", "0000000000000000")]
    [InlineData("88bca90e90875a7f0f79c384627bafb2", 128, "2269552ab0f85ca6", "0000000000000000")]
    public void RC2_gives_what_the_RFC_says(string key, int bits, string cipher, string plain)
    {
        // RFC 2268, 5.
        byte[] block = Rc2.DecryptBlock(Convert.FromHexString(key), bits, Convert.FromHexString(cipher));

        Assert.Equal(plain, Hex.Lower(block));
    }
}

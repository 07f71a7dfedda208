using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>A key of X25519MLKEM768 that servers take for one, and of which nobody has the other half: it is there for its size.</summary>
/// <seealso href="https://csrc.nist.gov/pubs/fips/203/final">FIPS 203, 7.2</seealso>
internal static class PostQuantumShare
{
    /// <summary>Makes it, with one of X25519 for servers that do not know it.</summary>
    public static (NamedGroup Group, byte[] PublicKey)[] Make()
    {
        byte[] elliptic = KeyAgreements.TryBegin(NamedGroup.X25519)!.PublicKey;
        return [(NamedGroup.X25519MLKEM768, [.. Lattice(), .. elliptic]), (NamedGroup.X25519, elliptic)];
    }

    // Three polynomials of 256 numbers below the modulus, each in 12 bits, and a seed: servers check that the numbers are so small.
    private static byte[] Lattice()
    {
        byte[] random = LargeNumber.Random(2 * Numbers);
        byte[] key = new byte[(Numbers * 3 / 2) + SeedLength];
        for (int pair = 0; pair < Numbers / 2; pair++)
        {
            int low = ((random[4 * pair] << 8) | random[(4 * pair) + 1]) % Modulus;
            int high = ((random[(4 * pair) + 2] << 8) | random[(4 * pair) + 3]) % Modulus;
            key[3 * pair] = (byte)low;
            key[(3 * pair) + 1] = (byte)((low >> 8) | ((high & 0xf) << 4));
            key[(3 * pair) + 2] = (byte)(high >> 4);
        }

        LargeNumber.Random(SeedLength).CopyTo(key, Numbers * 3 / 2);
        return key;
    }

    private const int Numbers = 768;
    private const int Modulus = 3329;
    private const int SeedLength = 32;
}

using System.Numerics;

namespace TlsTools.Probe.KeyAgreement;

/// <summary>Diffie-Hellman in a finite field, with the numbers that the server gives.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-8.1.2">RFC 5246, 8.1.2</seealso>
internal sealed class FiniteField : IKeyAgreement
{
    private readonly BigInteger _prime;
    private readonly BigInteger _key;

    private FiniteField(BigInteger prime, BigInteger generator, int length)
    {
        _prime = prime;
        _key = LargeNumber.Read(LargeNumber.Random(KeyLength));
        PublicKey = LargeNumber.Write(BigInteger.ModPow(generator, _key, prime), length);
    }

    public byte[] PublicKey { get; }

    /// <summary>Begins an exchange; <see langword="null"/> for numbers that are no field, or a field too large.</summary>
    public static FiniteField? TryBegin(byte[] prime, byte[] generator)
    {
        BigInteger modulus = LargeNumber.Read(prime);
        return prime.Length > MostPrimeBytes || modulus.IsEven || modulus < 5 ? null : new FiniteField(modulus, LargeNumber.Read(generator), prime.Length);
    }

    // Before TLS 1.3 zeros at the front are left out.
    public byte[]? Agree(byte[] serverKey)
    {
        byte[] little = BigInteger.ModPow(LargeNumber.Read(serverKey), _key, _prime).ToByteArray();
        int length = little.Length > 1 && little[little.Length - 1] == 0 ? little.Length - 1 : little.Length;
        return LargeNumber.Write(LargeNumber.Read(Reverse(little)), length);
    }

    private static byte[] Reverse(byte[] bytes)
    {
        System.Array.Reverse(bytes);
        return bytes;
    }

    private const int KeyLength = 32;

    // Protects the processor from a server that gives a number so large that it takes minutes.
    private const int MostPrimeBytes = 1024;
}

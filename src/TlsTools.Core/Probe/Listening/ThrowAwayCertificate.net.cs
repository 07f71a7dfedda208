using System.Collections.Generic;
using System.Security.Cryptography;

namespace TlsTools.Probe.Listening;

internal static partial class ThrowAwayCertificate
{
    private static IEnumerable<(AsymmetricAlgorithm Key, byte[] PublicKey)> MakeKeys()
    {
        RSA rsa = RSA.Create(2048);
        yield return (rsa, rsa.ExportSubjectPublicKeyInfo());
        ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        yield return (pair, pair.ExportSubjectPublicKeyInfo());
    }
}

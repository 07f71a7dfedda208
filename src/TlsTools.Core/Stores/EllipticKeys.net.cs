using System.Security.Cryptography;

namespace TlsTools.Stores;

internal static partial class EllipticKeys
{
    private static ECDsa? Create(string curve, byte[] scalar, byte[]? x, byte[]? y) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.CreateFromValue(curve),
        D = scalar,
        Q = new ECPoint { X = x, Y = y },
    });
}

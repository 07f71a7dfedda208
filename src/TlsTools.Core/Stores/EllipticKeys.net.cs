using System.Security.Cryptography;

namespace TlsTools.Stores;

internal static partial class EllipticKeys
{
    /// <summary>The uncompressed public point of a key.</summary>
    public static byte[]? ExportPoint(ECDsa pair)
    {
        ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
        return Join(point.X, point.Y);
    }

    private static ECDsa? Create(string curve, byte[] scalar, byte[]? x, byte[]? y) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.CreateFromValue(curve),
        D = scalar,
        Q = new ECPoint { X = x, Y = y },
    });
}

using System;
using System.Reflection;
using System.Security.Cryptography;

namespace TlsTools.Stores;

// netstandard2.0 knows no parameters of elliptic curves; every framework that it runs on has them since .NET Framework 4.7.
internal static partial class EllipticKeys
{
    /// <summary>The uncompressed public point of a key.</summary>
    public static byte[]? ExportPoint(ECDsa pair)
    {
        object? parameters = typeof(ECDsa).GetMethod("ExportParameters", [typeof(bool)])?.Invoke(pair, [false]);
        object? point = parameters?.GetType().GetField("Q")?.GetValue(parameters);
        return Join(point?.GetType().GetField("X")?.GetValue(point) as byte[], point?.GetType().GetField("Y")?.GetValue(point) as byte[]);
    }

    private static ECDsa? Create(string curve, byte[] scalar, byte[]? x, byte[]? y)
    {
        Assembly platform = typeof(ECDsa).Assembly;
        if (platform.GetType("System.Security.Cryptography.ECParameters") is not { } parametersType
            || platform.GetType("System.Security.Cryptography.ECPoint") is not { } pointType
            || platform.GetType("System.Security.Cryptography.ECCurve") is not { } curveType
            || typeof(ECDsa).GetMethod("Create", [parametersType]) is not { } create)
        {
            return null;
        }

        object point = Activator.CreateInstance(pointType)!;
        pointType.GetField("X")!.SetValue(point, x);
        pointType.GetField("Y")!.SetValue(point, y);
        object parameters = Activator.CreateInstance(parametersType)!;
        parametersType.GetField("Q")!.SetValue(parameters, point);
        parametersType.GetField("D")!.SetValue(parameters, scalar);
        try
        {
            parametersType.GetField("Curve")!.SetValue(parameters, curveType.GetMethod("CreateFromValue")!.Invoke(null, [curve]));
            return (ECDsa)create.Invoke(null, [parameters])!;
        }
        catch (TargetInvocationException failure) when (failure.InnerException is CryptographicException or PlatformNotSupportedException)
        {
            throw failure.InnerException;
        }
    }
}

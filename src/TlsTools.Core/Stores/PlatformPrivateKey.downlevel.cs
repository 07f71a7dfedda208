using System;
using System.Globalization;
using System.Security.Cryptography;
using TlsTools.X509;

namespace TlsTools.Stores;

// netstandard2.0 knows nothing of CNG; on Windows PowerShell the keys are CNG's all the same and answer by name.
internal sealed partial class PlatformPrivateKey
{
    private static bool? MatchesPoint(AsymmetricAlgorithm key, CertificatePublicKey publicKey)
    {
        if (key is not ECDsa pair || publicKey.Curve is null || KeyNumbers.ReadBits(publicKey) is not { } point)
        {
            return null;
        }

        return EllipticKeys.ExportPoint(pair) is { } own ? own.AsSpan().SequenceEqual(point) : null;
    }

    private static PrivateKeyState Complete(PrivateKeyState state, AsymmetricAlgorithm key)
    {
        if (key is RSACryptoServiceProvider old)
        {
            return state with { Exportable = old.CspKeyContainerInfo.Exportable, Provider = old.CspKeyContainerInfo.ProviderName };
        }

        object? held = Property(key, "Key");
        object? policy = held is null ? null : Property(held, "ExportPolicy");
        object? provider = held is null ? null : Property(held, "Provider");
        return state with
        {
            Exportable = policy is null ? null : (Convert.ToInt32(policy, CultureInfo.InvariantCulture) & AllowExport) != 0,
            Provider = provider is null ? null : Property(provider, "Provider") as string,
        };
    }

    private static object? Property(object owner, string name) => owner.GetType().GetProperty(name)?.GetValue(owner);

    // CngExportPolicies.AllowExport and AllowPlaintextExport.
    private const int AllowExport = 3;
}

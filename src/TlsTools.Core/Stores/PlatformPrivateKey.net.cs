using System;
using System.Security.Cryptography;
using TlsTools.X509;

namespace TlsTools.Stores;

internal sealed partial class PlatformPrivateKey
{
    private static bool? MatchesPoint(AsymmetricAlgorithm key, CertificatePublicKey publicKey) =>
        key is ECDsa pair ? pair.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey.RawData) : null;

    private static PrivateKeyState Complete(PrivateKeyState state, AsymmetricAlgorithm key)
    {
        if (!OperatingSystem.IsWindows())
        {
            return state with { Exportable = true, Provider = "OpenSSL" };
        }

        if (key is RSACryptoServiceProvider old)
        {
            return state with { Exportable = old.CspKeyContainerInfo.Exportable, Provider = old.CspKeyContainerInfo.ProviderName };
        }

        CngKey? held = key switch
        {
            RSACng rsa => rsa.Key,
            ECDsaCng pair => pair.Key,
            _ => null,
        };
        return held is null ? state : state with
        {
            Exportable = (held.ExportPolicy & (CngExportPolicies.AllowExport | CngExportPolicies.AllowPlaintextExport)) != 0,
            Provider = held.Provider?.Provider,
        };
    }
}

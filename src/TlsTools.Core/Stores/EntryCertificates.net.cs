using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.Stores;

public static partial class EntryCertificates
{
    private static X509Certificate2 Join(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        X509Certificate2 joined = key switch
        {
            RSA rsa => certificate.CopyWithPrivateKey(rsa),
            ECDsa pair => certificate.CopyWithPrivateKey(pair),
            _ => throw new CryptographicException("TLS of the platform takes RSA and EC keys only."),
        };
        if (!OperatingSystem.IsWindows())
        {
            return joined;
        }

        // Schannel takes no key that is only in this process's memory; this way it is held by the platform until the object goes.
        using (joined)
        {
            return new X509Certificate2(joined.Export(X509ContentType.Pkcs12), (string?)null, X509KeyStorageFlags.DefaultKeySet);
        }
    }
}

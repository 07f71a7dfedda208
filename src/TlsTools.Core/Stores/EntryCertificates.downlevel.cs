using System;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.Stores;

// netstandard2.0 does not know how to put a key to a certificate; .NET Framework from 4.7.2 on does, and answers by name.
public static partial class EntryCertificates
{
    private static X509Certificate2 Join(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        using X509Certificate2 joined = key switch
        {
            RSA => Copy(typeof(RSACertificateExtensions), typeof(RSA), certificate, key),
            ECDsa => Copy(typeof(ECDsaCertificateExtensions), typeof(ECDsa), certificate, key),
            _ => throw new CryptographicException("TLS of the platform takes RSA and EC keys only."),
        };

        // Schannel takes no key that is only in this process's memory; this way it is held by the platform until the object goes.
        return new X509Certificate2(joined.Export(X509ContentType.Pkcs12), string.Empty, X509KeyStorageFlags.DefaultKeySet);
    }

    private static X509Certificate2 Copy(Type extensions, Type kind, X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        MethodInfo copy = extensions.GetMethod("CopyWithPrivateKey", [typeof(X509Certificate2), kind])
            ?? throw new CryptographicException("This needs .NET Framework 4.7.2 or newer.");
        try
        {
            return (X509Certificate2)copy.Invoke(null, [certificate, key])!;
        }
        catch (TargetInvocationException wrapped) when (wrapped.InnerException is { } reason)
        {
            throw new CryptographicException(reason.Message, reason);
        }
    }
}

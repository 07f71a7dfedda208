using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.X509;

/// <summary>Makes the platform's own certificate type.</summary>
internal static class PlatformCertificate
{
    public static X509Certificate2? TryCreate(byte[] encoded)
    {
        try
        {
            return new X509Certificate2(encoded);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

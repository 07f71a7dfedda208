using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>A private key that the operating system keeps; it is used there and never read.</summary>
internal sealed partial class PlatformPrivateKey(X509Certificate2 certificate) : IPrivateKeySource
{
    /// <summary>The certificate that the platform knows the key by.</summary>
    public X509Certificate2 Certificate => certificate;

    public static PrivateKeyState Describe(X509Certificate2 certificate, TlsCertificate parsed)
    {
        PrivateKeyState state = new()
        {
            Present = true,
            Algorithm = parsed.PublicKey?.Algorithm,
            KeySize = parsed.PublicKey?.Size,
        };
        try
        {
            using AsymmetricAlgorithm? key = Find(certificate);
            return key is null
                ? state with { Remark = $"The platform does not use keys of the kind {state.Algorithm}." }
                : Complete(state with { Readable = true, MatchesCertificate = Matches(key, parsed) }, key);
        }
        catch (CryptographicException refused)
        {
            return state with { Readable = false, Remark = refused.Message };
        }
        catch (PlatformNotSupportedException refused)
        {
            return state with { Remark = refused.Message };
        }
    }

    public PrivateKeyHandle? Open()
    {
        try
        {
            return Find(certificate) is { } key ? new PrivateKeyHandle(key) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        // The certificate object belongs to whoever gave it, and the key to the platform.
    }

    private static AsymmetricAlgorithm? Find(X509Certificate2 certificate) =>
        (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey();

    private static bool? Matches(AsymmetricAlgorithm key, TlsCertificate parsed)
    {
        if (parsed.PublicKey is not { } publicKey)
        {
            return null;
        }

        if (key is RSA rsa)
        {
            RSAParameters numbers = rsa.ExportParameters(includePrivateParameters: false);
            return KeyNumbers.ReadRsaPublicKey(publicKey) is { } theirs && theirs.Modulus.AsSpan().SequenceEqual(numbers.Modulus);
        }

        return MatchesPoint(key, publicKey);
    }
}

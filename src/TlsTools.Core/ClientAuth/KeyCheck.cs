using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Whether the server takes keys of this kind and size, and signatures that they can make.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.4">RFC 5246, 7.4.4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.3.2">RFC 8446, 4.3.2</seealso>
internal static class KeyCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate) =>
        candidate.Leaf?.PublicKey is { } key ? Schemes(candidate, key).Concat(Types(candidate, key)).Concat(Size(key)) : [];

    private static IEnumerable<ClientCertificateCheck> Schemes(Candidate candidate, CertificatePublicKey key)
    {
        if (candidate.UsableSchemes is not { } usable)
        {
            yield return ClientCertificateCheck.Unknown(CertificateReason.SignatureSchemeNotAccepted, "The schemes that the server takes are not known.");
        }
        else if (usable.Count > 0)
        {
            yield return ClientCertificateCheck.Pass(
                CertificateReason.SignatureSchemeNotAccepted,
                $"The {key} key can sign in {usable.Count} of the schemes that the server takes, {usable[0]} first.");
        }
        else
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.SignatureSchemeNotAccepted,
                CheckEffect.NotSent | CheckEffect.NotAccepted,
                $"The {key} key can sign in none of the schemes that the server takes: {Text(candidate.Request.SignatureSchemes)}.",
                "Let the server accept a scheme of this key, or use a certificate with a key of another kind.");
        }
    }

    private static IEnumerable<ClientCertificateCheck> Types(Candidate candidate, CertificatePublicKey key)
    {
        bool hasSchemeOfType = candidate.Request.SignatureSchemes.Any(scheme => SchemeTraits.Of(scheme)?.KeyAlgorithm == key.Algorithm);
        if (candidate.IsTypeAccepted is false || (candidate.UsableSchemes is not null && !hasSchemeOfType))
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.KeyTypeNotAccepted,
                CheckEffect.NotSent | CheckEffect.NotAccepted,
                candidate.IsTypeAccepted is false
                    ? $"The server takes certificates of the types {Text(candidate.Request.CertificateTypes)}; the key is {key}."
                    : $"No scheme that the server takes is one for {key.Algorithm} keys.",
                "Let the server accept keys of this kind, or use a certificate with a key of another kind.");
        }
        else if (candidate.IsTypeAccepted is true)
        {
            yield return ClientCertificateCheck.Pass(CertificateReason.KeyTypeNotAccepted, $"The server takes {key.Algorithm} keys.");
        }
    }

    private static IEnumerable<ClientCertificateCheck> Size(CertificatePublicKey key)
    {
        (int never, int always) = key.Algorithm is "RSA" or "RSA-PSS" or "DSA" ? (1024, 2048) : (160, 224);
        if (key.Size is not { } size)
        {
            yield break;
        }

        if (size >= always)
        {
            yield return ClientCertificateCheck.Pass(CertificateReason.KeyTooSmall, $"The key has {size} bits.");
        }
        else if (size < never)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.KeyTooSmall,
                CheckEffect.NotAccepted,
                $"The key has {size} bits; OpenSSL and Java refuse fewer than {never}.",
                $"Issue a certificate for a key of {always} bits or more.");
        }
        else
        {
            yield return ClientCertificateCheck.Warning(
                CertificateReason.KeyTooSmall,
                $"The key has {size} bits. OpenSSL at security level 2, the default of Debian and Ubuntu, refuses fewer than {always}.",
                $"Issue a certificate for a key of {always} bits or more.",
                CheckEffect.Undecided);
        }
    }

    private static string Text<T>(IEnumerable<T> codes) => string.Join(", ", codes);
}

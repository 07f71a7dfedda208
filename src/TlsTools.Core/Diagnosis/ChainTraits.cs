using System.Collections.Generic;
using System.Security.Cryptography;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>
/// What can be told of sent certificates without checking a signature, cheap enough to be asked of every handshake.
/// </summary>
internal static class ChainTraits
{
    /// <summary>Whether the issuer signed with a digest for which collisions can be made.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc9155">RFC 9155</seealso>
    public static bool IsWeaklySigned(TlsCertificate certificate) =>
        certificate.SignatureAlgorithm is { } algorithm && SignedDer.Hash(algorithm) is { } hash && (hash == HashAlgorithmName.SHA1 || hash == HashAlgorithmName.MD5);

    /// <summary>Whether the key is shorter than OpenSSL accepts at security level 2, the default of many distributions.</summary>
    public static bool HasSmallKey(TlsCertificate certificate) => certificate.PublicKey is { Size: { } size } key
        && size < (key.Algorithm is "RSA" or "RSA-PSS" or "DSA" ? 2048 : 224);

    /// <summary>Whether each certificate was issued by the next by name, as before TLS 1.3 it must be.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2">RFC 5246, 7.4.2</seealso>
    public static bool IsInOrder(IReadOnlyList<TlsCertificate> sent)
    {
        for (int index = 1; index < sent.Count; index++)
        {
            if (sent[index - 1].Issuer is { } issuer && sent[index].Subject is { } subject && !issuer.Equals(subject))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The places of the certificates of the path, by their names only: the first, its issuer, that one's issuer …</summary>
    public static IReadOnlyList<int> FollowNames(IReadOnlyList<TlsCertificate> sent)
    {
        List<int> path = [0];
        while (!sent[path[path.Count - 1]].IsSelfIssued && FindIssuer(sent, path) is int next)
        {
            path.Add(next);
        }

        return path;
    }

    /// <summary>Whether the certificate demands that the server staples a statement that it is not revoked.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc7633">RFC 7633</seealso>
    public static bool DemandsStaple(TlsCertificate certificate)
    {
        IReadOnlyList<CertificateExtension> extensions = certificate.Extensions;
        for (int index = 0; index < extensions.Count; index++)
        {
            // Features ::= SEQUENCE OF INTEGER, of which 5 is status_request: 30 03 02 01 05.
            if (extensions[index].Oid == TlsFeature)
            {
                byte[] features = extensions[index].RawData;
                for (int place = 2; place + 2 < features.Length; place += 3)
                {
                    if (features[place] == 2 && features[place + 1] == 1 && features[place + 2] == StatusRequest)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static int? FindIssuer(IReadOnlyList<TlsCertificate> sent, List<int> path)
    {
        if (sent[path[path.Count - 1]].Issuer is not { } issuer)
        {
            return null;
        }

        for (int index = 1; index < sent.Count; index++)
        {
            if (!path.Contains(index) && issuer.Equals(sent[index].Subject))
            {
                return index;
            }
        }

        return null;
    }

    private const string TlsFeature = "1.3.6.1.5.5.7.1.24";
    private const byte StatusRequest = 5;
}

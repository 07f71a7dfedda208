using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>
/// What can be told of sent certificates without checking a signature. It is asked of every handshake and told once of each chain,
/// because servers send the same ones again and again.
/// </summary>
internal sealed class ChainTraits
{
    private static readonly ConditionalWeakTable<TlsCertificate[], ChainTraits> s_known = new();
    private static readonly ChainTraits s_ofNone = new([]);
    private readonly TlsCertificate[] _sent;

    private ChainTraits(TlsCertificate[] sent)
    {
        _sent = sent;
        // The signature of a self-signed certificate is not validated (RFC 8446, 4.2.3).
        WeaklySigned = Array.Find(sent, static certificate => !certificate.IsSelfIssued && IsWeaklySigned(certificate));
        SmallKeyed = Array.Find(sent, HasSmallKey);
        HasNames = sent is [var leaf, ..] && ServerNames.HasNames(leaf);
    }

    /// <summary>The first certificate that its issuer signed over a digest for which collisions can be made; null where there is none.</summary>
    public TlsCertificate? WeaklySigned { get; }

    /// <summary>The first certificate whose key is shorter than OpenSSL accepts at security level 2; null where there is none.</summary>
    public TlsCertificate? SmallKeyed { get; }

    /// <summary>Whether the first certificate has a name by which a client recognises a server.</summary>
    public bool HasNames { get; }

    /// <summary>The places of the certificates of the path, by their names only: the first, its issuer, that one's issuer …</summary>
    public IReadOnlyList<int> NamedPath => field ??= FollowNames(_sent);

    /// <summary>The product whose authority seems to have issued a certificate of the chain; null where there is none.</summary>
    public string? InspectionProduct => (field ??= InspectionProducts.Find(_sent) ?? string.Empty) is { Length: > 0 } product ? product : null;

    /// <summary>What can be told of a chain.</summary>
    public static ChainTraits Of(TlsCertificate[] sent) => sent.Length == 0 ? s_ofNone : s_known.GetValue(sent, static chain => new ChainTraits(chain));

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

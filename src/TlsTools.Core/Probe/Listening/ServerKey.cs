using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Probe.Listening;

/// <summary>A certificate of the listener with its chain and key.</summary>
internal sealed class ServerKey : IDisposable
{
    private readonly AsymmetricAlgorithm _key;
    private readonly CertificatePublicKey _publicKey;

    /// <summary>Takes the key over.</summary>
    public ServerKey(IReadOnlyList<byte[]> chain, AsymmetricAlgorithm key)
    {
        Chain = chain;
        _key = key;
        _publicKey = TlsCertificate.FromDer(chain[0]).PublicKey ?? throw new CryptographicException("The certificate has no key that can be read.");
    }

    /// <summary>The certificates, the listener's own first.</summary>
    public IReadOnlyList<byte[]> Chain { get; }

    /// <summary>Takes a certificate that the user gave.</summary>
    /// <exception cref="CryptographicException">It has no RSA or EC key that can sign here.</exception>
    public static ServerKey Of(TlsIdentity identity) => new(
        [identity.Certificate.RawData, .. identity.Intermediates.Select(certificate => certificate.RawData)],
        (AsymmetricAlgorithm?)identity.Certificate.GetRSAPrivateKey() ?? identity.Certificate.GetECDsaPrivateKey()
            ?? throw new CryptographicException("The certificate has no RSA or EC key that can be used here."));

    /// <summary>Whether the key is of the kind that a suite before TLS 1.3 wants.</summary>
    public bool Fits(CipherSuite suite) => suite.ToString().StartsWith(_publicKey.Algorithm == "EC" ? "TLS_ECDHE_ECDSA_" : "TLS_ECDHE_RSA_", StringComparison.Ordinal);

    /// <summary>The first of the client's schemes in which the key can sign; <see langword="null"/> for none.</summary>
    public SignatureScheme? Choose(IReadOnlyList<SignatureScheme> offered, ProtocolVersion version)
    {
        foreach (SignatureScheme scheme in offered)
        {
            if (SchemeTraits.Of(scheme) is { Hash: { } hash } traits && hash != HashAlgorithmName.MD5 && traits.Fits(_publicKey, version))
            {
                return scheme;
            }
        }

        return null;
    }

    /// <summary>Signs.</summary>
    public byte[] Sign(SignatureScheme scheme, byte[] data) => HandshakeSignature.Sign(_key, SchemeTraits.Of(scheme)!, data);

    public void Dispose() => _key.Dispose();
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Stores;
using TlsTools.Tls;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>The certificates and captures of the lab, with which the tables of measured behaviour were made.</summary>
internal static class LabPki
{
    /// <summary>A time at which everything in the lab was valid that was meant to be.</summary>
    public static readonly DateTime Time = new(2026, 11, 21, 2, 0, 0, DateTimeKind.Utc);

    public static void Require() => Skip.If(RepositoryFiles.Shared is not { } shared || !Directory.Exists(Path.Combine(shared, "lab", "pki")), RepositoryFiles.SharedMissing);

    public static string Folder => Path.Combine(RepositoryFiles.Shared!, "lab", "pki");

    /// <summary>What the lab's stores are all locked with.</summary>
    public const string Password = "changeit";

    public static string FilePath(string name) => Path.Combine(Folder, name);

    /// <summary>Skips where real peers, which go by the clock, would find the lab's certificates and lists out of date.</summary>
    public static void RequireInTime()
    {
        Require();
        Skip.If(DateTime.UtcNow > Certificates("cli")[0].NotAfter, "The certificates of the lab have expired.");
    }

    /// <summary>All certificates of PEM files.</summary>
    public static TlsCertificate[] Certificates(params string[] names)
    {
        List<TlsCertificate> certificates = [];
        foreach (string name in names)
        {
            X509Certificate2Collection bundle = [];
            bundle.ImportFromPemFile(Path.Combine(Folder, name + ".pem"));
            certificates.AddRange(bundle.Select(certificate => TlsCertificate.FromDer(certificate.RawData)));
        }

        return [.. certificates];
    }

    /// <summary>A key entry; the chain is that of the first file.</summary>
    /// <param name="chain">The PEM file of the chain.</param>
    /// <param name="key">The file of the key; the chain's own where it is left out, none where it is empty.</param>
    public static KeyStoreEntry Entry(string chain, string? key = null)
    {
        TlsCertificate[] certificates = Certificates(chain);
        AsymmetricAlgorithm? algorithm = key == string.Empty ? null : Key(key ?? chain);
        return new KeyStoreEntry
        {
            Alias = chain,
            Kind = algorithm is null ? KeyStoreEntryKind.Trusted : KeyStoreEntryKind.Key,
            Chain = certificates,
            Source = chain + ".pem",
            StoreType = KeyStoreType.Pem,
            PrivateKey = new PrivateKeyState
            {
                Present = algorithm is not null,
                MatchesCertificate = algorithm?.ExportSubjectPublicKeyInfo().SequenceEqual(certificates[0].PublicKey!.RawData),
            },
            KeySource = algorithm is null ? null : new KeyFile(algorithm),
        };
    }

    public static ClientCertificateContext Context(string[] list, string[]? trust = null, ProtocolVersion? version = null, params SignatureScheme[] schemes) => new()
    {
        Request = new ClientCertificateRequest
        {
            Source = "test",
            Authorities = AcceptableAuthorityList.FromNames(Certificates(list).Select(certificate => certificate.Subject!), "test"),
            Version = version,
            SignatureSchemes = schemes,
        },
        At = Time,
        TrustAnchors = trust is null ? null : Certificates(trust),
    };

    public static TlsHandshake Handshake(string capture) =>
        TlsCapture.ReadHandshakes(Path.Combine(RepositoryFiles.Shared!, "lab", "captures", capture + ".pcap")).First();

    public static CertificateRevocationList RevocationList(string name) =>
        CertificateRevocationList.FromDer(PemContents(File.ReadAllText(Path.Combine(Folder, name + ".pem"))));

    private static AsymmetricAlgorithm Key(string name)
    {
        string pem = File.ReadAllText(Path.Combine(Folder, name + ".key"));
        AsymmetricAlgorithm algorithm = Certificates(name)[0].PublicKey!.Algorithm == "EC" ? ECDsa.Create() : RSA.Create();
        algorithm.ImportFromPem(pem);
        return algorithm;
    }

    private static byte[] PemContents(string pem)
    {
        PemFields fields = PemEncoding.Find(pem);
        return Convert.FromBase64String(pem[fields.Base64Data]);
    }

    private sealed class KeyFile(AsymmetricAlgorithm algorithm) : IPrivateKeySource
    {
        // A key of its own for each trial, because a trial disposes what it was given.
        public PrivateKeyHandle Open()
        {
            AsymmetricAlgorithm copy = algorithm is ECDsa ? ECDsa.Create() : RSA.Create();
            copy.ImportPkcs8PrivateKey(algorithm.ExportPkcs8PrivateKey(), out _);
            return new PrivateKeyHandle(copy);
        }

        public void Dispose() => algorithm.Dispose();
    }
}

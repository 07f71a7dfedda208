using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Stores;
using Xunit;

namespace TlsTools.Tests.Stores;

/// <summary>Stores that real tools make during the test, read back entry for entry.</summary>
public sealed class ToolStoreTests
{
    private const string Rsa = "throwaway-rsa < Throwaway Intermediate < Throwaway Root";

    [SkippableTheory]
    [InlineData("-legacy")]
    [InlineData("-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC")]
    [InlineData("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-2DES", "-macalg", "SHA1")]
    [InlineData("-keypbe", "PBE-SHA1-RC2-128", "-certpbe", "NONE", "-macalg", "SHA512", "-legacy")]
    [InlineData("-keypbe", "NONE", "-certpbe", "NONE", "-nomac")]
    [InlineData("-iter", "100000", "-macalg", "SHA384")]
    [InlineData("-nomac")]
    public void OpenSSL_pkcs12_is_read(params string[] options)
    {
        using ToolFolder folder = new();
        folder.Run("openssl", ["pkcs12", "-export", "-in", StoreFixtures.Path("out-of-order.pem"), "-inkey", StoreFixtures.Path("out-of-order.pem"),
            "-name", "Ein Schlüssel", "-passout", "pass:" + StoreFixtures.Password, "-out", folder["store.p12"], .. options]);

        using KeyStore store = KeyStores.Open(folder["store.p12"], StoreFixtures.Options);

        Assert.Empty(store.Problems);
        Assert.Equal($"Key Ein Schlüssel: {Rsa}; RSA 2048, matches", StoreFixtures.Line(Assert.Single(store.Entries)));
    }

    [SkippableTheory]
    [InlineData("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512")]
    [InlineData("pkcs8", "-topk8", "-v2", "aes-128-cbc", "-v2prf", "hmacWithSHA1")]
    [InlineData("pkcs8", "-topk8", "-v2", "des3")]
    [InlineData("pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES")]
    [InlineData("pkcs8", "-topk8", "-v1", "PBE-SHA1-RC2-40", "-provider", "legacy", "-provider", "default")]
    [InlineData("rsa", "-traditional", "-aes256")]
    [InlineData("rsa", "-traditional", "-des3")]
    public void OpenSSL_encrypted_keys_are_read(params string[] arguments)
    {
        using ToolFolder folder = new();
        folder.Run("openssl", [.. arguments, "-in", StoreFixtures.Path("out-of-order.pem"), "-passout", "pass:" + StoreFixtures.Password, "-out", folder["key.pem"]]);

        KeyStoreEntry entry = KeyStores.Open(folder["key.pem"], StoreFixtures.Options).Entries.Single();
        Assert.Equal("RSA 2048", entry.PrivateKey.ToString());

        using KeyStore wrong = KeyStores.Open(folder["key.pem"], StoreFixtures.With("wrong"));
        Assert.Equal(KeyStoreFailure.WrongPassword, Assert.Single(wrong.Problems).Failure);
    }

    [SkippableTheory]
    [InlineData("PKCS12", "RSA", "2048", "RSA 2048, matches")]
    [InlineData("PKCS12", "EC", "384", "EC 384, matches")]
    [InlineData("PKCS12", "Ed25519", null, "Ed25519")]
    [InlineData("JKS", "EC", "521", "EC 521, matches")]
    [InlineData("JKS", "RSA", "3072", "RSA 3072, matches")]
    [InlineData("JCEKS", "EC", "256", "EC 256, matches")]
    [InlineData("JCEKS", "DSA", "1024", "DSA")]
    public void Keytool_stores_are_read(string type, string algorithm, string? size, string key)
    {
        using ToolFolder folder = new();
        string[] sizeOption = size is null ? [] : ["-keysize", size];
        folder.Run("keytool", ["-genkeypair", "-keystore", folder["store"], "-storetype", type, "-storepass", StoreFixtures.Password, "-keypass", StoreFixtures.Password,
            "-alias", "eins", "-dname", "CN=made by keytool", "-keyalg", algorithm, .. sizeOption]);
        folder.Run("keytool", "-importcert", "-noprompt", "-keystore", folder["store"], "-storepass", StoreFixtures.Password, "-alias", "zwei", "-file", StoreFixtures.Path("certificate.der"));

        using KeyStore store = KeyStores.Open(folder["store"], StoreFixtures.Options);

        Assert.Empty(store.Problems);
        Assert.Equal([$"Key eins: made by keytool; {key}", "Trusted zwei: throwaway-rsa; none"], store.Entries.Select(StoreFixtures.Line).Order());
    }

    [SkippableTheory]
    [InlineData("/etc/ssl/certs/java/cacerts")]
    [InlineData("/usr/lib/jvm/temurin-25-jdk-amd64/lib/security/cacerts")]
    public void Java_cacerts_are_read_without_a_password(string path)
    {
        Skip.IfNot(File.Exists(path), $"There is no {path}.");

        using KeyStore store = KeyStores.Open(path);

        Assert.True(store.Entries.Count > 100);
        Assert.All(store.Entries, entry => Assert.True(entry.Kind == KeyStoreEntryKind.Trusted && entry.Alias is not null && entry.Certificate!.Fault is null));
        Assert.Empty(store.Problems);
    }

    public static TheoryData<PbeEncryptionAlgorithm, string> WindowsExports => new()
    {
        { PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, "SHA1" },
        { PbeEncryptionAlgorithm.Aes256Cbc, "SHA256" },
        { PbeEncryptionAlgorithm.Aes128Cbc, "SHA512" },
    };

    [Theory]
    [MemberData(nameof(WindowsExports))]
    public void Exports_as_Windows_makes_them_are_read(PbeEncryptionAlgorithm encryption, string hash)
    {
        using X509Certificate2 first = SelfSigned("CN=first");
        using X509Certificate2 second = SelfSigned("CN=second");
        X509Certificate2Collection collection = [first, second];
        byte[] export = collection.ExportPkcs12(new PbeParameters(encryption, new HashAlgorithmName(hash), 2000), StoreFixtures.Password);

        using KeyStore store = KeyStores.Open(new MemoryStream(export), "export.pfx", StoreFixtures.Options);

        Assert.Equal(["Key -: first; EC 256, matches", "Key -: second; EC 256, matches"], store.Entries.Select(StoreFixtures.Line).Order());
    }

    [Fact]
    public void The_export_of_a_certificate_object_is_read()
    {
        using X509Certificate2 certificate = SelfSigned("CN=exported");

        using KeyStore store = KeyStores.Open(
            new MemoryStream(certificate.Export(X509ContentType.Pkcs12, StoreFixtures.Password)), "export.pfx", StoreFixtures.Options);
        using KeyStore open = KeyStores.Open(new MemoryStream(certificate.Export(X509ContentType.Pkcs12)), "export.pfx");

        Assert.Equal("Key -: exported; EC 256, matches", StoreFixtures.Line(Assert.Single(store.Entries)));
        Assert.Equal("Key -: exported; EC 256, matches", StoreFixtures.Line(Assert.Single(open.Entries)));
    }

    [Fact]
    public void A_certificate_object_keeps_its_key()
    {
        using X509Certificate2 certificate = SelfSigned("CN=object");

        KeyStoreEntry entry = KeyStores.FromObject(certificate);

        Assert.Equal((KeyStoreEntryKind.Key, true), (entry.Kind, entry.PrivateKey.MatchesCertificate));
        using PrivateKeyHandle? handle = entry.OpenPrivateKey();
        Assert.IsAssignableFrom<ECDsa>(handle!.Algorithm);
    }

    [SkippableTheory]
    [InlineData("cli.p12", true, "RSA 2048, matches")]
    [InlineData("cli_leafonly.p12", true, "RSA 2048, matches")]
    [InlineData("cli_mismatch.p12", false, "RSA 2048, does not match")]
    [InlineData("cli_ec.p12", true, "EC 256, matches")]
    public void Lab_stores_are_read(string name, bool matches, string key)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string path = Path.Combine(RepositoryFiles.Shared!, "lab", "pki", name);
        Skip.IfNot(File.Exists(path), $"There is no {path}.");

        using KeyStore store = KeyStores.Open(path, StoreFixtures.With("changeit"));

        KeyStoreEntry entry = Assert.Single(store.Entries, entry => entry.Kind == KeyStoreEntryKind.Key);
        Assert.Equal((key, (bool?)matches), (entry.PrivateKey.ToString(), entry.PrivateKey.MatchesCertificate));
    }

    private static X509Certificate2 SelfSigned(string subject)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(new System.DateTimeOffset(2026, 1, 1, 0, 0, 0, default), new System.DateTimeOffset(2046, 1, 1, 0, 0, 0, default));
    }
}

using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using TlsTools.Stores;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Stores;

public sealed class StoreFormatTests
{
    private const string Rsa = "throwaway-rsa < Throwaway Intermediate < Throwaway Root";
    private const string Ec = "throwaway-ec < Throwaway Intermediate < Throwaway Root";

    [Theory]
    [InlineData("out-of-order.pem", KeyStoreType.Pem, "Key -: " + Rsa + "; RSA 2048, matches")]
    [InlineData("encrypted-pkcs8.pem", KeyStoreType.Pem, "Key -: throwaway-rsa < Throwaway Intermediate; RSA 2048, matches")]
    [InlineData("encrypted-traditional.pem", KeyStoreType.Pem, "Key -: throwaway-rsa; RSA 2048, matches")]
    [InlineData("sec1.pem", KeyStoreType.Pem, "Key -: throwaway-ec; EC 256, matches")]
    [InlineData("mismatch.pem", KeyStoreType.Pem, "Key -: throwaway-rsa; EC 256, does not match")]
    [InlineData("certificate.der", KeyStoreType.Der, "Trusted -: throwaway-rsa; none")]
    [InlineData("key.der", KeyStoreType.Der, "Key -: ; EC 256")]
    [InlineData("chain.p7b", KeyStoreType.Pkcs7, "Trusted -: " + Rsa + "; none", "Trusted -: Throwaway Intermediate < Throwaway Root; none", "Trusted -: Throwaway Root; none")]
    [InlineData("chain-text.p7b", KeyStoreType.Pem, "Trusted -: " + Rsa + "; none", "Trusted -: Throwaway Intermediate < Throwaway Root; none", "Trusted -: Throwaway Root; none")]
    [InlineData("modern.p12", KeyStoreType.Pkcs12, "Key client-rsa: " + Rsa + "; RSA 2048, matches")]
    [InlineData("legacy.p12", KeyStoreType.Pkcs12, "Key client-rsa: " + Rsa + "; RSA 2048, matches")]
    [InlineData("empty-password.p12", KeyStoreType.Pkcs12, "Key client-ec: throwaway-ec; EC 256, matches")]
    [InlineData("trust-openssl.p12", KeyStoreType.Pkcs12, "Trusted -: Throwaway Root; none")]
    [InlineData("trust-without-password.p12", KeyStoreType.Pkcs12, "Trusted root: Throwaway Root; none")]
    [InlineData("java.p12", KeyStoreType.Pkcs12, "Key client-rsa: " + Rsa + "; RSA 2048, matches", "Key client-ec: " + Ec + "; EC 256, matches", "Trusted root: Throwaway Root; none")]
    [InlineData("store.jks", KeyStoreType.Jks, "Key client-ec: " + Ec + "; EC 256, matches", "Key client-rsa: " + Rsa + "; RSA 2048, matches", "Trusted root: Throwaway Root; none")]
    [InlineData("store.jceks", KeyStoreType.Jceks, "Key client-ec: " + Ec + "; EC 256, matches", "Key client-rsa: " + Rsa + "; RSA 2048, matches", "Trusted root: Throwaway Root; none")]
    [InlineData("apigee.json", KeyStoreType.CertificateJson, "Trusted throwaway-cert: ; none")]
    public void A_store_of_every_form_is_read_entry_for_entry(string name, KeyStoreType type, params string[] entries)
    {
        using KeyStore store = StoreFixtures.Open(name);

        Assert.Equal(type, store.StoreType);
        Assert.Empty(store.Problems);
        Assert.Equal(entries.Order(), store.Entries.Select(StoreFixtures.Line).Order());
        Assert.All(store.Entries, entry => Assert.Equal(StoreFixtures.Path(name), entry.Source));
    }

    [Fact]
    public void Every_store_of_the_folder_is_in_the_test_above() =>
        Assert.Equal(
            StoreFixtures.Names,
            typeof(StoreFormatTests).GetMethod(nameof(A_store_of_every_form_is_read_entry_for_entry))!
                .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>()
                .Select(row => (string)row.GetData(null!).Single()[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void A_bundle_out_of_order_keeps_the_order_of_the_file_beside_the_chain()
    {
        using KeyStore store = StoreFixtures.Open("out-of-order.pem");

        Assert.Equal(["Throwaway Root", "throwaway-rsa", "Throwaway Intermediate"], store.Entries.Single().AsStored.Select(StoreFixtures.CommonName));
    }

    [Theory]
    [InlineData("modern.p12")]
    [InlineData("store.jks")]
    [InlineData("store.jceks")]
    [InlineData("java.p12")]
    [InlineData("sec1.pem")]
    [InlineData("encrypted-traditional.pem")]
    public void A_key_signs_what_its_certificate_verifies(string name)
    {
        using KeyStore store = StoreFixtures.Open(name);
        byte[] content = Encoding.ASCII.GetBytes("trial");
        foreach (KeyStoreEntry entry in store.Entries.Where(entry => entry.Kind == KeyStoreEntryKind.Key))
        {
            using PrivateKeyHandle handle = entry.OpenPrivateKey()!;
            if (handle.Algorithm is RSA rsa)
            {
                byte[] signature = rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                using RSA verifier = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPublicKey(entry.Certificate!.Certificate!)!;
                Assert.True(verifier.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            }
            else
            {
                byte[] signature = ((ECDsa)handle.Algorithm).SignData(content, HashAlgorithmName.SHA256);
                using ECDsa verifier = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPublicKey(entry.Certificate!.Certificate!)!;
                Assert.True(verifier.VerifyData(content, signature, HashAlgorithmName.SHA256));
            }
        }
    }

    [Fact]
    public void A_disposed_store_gives_no_key_any_more()
    {
        KeyStore store = StoreFixtures.Open("modern.p12");
        store.Dispose();

        Assert.Null(store.Entries[0].OpenPrivateKey());
        Assert.True(store.Entries[0].PrivateKey.Present);
    }

    [Fact]
    public void What_Java_leaves_out_is_said()
    {
        using KeyStore jceks = StoreFixtures.Open("store.jceks");
        using KeyStore trust = StoreFixtures.Open("trust-openssl.p12");

        Assert.Equal("The secret key 'secret' was left out.", Assert.Single(jceks.Remarks));
        Assert.Equal("No certificate is marked as trusted; Java finds no entry in such a store.", Assert.Single(trust.Remarks));
    }

    [Fact]
    public void Certificates_that_are_only_told_of_have_names_and_times()
    {
        using KeyStore store = StoreFixtures.Open("apigee.json");
        KeyStoreEntry entry = store.Entries.Single();

        Assert.Null(entry.Certificate);
        Assert.Equal(DistinguishedName.Parse("CN=Throwaway Intermediate,DC=lab,DC=example"), entry.Issuer);
        Assert.Equal(entry.Issuer, entry.Names.Single().Issuer);
        Assert.Equal(new DateTime(2020, 1, 13, 4, 22, 4, DateTimeKind.Utc), entry.NotAfter);
        Assert.Equal("65000000D23E", entry.Descriptions[0].SerialNumber);
        Assert.False(entry.Descriptions[0].IsCertificateAuthority);
    }

    [SkippableFact]
    public void Seed_Apigee_leaf_certificate_has_its_issuer()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        string seed = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Shared!, "seeds")).Select(File.ReadAllText).Single(text => text.Contains("\"certInfo\""));
        int start = seed.IndexOf("{ \"certInfo\"", StringComparison.Ordinal);
        int end = seed.IndexOf('\n', start);
        using MemoryStream json = new(Encoding.UTF8.GetBytes(seed.Substring(start, end - start)));

        KeyStoreEntry entry = KeyStores.Open(json, "seed").Entries.Single();

        Assert.Equal(DistinguishedName.Parse("CN=MyCompany Test SHA2 CA G2, DC=testcore, DC=test, DC=dir, DC=mycompany, DC=com"), entry.Issuer);
        Assert.Equal("nonprod-api.mycompany.com.key.pem-cert", entry.Alias);
    }

    [Fact]
    public void A_text_in_UTF_16_is_read_as_PowerShell_5_writes_it()
    {
        byte[] wide = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(File.ReadAllText(StoreFixtures.Path("sec1.pem")))];

        Assert.True(KeyStores.Open(new MemoryStream(wide), "wide").Entries.Single().PrivateKey.MatchesCertificate);
    }
}

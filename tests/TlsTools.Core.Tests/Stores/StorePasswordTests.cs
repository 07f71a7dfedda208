using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using TlsTools.Stores;
using Xunit;

namespace TlsTools.Tests.Stores;

public sealed class StorePasswordTests
{
    [Theory]
    [InlineData("modern.p12")]
    [InlineData("legacy.p12")]
    [InlineData("java.p12")]
    [InlineData("trust-openssl.p12")]
    [InlineData("empty-password.p12")]
    [InlineData("store.jks")]
    [InlineData("store.jceks")]
    public void A_wrong_password_is_said_and_not_shown(string name)
    {
        KeyStoreException failure = Assert.Throws<KeyStoreException>(() => KeyStores.Open(StoreFixtures.Path(name), StoreFixtures.With("Wr0ng!")));

        Assert.Equal(KeyStoreFailure.WrongPassword, failure.Failure);
        Assert.Contains(StoreFixtures.Path(name), failure.Message);
        Assert.DoesNotContain("Wr0ng!", failure.ToString());
    }

    [Theory]
    [InlineData("modern.p12")]
    [InlineData("legacy.p12")]
    [InlineData("java.p12")]
    public void A_store_that_needs_a_password_says_so(string name) =>
        Assert.Equal(
            KeyStoreFailure.PasswordRequired,
            Assert.Throws<KeyStoreException>(() => KeyStores.Open(StoreFixtures.Path(name))).Failure);

    [Theory]
    [InlineData("store.jks", 2)]
    [InlineData("store.jceks", 2)]
    [InlineData("encrypted-pkcs8.pem", 1)]
    [InlineData("encrypted-traditional.pem", 1)]
    public void Without_a_password_certificates_are_read_and_keys_are_not(string name, int keys)
    {
        using KeyStore store = KeyStores.Open(StoreFixtures.Path(name));

        Assert.Equal(keys, store.Problems.Count);
        Assert.All(store.Problems, problem => Assert.Equal(KeyStoreFailure.PasswordRequired, problem.Failure));
        Assert.All(store.Entries.Where(entry => entry.Kind == KeyStoreEntryKind.Key), entry =>
        {
            Assert.NotNull(entry.Certificate);
            Assert.True(entry.PrivateKey.Present);
            Assert.False(entry.PrivateKey.Readable);
            Assert.Null(entry.OpenPrivateKey());
        });
    }

    [Fact]
    public void An_unprotected_trust_store_asks_for_no_password()
    {
        using KeyStore store = KeyStores.Open(StoreFixtures.Path("trust-without-password.p12"), new KeyStoreOptions { Password = _ => throw new InvalidOperationException() });

        Assert.Single(store.Entries);
    }

    [Fact]
    public void A_key_with_its_own_password_is_asked_for_by_its_alias()
    {
        List<string?> asked = [];
        SecureString? Answer(KeyStorePasswordRequest request)
        {
            asked.Add(request.Alias);
            return StoreFixtures.Secure(StoreFixtures.Password);
        }

        using KeyStore store = KeyStores.Open(StoreFixtures.Path("store.jks"), new KeyStoreOptions { Password = Answer });

        Assert.Equal([null, "client-ec"], asked);
        KeyStoreException problem = Assert.Single(store.Problems);
        Assert.Equal(("client-ec", KeyStoreFailure.WrongPassword), (problem.Alias, problem.Failure));
        Assert.Equal("Key client-ec: throwaway-ec < Throwaway Intermediate < Throwaway Root; present, unreadable", store.Entries.Select(StoreFixtures.Line).Single(line => line.Contains("-ec:")));
    }

    [Fact]
    public void What_is_no_store_is_said_to_be_none()
    {
        foreach (string content in new[] { "", "Hello", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "{ \"certificate\": 1 }" })
        {
            using MemoryStream stream = new(System.Text.Encoding.ASCII.GetBytes(content));
            Assert.Equal(KeyStoreFailure.UnknownFormat, Assert.Throws<KeyStoreException>(() => KeyStores.Open(stream, "none")).Failure);
        }
    }
}

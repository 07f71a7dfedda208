using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Handshakes;
using TlsTools.Stores;
using Xunit;

namespace TlsTools.Tests.Stores;

public sealed class SystemStoreTests
{
    [Theory]
    [InlineData(@"CurrentUser\My", StoreLocation.CurrentUser, "My")]
    [InlineData("localmachine/Root", StoreLocation.LocalMachine, "Root")]
    [InlineData(@"Cert:\CurrentUser\CA", StoreLocation.CurrentUser, "CA")]
    public void A_store_is_named_by_location_and_name(string name, StoreLocation location, string store)
    {
        (StoreLocation, string)? asked = null;
        SystemStores.Open(name, (where, what) =>
        {
            asked = (where, what);
            return [];
        });

        Assert.Equal((location, store), asked);
    }

    [Theory]
    [InlineData("My")]
    [InlineData(@"Nowhere\My")]
    [InlineData(@"CurrentUser\")]
    [InlineData(@"5\My")]
    public void Any_other_name_is_refused(string name) =>
        Assert.Equal(KeyStoreFailure.NotAvailable, Assert.Throws<KeyStoreException>(() => KeyStores.OpenSystem(name)).Failure);

    [Fact]
    public void A_store_that_is_not_there_is_an_error_of_ours() =>
        Assert.Equal(
            KeyStoreFailure.NotAvailable,
            Assert.Throws<KeyStoreException>(() => SystemStores.Open(@"CurrentUser\My", (_, _) => throw new CryptographicException("not there"))).Failure);

    [Fact]
    public void Chains_are_found_within_the_store()
    {
        using KeyStore file = StoreFixtures.Open("chain.p7b");
        X509Certificate2[] certificates = file.Entries.Select(entry => entry.Certificate!.Certificate!).Reverse().ToArray();

        KeyStore store = SystemStores.Open(@"CurrentUser\My", (_, _) => certificates);

        Assert.Equal("Trusted -: throwaway-rsa < Throwaway Intermediate < Throwaway Root; none", store.Entries.Select(StoreFixtures.Line).Last());
        Assert.All(store.Entries, entry => Assert.Equal((KeyStoreType.System, @"CurrentUser\My"), (entry.StoreType, entry.Source)));
    }

    [Fact]
    public void The_platforms_own_store_opens() => Assert.NotNull(KeyStores.OpenSystem(@"LocalMachine\Root").Entries);

    [Fact]
    public void Chains_of_a_handshake_are_entries()
    {
        using KeyStore file = StoreFixtures.Open("modern.p12");
        TlsHandshake handshake = new() { Source = "cap.pcap", ServerCertificates = file.Entries[0].Chain, ClientCertificates = [] };

        KeyStoreEntry entry = Assert.Single(KeyStores.FromHandshake(handshake));

        Assert.Equal(("server", "throwaway-rsa"), (entry.Alias, StoreFixtures.CommonName(entry.Certificate!)));
        Assert.Equal(3, entry.Chain.Count);
    }
}

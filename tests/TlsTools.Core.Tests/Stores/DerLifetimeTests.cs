using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Stores;
using Xunit;

namespace TlsTools.Tests.Stores;

/// <summary>What a store gives stays whole when the store's content is cleared.</summary>
public sealed class DerLifetimeTests
{
    [Fact]
    public void A_certificate_in_DER_keeps_its_bytes()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=x", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(80));
        using KeyStore store = KeyStores.Open(new MemoryStream(certificate.RawData), "x.cer");
        Assert.Equal(certificate.RawData, store.Entries.Single().Certificate!.RawData);
        Assert.Equal(certificate.Thumbprint, store.Entries.Single().Certificate!.Thumbprint);
    }
}

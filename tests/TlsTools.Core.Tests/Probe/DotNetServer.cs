using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TlsTools.Tests.Probe;

/// <summary>SslStream as a server for as many connections as come, which names authorities and takes or refuses clients by its own judgement.</summary>
internal sealed class DotNetServer : IDisposable
{
    private readonly X509Certificate2 _certificate = Make("server.example");
    private readonly X509Certificate2Collection _authorities;
    private readonly LocalServer _server;

    /// <param name="asks">Whether it asks for a certificate.</param>
    /// <param name="takesAll">Whether it goes on with clients that have none.</param>
    /// <param name="authorities">How many authorities it names.</param>
    /// <param name="versions">The versions that it speaks.</param>
    public DotNetServer(bool asks, bool takesAll, int authorities, SslProtocols versions)
    {
        _authorities = [.. Enumerable.Range(1, authorities).Select(number => Make($"Throw-Away Authority {number}"))];
        SslServerAuthenticationOptions options = new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(
                _certificate, null, offline: true, trust: authorities == 0 ? null : SslCertificateTrust.CreateForX509Collection(_authorities, sendTrustInHandshake: true)),
            ClientCertificateRequired = asks,
            EnabledSslProtocols = versions,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => takesAll || certificate is not null,
        };
        _server = new LocalServer((socket, _) =>
        {
            using SslStream stream = new(new NetworkStream(socket));
            try
            {
                stream.AuthenticateAsServer(options);
                stream.ReadByte();
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException)
            {
                // The client has no certificate, or learned enough.
            }
        });
    }

    public int Port => _server.Port;

    public void Dispose()
    {
        _server.Dispose();
        _certificate.Dispose();
    }

    private static X509Certificate2 Make(string name)
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 made = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

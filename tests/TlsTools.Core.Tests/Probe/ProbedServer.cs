using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth.Peers;

namespace TlsTools.Tests.Probe;

/// <summary>openssl s_server with a fresh certificate, for as many connections as come until the test ends.</summary>
internal sealed class ProbedServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;
    private readonly PeerProgram _program;

    /// <param name="authorities">How many authorities it names; their certificates are made for it.</param>
    /// <param name="isCurve">Whether its key is one of a curve.</param>
    /// <param name="arguments">What else it is told.</param>
    public ProbedServer(int authorities, bool isCurve, params string[] arguments)
    {
        PeerProgram.Require("openssl");
        WriteIdentity(isCurve);
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), Authorities(authorities));
        string[] list = authorities == 0 ? [] : ["-CAfile", Path.Combine(_folder, "ca.pem")];
        Port = PeerProgram.FreePort();
        _program = PeerProgram.Serve(
            "ACCEPT",
            "openssl",
            ["s_server", "-www", "-accept", $"127.0.0.1:{PeerProgram.Text(Port)}", "-cert", Certificate, "-key", Path.Combine(_folder, "key.pem"), .. list, .. arguments]);
    }

    public int Port { get; }

    private string Certificate => Path.Combine(_folder, "cert.pem");

    public TlsEndpoint Probe(bool all = false) => Probe(Port, all);

    /// <summary>Probes a server on loopback as users do.</summary>
    public static TlsEndpoint Probe(int port, bool all = false, string? protocol = null, int seconds = 30, string[]? alpn = null, bool? http = null, TlsIdentity? identity = null) => EndpointProber.Probe(
        new ProbeTarget("127.0.0.1", port),
        new ProbeOptions
        {
            Clock = static () => DateTime.UtcNow,
            ServerName = "server.example",
            All = all,
            Protocol = protocol,
            Alpn = alpn ?? [],
            Http = http,
            Identity = identity,
            TimeLimit = TimeSpan.FromSeconds(seconds),
        });

    public void Dispose()
    {
        _program.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void WriteIdentity(bool isCurve)
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = isCurve ? new("CN=server.example", curve, HashAlgorithmName.SHA256)
            : new("CN=server.example", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("server.example");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), isCurve ? curve.ExportPkcs8PrivateKeyPem() : rsa.ExportPkcs8PrivateKeyPem());
    }

    private static string Authorities(int count)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return string.Join('\n', Enumerable.Range(1, count).Select(number =>
        {
            using X509Certificate2 authority = new CertificateRequest($"CN=Throw-Away Authority {number},O=TlsTools Throw-Away Test", key, HashAlgorithmName.SHA256)
                .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
            return authority.ExportCertificatePem();
        }));
    }
}

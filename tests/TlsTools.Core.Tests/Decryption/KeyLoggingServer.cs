using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Decryption;
using TlsTools.Tests.ClientAuth.Peers;

namespace TlsTools.Tests.Decryption;

/// <summary>openssl s_server that takes every suite it has and writes a key log; it answers as a web server, so that clients end by themselves.</summary>
public sealed class KeyLoggingServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;
    private readonly Lazy<PeerProgram> _program;

    public KeyLoggingServer()
    {
        Port = PeerProgram.FreePort();
        _program = new Lazy<PeerProgram>(Start);
    }

    public int Port { get; }

    internal const string SharedKey = "0123456789abcdef0123456789abcdef";

    internal string RsaKey => Path.Combine(_folder, "rsa.key");

    internal string Folder => _folder;

    internal void Ensure() => _ = _program.Value;

    internal TlsSecrets ReadKeyLog() => CaptureSecrets.FromKeyLogs(Path.Combine(_folder, "keys"));

    public void Dispose()
    {
        if (_program.IsValueCreated)
        {
            _program.Value.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private PeerProgram Start()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Write("rsa", rsa.ExportPkcs8PrivateKeyPem(), new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Write("ec", curve.ExportPkcs8PrivateKeyPem(), new CertificateRequest("CN=localhost", curve, HashAlgorithmName.SHA256));
        return PeerProgram.Serve(
            "ACCEPT",
            "openssl",
            [
                "s_server", "-accept", $"127.0.0.1:{PeerProgram.Text(Port)}", "-www", "-keylogfile", Path.Combine(_folder, "keys"),
                "-cert", Path.Combine(_folder, "rsa.pem"), "-key", RsaKey, "-dcert", Path.Combine(_folder, "ec.pem"), "-dkey", Path.Combine(_folder, "ec.key"),
                "-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0", "-ciphersuites", OpenSslSuites, "-psk", SharedKey, "-allow_no_dhe_kex", "-legacy_renegotiation",
            ]);
    }

    private void Write(string name, string key, CertificateRequest request)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, name + ".key"), key);
    }

    internal const string OpenSslSuites =
        "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256";
}

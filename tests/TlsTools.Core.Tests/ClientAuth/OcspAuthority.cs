using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>An authority made with openssl, with two clients (one revoked), its list, and OCSP responses of several signers.</summary>
internal sealed class OcspAuthority : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;

    /// <param name="address">Where the certificates say that revocation can be asked.</param>
    public OcspAuthority(string address = "http://127.0.0.1:1")
    {
        File.WriteAllText(At("config"), $"""
            [ca]
            default_ca=authority
            [authority]
            database={At("index.txt")}
            serial={At("serial")}
            crlnumber={At("serial")}
            new_certs_dir={_folder}
            certificate={At("ca.pem")}
            private_key={At("ca.key")}
            default_md=sha256
            default_days=365
            default_crl_days=7
            policy=any
            unique_subject=no
            [any]
            commonName=supplied
            [root]
            basicConstraints=critical,CA:TRUE
            keyUsage=critical,keyCertSign,cRLSign
            subjectKeyIdentifier=hash
            [client]
            extendedKeyUsage=clientAuth
            crlDistributionPoints=URI:{address}/list
            authorityInfoAccess=OCSP;URI:{address}/ocsp
            [responder]
            extendedKeyUsage=OCSPSigning
            """);
        File.WriteAllText(At("index.txt"), "");
        File.WriteAllText(At("serial"), "80AB\n");
        Root("ca", "/CN=OCSP Test Authority");
        Root("stranger", "/CN=OCSP Test Authority");
        Issue("good", "client");
        Issue("revoked", "client");
        Issue("responder", "responder");
        OpenSsl("ca", "-config", At("config"), "-revoke", At("revoked.pem"), "-batch");
        OpenSsl("ca", "-config", At("config"), "-gencrl", "-out", At("list.pem"));
        OpenSsl("crl", "-in", At("list.pem"), "-outform", "DER", "-out", At("list.der"));
    }

    public TlsCertificate Authority => Certificate("ca");

    public byte[] List => File.ReadAllBytes(At("list.der"));

    public static void Require() => Skip.If(
        !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "openssl"))),
        "openssl is not on this machine.");

    public TlsCertificate Certificate(string name)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(File.ReadAllText(At(name + ".pem")));
        return TlsCertificate.FromDer(certificate.RawData);
    }

    /// <summary>What a responder answers of a client.</summary>
    public byte[] Response(string client, string signer = "ca", string digest = "-sha1", params string[] more)
    {
        OpenSsl(["ocsp", digest, "-issuer", At("ca.pem"), "-cert", At(client + ".pem"), "-reqout", At("request"), "-no_nonce"]);
        return Answer(File.ReadAllBytes(At("request")), signer, more.Length > 0 ? more : ["-ndays", "7"]);
    }

    /// <summary>What a responder answers to a question.</summary>
    public byte[] Answer(byte[] question, string signer = "ca", params string[] more)
    {
        File.WriteAllBytes(At("request"), question);
        OpenSsl(["ocsp", "-index", At("index.txt"), "-CA", At("ca.pem"), "-rsigner", At(signer + ".pem"), "-rkey", At(signer + ".key"), "-reqin", At("request"), "-respout", At("response"), .. more]);
        return File.ReadAllBytes(At("response"));
    }

    /// <summary>Judges a client with what is known of revocation, some days from now.</summary>
    public ClientCertificateTest Test(string client, RevocationData data, int days = 0, IRevocationSource? source = null) => ClientCertificateEvaluation.Test(
        new KeyStoreEntry
        {
            Alias = client,
            Kind = KeyStoreEntryKind.Key,
            Chain = [Certificate(client)],
            Source = client + ".pem",
            StoreType = KeyStoreType.Pem,
            PrivateKey = new PrivateKeyState { Present = true },
        },
        new ClientCertificateContext
        {
            Request = new ClientCertificateRequest { Source = "test", Authorities = AcceptableAuthorityList.FromCertificates([Authority], "test") },
            At = DateTime.UtcNow.AddMinutes(1).AddDays(days),
            TrustAnchors = [Authority],
            RevocationLists = data.Lists,
            OcspResponses = data.Responses,
            RevocationSource = source,
        });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private void Root(string name, string subject) =>
        OpenSsl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", At(name + ".key"), "-out", At(name + ".pem"), "-subj", subject, "-days", "730", "-config", At("config"), "-extensions", "root");

    private void Issue(string name, string extensions)
    {
        OpenSsl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", At(name + ".key"), "-out", At(name + ".csr"), "-subj", "/CN=" + name, "-config", At("config"));
        OpenSsl("ca", "-config", At("config"), "-batch", "-notext", "-in", At(name + ".csr"), "-out", At(name + ".pem"), "-extensions", extensions);
    }

    private static void OpenSsl(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        List<string> errors = [];
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data ?? "");
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        if (!process.WaitForExit(TimeSpan.FromSeconds(30)))
        {
            process.Kill();
        }

        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Join('\n', errors));
    }
}

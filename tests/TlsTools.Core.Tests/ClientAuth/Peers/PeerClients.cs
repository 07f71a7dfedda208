using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Tls;
using TlsTools.X509;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>Lets the clients of this machine connect with a certificate of the lab.</summary>
internal static class PeerClients
{
    /// <summary>The program that a client needs; <see langword="null"/> for one that runs within the tests.</summary>
    public static string? Program(string client) => client switch
    {
        "Jsse" => "java",
        "OpenSsl" => "openssl",
        "GnuTls" => "gnutls-cli",
        "Curl" => "curl",
        _ => null,
    };

    /// <summary>Connects and hangs up; what the server thinks of it is asked at the server.</summary>
    public static void Connect(string client, string certificate, int port, ProtocolVersion version)
    {
        string pem = LabPki.FilePath(certificate + ".pem");
        string key = LabPki.FilePath(certificate + ".key");
        switch (client)
        {
            case "Jsse":
                JavaPeer.Shared.Connect(port, version.IsTls13 ? "TLSv1.3" : "TLSv1.2", certificate);
                break;
            case "OpenSsl":
                ConnectOpenSsl(certificate, LabPki.Certificates(certificate).Skip(1), port, version);
                break;
            case "GnuTls":
                PeerProgram.Run("gnutls-cli", "--insecure", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1." + (version.IsTls13 ? "3" : "2"), "--x509certfile", pem, "--x509keyfile", key, "-p", PeerProgram.Text(port), "127.0.0.1");
                break;
            case "Curl":
                // It waits for an answer that s_server does not give.
                PeerProgram.Run("curl", "--silent", "--insecure", "--max-time", "1", version.IsTls13 ? "--tlsv1.3" : "--tlsv1.2", "--tls-max", version.IsTls13 ? "1.3" : "1.2", "--cert", pem, "--key", key, $"https://127.0.0.1:{PeerProgram.Text(port)}/");
                break;
            default:
                ConnectSslStream(certificate, port, version);
                break;
        }
    }

    /// <summary>Connects with a chain of its own. Security level 0 lets the client load what the server is to judge.</summary>
    public static void ConnectOpenSsl(string certificate, IEnumerable<TlsCertificate> issuers, int port, ProtocolVersion version)
    {
        string[] chain = [.. issuers.Select(issuer => PemEncoding.WriteString("CERTIFICATE", issuer.RawData))];
        string folder = Directory.CreateTempSubdirectory("tlstools").FullName;
        string file = Path.Combine(folder, "issuers.pem");
        File.WriteAllLines(file, chain);
        string[] sent = chain.Length > 0 ? ["-cert_chain", file] : [];
        try
        {
            PeerProgram.Run("openssl", ["s_client", "-connect", $"127.0.0.1:{PeerProgram.Text(port)}", Option(version), "-cipher", "DEFAULT@SECLEVEL=0", "-cert", LabPki.FilePath(certificate + ".pem"), "-key", LabPki.FilePath(certificate + ".key"), .. sent]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Connects without a certificate.</summary>
    public static void ConnectWithout(int port, ProtocolVersion version) =>
        PeerProgram.Run("openssl", "s_client", "-connect", $"127.0.0.1:{PeerProgram.Text(port)}", Option(version));

    private static string Option(ProtocolVersion version) => version.IsTls13 ? "-tls1_3" : "-tls1_2";

    private static void ConnectSslStream(string certificate, int port, ProtocolVersion version)
    {
        using TcpClient tcp = new("127.0.0.1", port);
        using SslStream stream = new(tcp.GetStream());
        using X509Certificate2 own = X509CertificateLoader.LoadPkcs12FromFile(LabPki.FilePath(certificate + ".p12"), LabPki.Password);
        try
        {
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificates = [own],
                EnabledSslProtocols = version.IsTls13 ? SslProtocols.Tls13 : SslProtocols.Tls12,
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null,
            });
            stream.Write("x\n"u8);
        }
        catch (System.Exception refused) when (refused is AuthenticationException or IOException)
        {
            // The server's verdict is asked at the server.
        }
    }
}

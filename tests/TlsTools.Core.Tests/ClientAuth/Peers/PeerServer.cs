using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Xunit;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>A server that wants a client certificate, takes one connection and says whether it accepted the client.</summary>
/// <param name="port">Where it listens.</param>
internal abstract class PeerServer(int port) : IDisposable
{
    public int Port { get; } = port;

    /// <summary>Starts a server that verifies.</summary>
    /// <param name="server">The stack.</param>
    /// <param name="trusted">The PEM file of the authorities that it trusts and lists.</param>
    /// <param name="revocationLists">The PEM files of the lists that it asks; without any it does not ask for revocation.</param>
    public static PeerServer Start(string server, string trusted, string[] revocationLists) => server switch
    {
        "Jsse" => JavaServer.Start(trusted, revocationLists),
        "GnuTls" => new GnuTlsServer(PeerProgram.FreePort(), trusted, revocationLists),
        "DotNet" => new SslStreamServer(new TcpListener(IPAddress.Loopback, 0), trusted),
        _ => OpenSslServer.Strict(trusted, revocationLists),
    };

    public abstract bool Accepted();

    public abstract void Dispose();

    private sealed class JavaServer(int port, Func<bool> accepted) : PeerServer(port)
    {
        public static JavaServer Start(string trusted, string[] revocationLists)
        {
            (int port, Func<bool> accepted) = JavaPeer.Shared.Serve(trusted, revocationLists);
            return new JavaServer(port, accepted);
        }

        public override bool Accepted() => accepted();

        // Java closes it after its one connection.
        public override void Dispose()
        {
        }
    }

    private sealed class GnuTlsServer : PeerServer
    {
        private readonly PeerProgram _program;

        public GnuTlsServer(int port, string trusted, string[] revocationLists)
            : base(port)
        {
            string[] lists = [.. revocationLists.SelectMany(list => new[] { "--x509crlfile", LabPki.FilePath(list + ".pem") })];
            _program = PeerProgram.Serve("HTTP Server listening on IPv4", "gnutls-serv", ["-p", PeerProgram.Text(port), "--x509certfile", LabPki.FilePath("srv.pem"), "--x509keyfile", LabPki.FilePath("srv.key"), "--x509cafile", LabPki.FilePath(trusted + ".pem"), "--require-client-cert", "--verify-client-cert", .. lists]);
        }

        public override bool Accepted()
        {
            // It prints the status within the handshake; a signature that fails comes after it.
            _program.WaitFor(line => line.StartsWith("Error in handshake", StringComparison.Ordinal) || line.StartsWith("- Channel bindings", StringComparison.Ordinal) || line.Contains("NOT trusted", StringComparison.Ordinal));
            return _program.Printed(line => line.Contains("certificate is trusted", StringComparison.Ordinal)) && _program.Printed(line => line.StartsWith("- Channel bindings", StringComparison.Ordinal));
        }

        public override void Dispose() => _program.Dispose();
    }

    private sealed class SslStreamServer : PeerServer
    {
        private readonly TcpListener _listener;
        private readonly Task<bool> _verdict;

        public SslStreamServer(TcpListener listener, string trusted)
            : base(Listen(listener))
        {
            _listener = listener;
            _verdict = Task.Run(() => Serve(trusted));
        }

        public override bool Accepted()
        {
            Assert.True(_verdict.Wait(PeerProgram.Patience), "SslStream did not end.");
            return _verdict.Result;
        }

        public override void Dispose() => _listener.Dispose();

        private static int Listen(TcpListener listener)
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private bool Serve(string trusted)
        {
            X509Certificate2Collection own = X509CertificateLoader.LoadPkcs12CollectionFromFile(LabPki.FilePath("srv.p12"), LabPki.Password);
            X509Certificate2 leaf = own.Single(certificate => certificate.HasPrivateKey);
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
            policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.2"));
            policy.CustomTrustStore.ImportFromPemFile(LabPki.FilePath(trusted + ".pem"));
            using TcpClient tcp = _listener.AcceptTcpClient();
            using SslStream stream = new(tcp.GetStream());
            try
            {
                stream.AuthenticateAsServer(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [.. own.Where(certificate => !certificate.HasPrivateKey)], offline: true),
                    ClientCertificateRequired = true,
                    CertificateChainPolicy = policy,
                });
                return true;
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException)
            {
                return false;
            }
        }
    }
}

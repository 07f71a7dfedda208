using System;
using System.IO;
using TlsTools.Tests.ClientAuth;
using TlsTools.Tests.ClientAuth.Peers;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>A program that ends TLS before a server that does nothing, or before none.</summary>
internal sealed class ProxyServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;
    private readonly LocalServer? _backend;
    private PeerProgram? _program;

    private ProxyServer(bool hasBackend) => _backend = hasBackend ? new LocalServer((_, stop) => stop.WaitHandle.WaitOne()) : null;

    public int Port { get; } = PeerProgram.FreePort();

    private int BackendPort => _backend?.Port ?? PeerProgram.FreePort();

    private string Configuration => Path.Combine(_folder, "configuration");

    public static ProxyServer HAProxy(string verify, string trusted = "caA")
    {
        PeerProgram.Require("haproxy");
        ProxyServer server = new(hasBackend: true);
        string identity = Path.Combine(server._folder, "identity.pem");
        File.WriteAllText(identity, File.ReadAllText(LabPki.FilePath("srv.pem")) + File.ReadAllText(LabPki.FilePath("srv.key")));
        return server.Start("haproxy", ["-db", "-V", "-f", server.Configuration], FormattableString.Invariant($"""
            defaults
              mode tcp
              timeout connect 20s
              timeout client 20s
              timeout server 20s
            listen tls
              bind 127.0.0.1:{server.Port} ssl crt {identity} ca-file {LabPki.FilePath(trusted + ".pem")} verify {verify}
              server backend 127.0.0.1:{server.BackendPort}

            """));
    }

    public static ProxyServer Stunnel(int verify, bool hasBackend, string trusted = "caA")
    {
        PeerProgram.Require("stunnel");
        ProxyServer server = new(hasBackend);
        return server.Start("stunnel", [server.Configuration], FormattableString.Invariant($"""
            foreground = yes
            pid =
            [tls]
            accept = 127.0.0.1:{server.Port}
            connect = 127.0.0.1:{server.BackendPort}
            cert = {LabPki.FilePath("srv.pem")}
            key = {LabPki.FilePath("srv.key")}
            CAfile = {LabPki.FilePath(trusted + ".pem")}
            verify = {verify}

            """));
    }

    /// <summary>nginx that passes on what it is sent; one process, so that ending it leaves nothing behind.</summary>
    public static ProxyServer NginxStream(string verify, bool hasBackend)
    {
        PeerProgram.Require("nginx");
        const string Module = "/usr/lib/nginx/modules/ngx_stream_module.so";
        Skip.IfNot(File.Exists(Module), "The stream module of nginx is not on this machine.");
        ProxyServer server = new(hasBackend);
        return server.Start("nginx", ["-e", "stderr", "-p", server._folder, "-c", server.Configuration], FormattableString.Invariant($$"""
            load_module {{Module}};
            daemon off;
            master_process off;
            pid {{server._folder}}/pid;
            error_log stderr notice;
            events { }
            stream {
                server {
                    listen 127.0.0.1:{{server.Port}} ssl;
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_certificate {{LabPki.FilePath("srv.pem")}};
                    ssl_certificate_key {{LabPki.FilePath("srv.key")}};
                    ssl_client_certificate {{LabPki.FilePath("caAfull.pem")}};
                    ssl_verify_client {{verify}};
                    ssl_verify_depth 5;
                    proxy_pass 127.0.0.1:{{server.BackendPort}};
                }
            }

            """));
    }

    public void Dispose()
    {
        _program?.Dispose();
        _backend?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ProxyServer Start(string program, string[] arguments, string configuration)
    {
        File.WriteAllText(Configuration, configuration);
        _program = PeerProgram.ServeAt(Port, program, arguments);
        return this;
    }
}

using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Xunit;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>nginx that requires a client certificate, and answers who has none that it likes in HTTP.</summary>
internal sealed class NginxServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;
    private readonly PeerProgram _program;

    /// <param name="trusted">The PEM file of the authorities that it trusts and lists.</param>
    /// <param name="verify">What its configuration says of client certificates.</param>
    public NginxServer(string trusted, string verify = "on")
    {
        Port = PeerProgram.FreePort();
        string[] places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

        // One process, so that ending it leaves nothing behind.
        File.WriteAllText(Path.Combine(_folder, "nginx.conf"), $$"""
            daemon off;
            master_process off;
            pid {{_folder}}/pid;
            error_log stderr notice;
            events { }
            http {
                log_format verdict 'answered $status';
                access_log /dev/stdout verdict;
                {{string.Join(' ', places.Select(place => $"{place}_temp_path {_folder}/{place};"))}}
                server {
                    listen 127.0.0.1:{{PeerProgram.Text(Port)}} ssl;
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_certificate {{LabPki.FilePath("srv.pem")}};
                    ssl_certificate_key {{LabPki.FilePath("srv.key")}};
                    ssl_client_certificate {{LabPki.FilePath(trusted + ".pem")}};
                    ssl_verify_client {{verify}};
                    ssl_verify_depth 5;
                    location / { return 200; }
                }
            }
            """);
        _program = PeerProgram.Serve("event method", "nginx", "-e", "stderr", "-p", _folder, "-c", Path.Combine(_folder, "nginx.conf"));
    }

    public int Port { get; }

    /// <summary>What it answered to its one request.</summary>
    public int Status()
    {
        string? answer = null;
        _program.WaitFor(line => (answer = line.StartsWith("answered ", StringComparison.Ordinal) ? line : answer) is not null);
        Assert.NotNull(answer);
        return int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _program.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

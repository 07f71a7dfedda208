using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using TlsTools.Tests.ClientAuth.Peers;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>
/// Programs of Debian that begin TLS in a protocol of theirs, each with files of its own. They name two authorities, <c>CN=Throw-Away
/// First</c> and <c>CN=Throw-Away Second</c>.
/// </summary>
internal sealed class ServiceServer : IDisposable
{
    private readonly ServerIdentity _files = new();
    private PeerProgram? _program;

    private ServiceServer(params string[] programs)
    {
        PeerProgram.Require(programs);
        Skip.IfNot(Environment.IsPrivilegedProcess, "These servers are started as root, and change to users of their own.");
        _files.MakeAuthority("first", "Throw-Away First");
        _files.MakeAuthority("second", "Throw-Away Second");
        _files.Join("authorities.pem", "first.pem", "second.pem");
        _files.Make("server");

        // The servers change to users of their own.
        Execute("chmod", ["644", .. Directory.GetFiles(Folder)]);
        Execute("chmod", "755", Folder);
    }

    /// <summary>Ports; most servers have one.</summary>
    public int[] Ports { get; } = [PeerProgram.FreePort(), PeerProgram.FreePort(), PeerProgram.FreePort()];

    private string Folder => Path.GetDirectoryName(_files["x"])!;

    private string Port => PeerProgram.Text(Ports[0]);

    /// <summary>IMAP, POP3 and ManageSieve.</summary>
    public static ServiceServer Dovecot(bool asks)
    {
        ServiceServer server = new("dovecot");
        Skip.IfNot(File.Exists("/usr/lib/dovecot/managesieve-login"), "dovecot-managesieved is not on this machine.");
        string configuration = server.Write("dovecot.conf", $$"""
            base_dir = {{server.Folder}}/run
            state_dir = {{server.Folder}}/state
            log_path = /dev/stderr
            protocols = imap pop3 sieve
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <{{server._files["server.pem"]}}
            ssl_key = <{{server._files["server.key"]}}
            ssl_ca = <{{server._files["authorities.pem"]}}
            ssl_require_crl = no
            ssl_verify_client_cert = {{(asks ? "yes" : "no")}}
            ssl_min_protocol = TLSv1.2
            passdb {
              driver = static
              args = nopassword=y
            }
            service imap-login {
              inet_listener imap {
                port = {{server.Port}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service pop3-login {
              inet_listener pop3 {
                port = {{PeerProgram.Text(server.Ports[1])}}
              }
              inet_listener pop3s {
                port = 0
              }
            }
            service managesieve-login {
              inet_listener sieve {
                port = {{PeerProgram.Text(server.Ports[2])}}
              }
            }

            """);
        return server.Start("dovecot", "-F", "-c", configuration);
    }

    /// <summary>SMTP.</summary>
    public static ServiceServer Postfix(string asking)
    {
        ServiceServer server = new("postfix");
        string folder = server.Folder;
        Directory.CreateDirectory(Path.Combine(folder, "spool"));
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        Execute("chown", "postfix", Path.Combine(folder, "data"));
        Directory.CreateDirectory(Path.Combine(folder, "conf"));
        server.Write("conf/main.cf", $"""
            compatibility_level = 3.6
            queue_directory = {folder}/spool
            data_directory = {folder}/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            maillog_file = {folder}/spool/log
            maillog_file_prefixes = {folder}
            myhostname = server.example
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            alias_maps =
            local_recipient_maps =
            smtpd_tls_security_level = encrypt
            smtpd_tls_mandatory_protocols = >=TLSv1.2
            smtpd_tls_cert_file = {server._files["server.pem"]}
            smtpd_tls_key_file = {server._files["server.key"]}
            smtpd_tls_CAfile = {server._files["authorities.pem"]}
            smtpd_tls_ask_ccert = {(asking == "optional" ? "yes" : "no")}
            smtpd_tls_req_ccert = {(asking == "required" ? "yes" : "no")}

            """);
        server.Write("conf/master.cf", $"""
            127.0.0.1:{server.Port} inet n - n - - smtpd
            rewrite unix - - n - - trivial-rewrite
            proxymap unix - - n - - proxymap
            postlog unix-dgram n - n - 1 postlogd
            tlsmgr unix - - n 1000? 1 tlsmgr
            anvil unix - - n - 1 anvil

            """);
        Execute("postfix", "-c", Path.Combine(folder, "conf"), "check");
        return server.Start("/usr/lib/postfix/sbin/master", "-c", Path.Combine(folder, "conf"), "-d");
    }

    /// <summary>PostgreSQL.</summary>
    public static ServiceServer Postgres(bool asks, string lowest, string highest)
    {
        string? program = Directory.Exists("/usr/lib/postgresql") ? Directory.GetFiles("/usr/lib/postgresql", "postgres", SearchOption.AllDirectories).FirstOrDefault() : null;
        Skip.If(program is null, "PostgreSQL is not on this machine.");
        ServiceServer server = new("setpriv");
        string data = Path.Combine(server.Folder, "data");
        Execute("chmod", "600", server._files["server.key"]);
        Execute("chown", "postgres", server.Folder, server._files["server.key"]);
        string[] user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];
        Execute("setpriv", [.. user, Path.Combine(Path.GetDirectoryName(program)!, "initdb"), "-D", data, "-A", "trust", "--no-sync", "--no-locale", "-E", "UTF8"]);
        string[] settings =
        [
            "ssl=on", "fsync=off", "ssl_cert_file=" + server._files["server.pem"], "ssl_key_file=" + server._files["server.key"],
            "ssl_min_protocol_version=" + lowest, "ssl_max_protocol_version=" + highest, .. asks ? ["ssl_ca_file=" + server._files["authorities.pem"]] : Array.Empty<string>(),
        ];
        return server.Start(
            "setpriv", [.. user, program!, "-D", data, "-h", "127.0.0.1", "-p", server.Port, "-k", server.Folder, .. settings.SelectMany(setting => new[] { "-c", setting })]);
    }

    /// <summary>LDAP.</summary>
    public static ServiceServer Slapd(string verify)
    {
        ServiceServer server = new("slapd");
        string configuration = server.Write("slapd.conf", $"""
            pidfile {server.Folder}/pid
            TLSCACertificateFile {server._files["authorities.pem"]}
            TLSCertificateFile {server._files["server.pem"]}
            TLSCertificateKeyFile {server._files["server.key"]}
            TLSVerifyClient {verify}
            TLSCipherSuite NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2

            """);
        return server.Start("slapd", "-f", configuration, "-h", $"ldap://127.0.0.1:{server.Port}", "-d", "0");
    }

    /// <summary>MySQL's protocol.</summary>
    public static ServiceServer MariaDb(string versions)
    {
        ServiceServer server = new("mariadbd", "mariadb-install-db");
        string data = Path.Combine(server.Folder, "data");
        Execute("mariadb-install-db", "--no-defaults", "--datadir=" + data, "--user=mysql", "--auth-root-authentication-method=normal", "--skip-test-db");
        return server.Start(
            "mariadbd",
            [
                "--no-defaults", "--datadir=" + data, "--user=mysql", "--bind-address=127.0.0.1", "--port=" + server.Port, $"--socket={data}/socket", $"--pid-file={data}/pid", "--skip-grant-tables",
                "--skip-networking=0", "--max-connect-errors=100000", "--tls-version=" + versions, "--ssl-cert=" + server._files["server.pem"], "--ssl-key=" + server._files["server.key"],
                "--ssl-ca=" + server._files["authorities.pem"],
            ]);
    }

    /// <summary>FTP.</summary>
    public static ServiceServer Vsftpd(bool asks)
    {
        ServiceServer server = new("vsftpd");
        string answer = asks ? "YES" : "NO";
        return server.Start("vsftpd", server.Write("vsftpd.conf", $"""
            listen=YES
            background=NO
            listen_address=127.0.0.1
            listen_port={server.Port}
            anonymous_enable=YES
            ssl_enable=YES
            rsa_cert_file={server._files["server.pem"]}
            rsa_private_key_file={server._files["server.key"]}
            ca_certs_file={server._files["authorities.pem"]}
            require_cert={answer}
            ssl_request_cert={answer}
            secure_chroot_dir={server.Folder}
            seccomp_sandbox=NO

            """));
    }

    /// <summary>RDP.</summary>
    public static ServiceServer Xrdp()
    {
        ServiceServer server = new("xrdp");
        return server.Start("xrdp", "--nodaemon", "--config", server.Write("xrdp.ini", $"""
            [Globals]
            ini_version=1
            fork=true
            port=tcp://127.0.0.1:{server.Port}
            security_layer=tls
            certificate={server._files["server.pem"]}
            key_file={server._files["server.key"]}
            ssl_protocols=TLSv1.2
            [Logging]
            LogFile={server.Folder}/log
            LogLevel=INFO
            EnableSyslog=false
            [Xorg]
            name=Xorg
            lib=libxup.so

            """));
    }

    /// <summary>XMPP.</summary>
    public static ServiceServer Prosody()
    {
        ServiceServer server = new("prosody");
        return server.Start("prosody", "-F", "--config", server.Write("prosody.cfg.lua", $$"""
            pidfile = "{{server.Folder}}/pid"
            data_path = "{{server.Folder}}"
            run_as_root = true
            modules_enabled = { "tls" }
            modules_disabled = { "s2s", "offline", "posix" }
            c2s_ports = { {{server.Port}} }
            c2s_interfaces = { "127.0.0.1" }
            ssl = { certificate = "{{server._files["server.pem"]}}", key = "{{server._files["server.key"]}}", protocol = "tlsv1_2+" }
            log = { info = "*console" }
            VirtualHost "127.0.0.1"

            """));
    }

    /// <summary>NSS; TLS from the first byte.</summary>
    public static ServiceServer Nss(params string[] asking)
    {
        ServiceServer server = new("selfserv", "certutil", "pk12util", "openssl");
        string database = "sql:" + server.Folder;
        Execute("certutil", "-N", "-d", database, "--empty-password");
        Execute(
            "openssl", "pkcs12", "-export", "-in", server._files["server.pem"], "-inkey", server._files["server.key"], "-name", "server", "-passout", "pass:x", "-out", server._files["server.p12"]);
        Execute("pk12util", "-i", server._files["server.p12"], "-d", database, "-W", "x");
        Execute("certutil", "-A", "-d", database, "-n", "first", "-t", "T,,", "-i", server._files["first.pem"]);
        Execute("certutil", "-A", "-d", database, "-n", "second", "-t", "T,,", "-i", server._files["second.pem"]);
        return server.Start("selfserv", ["-d", database, "-n", "server", "-p", server.Port, "-V", "tls1.2:tls1.3", .. asking]);
    }

    public void Dispose()
    {
        _program?.Terminate();
        _files.Dispose();
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_files[name], text);
        return _files[name];
    }

    private ServiceServer Start(string program, params string[] arguments)
    {
        _program = PeerProgram.ServeAt(Ports[0], program, arguments);
        return this;
    }

    private static void Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(PeerProgram.Patience) && process.ExitCode == 0, $"{program}: {said} {errors.Result}");
    }
}

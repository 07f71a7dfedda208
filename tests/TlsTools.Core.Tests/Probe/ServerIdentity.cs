using System;
using System.IO;
using System.Linq;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth.Peers;

namespace TlsTools.Tests.Probe;

/// <summary>A folder with certificates and keys that openssl made for one test, and the servers that use them.</summary>
internal sealed class ServerIdentity : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;

    public ServerIdentity() => PeerProgram.Require("openssl");

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Makes <c>name.pem</c> and <c>name.key</c>.</summary>
    /// <param name="name">How the files are called.</param>
    /// <param name="algorithm">What <c>openssl req -newkey</c> takes.</param>
    /// <param name="subject">The certificate's common name and DNS name.</param>
    /// <param name="issuer">The files of its issuer; <see langword="null"/> for one that signs itself.</param>
    /// <param name="arguments">What else openssl is told.</param>
    public void Make(string name, string algorithm = "rsa:2048", string subject = "server.example", string? issuer = null, params string[] arguments)
    {
        string[] key = algorithm.StartsWith("P-", StringComparison.Ordinal) ? ["ec", "-pkeyopt", "ec_paramgen_curve:" + algorithm] : algorithm.Split(' ');
        string[] signer = issuer is null ? [] : ["-CA", this[issuer + ".pem"], "-CAkey", this[issuer + ".key"]];
        string[] names = arguments.Contains("-extensions") ? [] : ["-addext", "subjectAltName=DNS:" + subject];
        PeerProgram.Run(
            "openssl",
            ["req", "-x509", "-newkey", .. key, "-nodes", "-subj", "/CN=" + subject, "-days", "9", "-keyout", this[name + ".key"], "-out", this[name + ".pem"], .. names, .. signer, .. arguments]);
    }

    /// <summary>Makes a certificate of an authority.</summary>
    public void MakeAuthority(string name, string subject, string? issuer = null) =>
        Make(name, "P-256", subject, issuer, "-addext", "keyUsage=critical,keyCertSign,cRLSign");

    /// <summary>Puts files behind one another.</summary>
    public string Join(string name, params string[] parts)
    {
        File.WriteAllText(this[name], string.Concat(parts.Select(part => File.ReadAllText(this[part]))));
        return this[name];
    }

    /// <summary>Starts <c>openssl s_server</c> with <c>name.pem</c>.</summary>
    public Server Serve(string name, params string[] arguments) => new(["-cert", this[name + ".pem"], "-key", this[name + ".key"], .. arguments]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A server until the test ends.</summary>
    internal sealed class Server : IDisposable
    {
        private readonly PeerProgram _program;

        public Server(string[] arguments)
        {
            Port = PeerProgram.FreePort();
            _program = PeerProgram.Serve("ACCEPT", "openssl", ["s_server", "-www", "-accept", $"127.0.0.1:{PeerProgram.Text(Port)}", .. arguments]);
        }

        public int Port { get; }

        public TlsEndpoint Probe(bool all = true) => ProbedServer.Probe(Port, all);

        public void Dispose() => _program.Dispose();
    }
}

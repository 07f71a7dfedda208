using System;
using TlsTools.Tls;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>openssl s_server that asks for a certificate and says what it got.</summary>
internal sealed class OpenSslServer : PeerServer
{
    private readonly PeerProgram _program;

    private OpenSslServer(int port, string[] arguments)
        : base(port) =>
        _program = PeerProgram.Serve("ACCEPT", "openssl", ["s_server", "-accept", $"127.0.0.1:{PeerProgram.Text(port)}", "-cert", LabPki.FilePath("srv_leaf.pem"), "-key", LabPki.FilePath("srv.key"), "-cert_chain", LabPki.FilePath("intA.pem"), "-chainCAfile", LabPki.FilePath("rootA.pem"), "-naccept", "1", "-no_ticket", .. arguments]);

    /// <summary>Starts one that takes whatever it gets.</summary>
    /// <param name="list">The PEM file from which the list is made; empty for an empty list.</param>
    /// <param name="schemes">The schemes of the request; <see langword="null"/> for its own.</param>
    /// <param name="version">The only version that it speaks.</param>
    public static OpenSslServer Lenient(string list, string? schemes, ProtocolVersion version)
    {
        string[] authorities = list.Length == 0 ? [] : ["-CAfile", LabPki.FilePath(list + ".pem")];
        string[] signing = schemes is null ? [] : ["-client_sigalgs", schemes];
        return new(PeerProgram.FreePort(), [version.IsTls13 ? "-tls1_3" : "-tls1_2", "-verify", "5", .. authorities, .. signing]);
    }

    /// <summary>Starts one that refuses what it cannot verify.</summary>
    public static OpenSslServer Strict(string trusted, string[] revocationLists)
    {
        // It asks for the leaf's revocation only, and takes one file.
        string[] revocation = revocationLists.Length == 0 ? [] : ["-crl_check", "-CRL", LabPki.FilePath(revocationLists[0] + ".pem")];
        return new(PeerProgram.FreePort(), ["-Verify", "5", "-verify_return_error", "-CAfile", LabPki.FilePath(trusted + ".pem"), .. revocation]);
    }

    public bool SawCertificate()
    {
        _program.End();
        return _program.Printed(line => line.StartsWith("depth=", StringComparison.Ordinal) || line.Contains("Client certificate", StringComparison.Ordinal));
    }

    public override bool Accepted()
    {
        _program.End();
        return _program.Printed(line => line.StartsWith("CIPHER is", StringComparison.Ordinal));
    }

    public override void Dispose() => _program.Dispose();
}

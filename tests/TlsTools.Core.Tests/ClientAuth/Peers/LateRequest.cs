using System;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Tests.ClientAuth.Peers;

/// <summary>
/// openssl s_server that asks for a certificate only when the handshake is over, as servers do that protect some addresses only: by a
/// renegotiation, or in TLS 1.3 by a request after the handshake.
/// </summary>
internal sealed class LateRequest : IDisposable
{
    private readonly ProtocolVersion _version;
    private readonly PeerProgram _server;
    private readonly RecordingRelay _relay;
    private readonly PeerProgram _client;

    /// <summary>Lets s_client connect.</summary>
    /// <param name="certificate">What it has.</param>
    /// <param name="version">The only version that both speak.</param>
    /// <param name="more">Further options of the client.</param>
    public LateRequest(string certificate, ProtocolVersion version, params string[] more)
    {
        _version = version;
        string option = version.IsTls13 ? "-tls1_3" : "-tls1_2";
        int port = PeerProgram.FreePort();

        // Without session cache a renegotiation is a whole handshake.
        _server = PeerProgram.Serve("ACCEPT", "openssl", "s_server", "-accept", $"127.0.0.1:{PeerProgram.Text(port)}", "-cert", LabPki.FilePath("srv_leaf.pem"), "-key", LabPki.FilePath("srv.key"), "-cert_chain", LabPki.FilePath("intA.pem"), "-chainCAfile", LabPki.FilePath("rootA.pem"), "-CAfile", LabPki.FilePath("rootA.pem"), "-verify_return_error", "-naccept", "1", "-no_ticket", "-no_cache", option);
        _relay = new RecordingRelay(port);
        _client = PeerProgram.Serve("Verify return code", "openssl", ["s_client", "-connect", $"127.0.0.1:{PeerProgram.Text(_relay.Port)}", option, "-cert", LabPki.FilePath(certificate + ".pem"), "-key", LabPki.FilePath(certificate + ".key"), "-cert_chain", LabPki.FilePath(certificate + ".pem"), .. more]);
    }

    /// <summary>Asks, and waits for what comes of it.</summary>
    /// <returns>Whether the client showed a certificate, and whether the server accepted it.</returns>
    public (bool Sent, bool Accepted) Ask()
    {
        _server.WaitFor(line => line.StartsWith("CIPHER is", StringComparison.Ordinal));
        _server.Type(_version.IsTls13 ? "c" : "R");
        _server.WaitFor(line => IsError(line) || line.StartsWith("depth=0", StringComparison.Ordinal));

        // What follows the certificate decides; data that arrives shows that the connection goes on.
        if (!_server.Printed(IsError))
        {
            _client.Type(GoesOn);
            _server.WaitFor(line => IsError(line) || line == GoesOn);
        }

        return (_server.Printed(line => line.StartsWith("depth=", StringComparison.Ordinal)), _server.Printed(line => line == GoesOn));
    }

    /// <summary>Hangs up.</summary>
    /// <returns>What a capture would show.</returns>
    public TlsHandshake Handshake()
    {
        _client.End();
        return _relay.Handshake();
    }

    public void Dispose()
    {
        _client.Dispose();
        _relay.Dispose();
        _server.Dispose();
    }

    // It comes on standard error as the certificates do, and so after them.
    private static bool IsError(string line) => line.Contains(":error:", StringComparison.Ordinal);

    private const string GoesOn = "The connection goes on.";
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using TlsTools.Handshakes;
using TlsTools.Probe;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>The dialogues before TLS, with servers that say what the RFC's examples say.</summary>
public sealed class StartTlsTests : IDisposable
{
    private readonly X509Certificate2 _certificate = MakeCertificate();

    private const string Hello = "EHLO tlstools.invalid\r\n";

    // What the server sends, and what it waits for to the end before the next thing it sends.
    private static readonly Dictionary<string, (string Send, string Await)[]> s_good = new()
    {
        ["smtp"] = [("220-mail.example\r\n220 ready\r\n", Hello), ("250-mail.example\r\n250-SIZE 1\r\n250 STARTTLS\r\n", "STARTTLS\r\n"), ("220 go\r\n", "")],
        ["imap"] = [("* OK ready\r\n", "STARTTLS\r\n"), ("* CAPABILITY IMAP4rev1\r\nt OK begin\r\n", "")],
        ["pop3"] = [("+OK ready\r\n", "STLS\r\n"), ("+OK begin\r\n", "")],
        ["ftp"] = [("220-a\r\nb\r\n220 ready\r\n", "AUTH TLS\r\n"), ("234 go\r\n", "")],
        ["nntp"] = [("200 ready\r\n", "STARTTLS\r\n"), ("382 go\r\n", "")],
        ["sieve"] = [("\"IMPLEMENTATION\" \"x\"\r\n\"STARTTLS\"\r\nOK\r\n", "STARTTLS\r\n"), ("OK \"go\"\r\n", "")],
        ["xmpp"] =
        [
            ("", "/streams'>"),
            ("<stream:stream from='x' version='1.0'><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>", "xmpp-tls'/>"),
            ("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", ""),
        ],
        ["ldap"] = [("", "1.3.6.1.4.1.1466.20037"), ("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00", "")],
        ["postgres"] = [("", "\x04\u00d2\x16\x2f"), ("S", "")],
        ["mysql"] = [("\x2a\0\0\0\u000a8.0.1\0\x01\0\0\0abcdefgh\0\xff\xff\x21\x02\0\xff\xdf\x15" + new string('\0', 14), "\x21" + new string('\0', 23))],
        ["irc"] = [("", "STARTTLS\r\n"), (":irc.example NOTICE * :hello\r\n:irc.example 670 * :STARTTLS successful\r\n", "")],
        ["tds"] = [("", PreLogin), ("\u0004\u0001\0\u001a\0\0\u0001\0\0\0\u000b\0\u0006\u0001\0\u0011\0\u0001\u00ff\u0010\0\0\0\0\0\u0001", "")],
        ["rdp"] = [("", ConnectionRequest), ("\u0003\0\0\u0013\u000e\u00d0\0\0\u0012\u0034\0\u0002\u001f\u0008\0\u0002\0\0\0", "")],
    };

    // What MS-TDS, 2.2.6.5 and MS-RDPBCGR, 2.2.1.1 have the client say: the values of VERSION and ENCRYPTION; the protocols of RDP_NEG_REQ.
    private const string PreLogin = "\u00ff\0\0\0\0\0\0\u0001";
    private const string ConnectionRequest = "\u0001\0\u0008\0\u000b\0\0\0";

    private static readonly Dictionary<string, (string Send, string Await)[]> s_bad = new()
    {
        ["smtp"] = [("220 ready\r\n", Hello), ("250-mail.example\r\n250 SIZE 1\r\n", "")],
        ["imap"] = [("* OK ready\r\n", "STARTTLS\r\n"), ("t BAD no\r\n", "")],
        ["pop3"] = [("+OK ready\r\n", "STLS\r\n"), ("-ERR no\r\n", "")],
        ["ftp"] = [("220 ready\r\n", "AUTH TLS\r\n"), ("500 no\r\n", "")],
        ["nntp"] = [("200 ready\r\n", "STARTTLS\r\n"), ("580 no\r\n", "")],
        ["sieve"] = [("\"IMPLEMENTATION\" \"x\"\r\nOK\r\n", "")],
        ["xmpp"] = [("", "/streams'>"), ("<stream:stream from='x' version='1.0'><stream:features></stream:features>", "")],
        ["ldap"] = [("", "1.3.6.1.4.1.1466.20037"), ("\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x02\x04\x00\x04\x00", "")],
        ["postgres"] = [("", "\x04\u00d2\x16\x2f"), ("N", "")],
        ["mysql"] = [("\x2a\0\0\0\u000a8.0.1\0\x01\0\0\0abcdefgh\0\xff\xf7\x21\x02\0\xff\xdf\x15" + new string('\0', 14), "")],
        ["irc"] = [("", "STARTTLS\r\n"), (":irc.example 691 * :STARTTLS failed\r\n", "")],
        ["tds"] = [("", PreLogin), ("\u0004\u0001\0\u001a\0\0\u0001\0\0\0\u000b\0\u0006\u0001\0\u0011\0\u0001\u00ff\u0010\0\0\0\0\0\u0002", "")],
        ["rdp"] = [("", ConnectionRequest), ("\u0003\0\0\u0013\u000e\u00d0\0\0\u0012\u0034\0\u0003\0\u0008\0\u0002\0\0\0", "")],
    };

    public static TheoryData<string> Protocols => [.. StartTlsProtocols.Names];

    [Fact]
    public void Each_protocol_has_a_good_and_a_bad_server()
    {
        Assert.Equal(StartTlsProtocols.Names.Order(), s_good.Keys.Order());
        Assert.Equal(StartTlsProtocols.Names.Order(), s_bad.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void TLS_is_begun(string protocol)
    {
        using LocalServer server = new((socket, _) =>
        {
            Play(socket, s_good[protocol]);
            using NetworkStream stream = new(socket);
            Serve(protocol == "tds" ? new TdsPacketStream(stream) : stream);
        });
        string carrier = protocol switch { "tds" => "Tds", "rdp" => "Rdp", _ => "StartTls/" + protocol };
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port, protocol: protocol);
        Assert.Equal(EndpointOutcome.Reachable, endpoint.Outcome);
        Assert.Equal(carrier, endpoint.Protocol);
        Assert.Equal(carrier, endpoint.Handshakes[0].Carrier);
        Assert.Equal(HandshakeOutcome.Completed, endpoint.Handshakes[0].Outcome);
        Assert.Contains(ProtocolVersion.Tls12, endpoint.Versions);
        Assert.Equal("CN=server.example", endpoint.ServerCertificates![0].Subject?.Name);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void TLS_is_refused(string protocol)
    {
        using LocalServer server = new((socket, _) => Play(socket, s_bad[protocol]));
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port, protocol: protocol);
        Assert.Equal(EndpointOutcome.StartTlsRefused, endpoint.Outcome);
        Assert.Equal(1, server.Connections);
    }

    // Whatever is said behind the agreement was not said under TLS (CVE-2011-0411 and those after it).
    [Fact]
    public void What_is_pushed_in_before_TLS_ends_it()
    {
        using LocalServer server = new((socket, _) =>
            Play(socket, [("220 ready\r\n", Hello), ("250 STARTTLS\r\n", "STARTTLS\r\n"), ("220 go\r\n250 injected\r\n", "")]));
        TlsEndpoint endpoint = ProbedServer.Probe(server.Port, protocol: "smtp");
        Assert.Equal(EndpointOutcome.StartTlsRefused, endpoint.Outcome);
        Assert.Contains("sent more", endpoint.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_greeting_without_end_is_not_waited_for()
    {
        using LocalServer server = new((socket, stop) =>
        {
            while (!stop.IsCancellationRequested)
            {
                socket.Send(Encoding.ASCII.GetBytes("220-and on\r\n"));
            }
        });
        Assert.Equal(EndpointOutcome.StartTlsRefused, ProbedServer.Probe(server.Port, protocol: "smtp").Outcome);
    }

    [Fact]
    public void A_protocol_that_is_not_known_is_named() =>
        Assert.Contains("smtp", Assert.Throws<ArgumentException>(() => ProbedServer.Probe(1, protocol: "gopher")).Message, StringComparison.Ordinal);

    public void Dispose() => _certificate.Dispose();

    private static void Play(Socket socket, (string Send, string Await)[] script)
    {
        foreach ((string send, string wanted) in script)
        {
            socket.Send(Encoding.Latin1.GetBytes(send));
            string heard = "";
            byte[] buffer = new byte[1];
            while (!heard.Contains(wanted, StringComparison.Ordinal))
            {
                if (socket.Receive(buffer) == 0)
                {
                    return;
                }

                heard += (char)buffer[0];
            }
        }
    }

    private void Serve(Stream carried)
    {
        using SslStream stream = new(carried);
        try
        {
            stream.AuthenticateAsServer(_certificate, clientCertificateRequired: false, SslProtocols.None, checkCertificateRevocation: false);
            if (carried is TdsPacketStream packets)
            {
                packets.IsOver = true;
            }

            _ = stream.ReadByte();
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            // A version that it does not speak.
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 made = new CertificateRequest("CN=server.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}

using System.Collections.Generic;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Logs;

/// <summary>Lines as the programs write them, each with what its words mean. Where a program was at hand its own lines are used.</summary>
public sealed class DialectTests
{
    private const string Nginx = "2026/11/21 01:28:01 [info] 24158#24158: *1 ";
    private const string Stunnel = "2026.11.21 01:28:43 ";

    public static TheoryData<string, string?, string> Failures => new()
    {
        // nginx 1.22.
        { Nginx + "client SSL certificate verify error: (20:unable to get local issuer certificate) while reading client request headers, client: 127.0.0.1, server: , request: \"GET / HTTP/1.0\"", "ClientCertificateUntrusted", "Completed" },
        { Nginx + "client SSL certificate verify error: (10:certificate has expired) while reading client request headers, client: 127.0.0.1, server: , request: \"GET / HTTP/1.0\"", "ClientCertificateExpired", "Completed" },
        { Nginx + "client SSL certificate verify error: (21:unable to verify the first certificate) while reading client request headers, client: 127.0.0.1, server: ", "ClientCertificateChainIncomplete", "Completed" },
        { Nginx + "client SSL certificate verify error: (26:unsuitable certificate purpose) while reading client request headers, client: 127.0.0.1, server: ", "ClientCertificateUnsupported", "Completed" },
        { Nginx + "client sent no required SSL certificate while reading client request headers, client: 127.0.0.1, server: , request: \"GET / HTTP/1.0\"", "ClientCertificateMissing", "Completed" },
        { Nginx + "SSL_do_handshake() failed (SSL: error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48) while SSL handshaking, client: 127.0.0.1, server: 127.0.0.1:24421", "ServerCertificateUntrusted", "Failed" },
        { Nginx + "SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol) while SSL handshaking, client: 127.0.0.1, server: 127.0.0.1:24421", "ProtocolVersionMismatch", "Failed" },
        { Nginx + "SSL_do_handshake() failed (SSL: error:0A0000C1:SSL routines::no shared cipher) while SSL handshaking, client: 127.0.0.1, server: 127.0.0.1:24421", "CipherSuiteMismatch", "Failed" },
        { Nginx + "client sent plain HTTP request to HTTPS port while reading client request line, client: 127.0.0.1, server: , request: \"GET /\"", "NotTls", "Failed" },
        { "2026/11/21 17:45:06 [error] 22146#22146: *6 upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 127.0.0.1, server: , request: \"GET / HTTP/1.1\", upstream: \"https://127.0.0.1:24421/\", host: \"127.0.0.1:24422\"", "ServerCertificateUntrusted", "Failed" },
        { Nginx + "peer closed connection in SSL handshake while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:443", "ConnectionClosed", "Failed" },

        // HAProxy 2.6.
        { "127.0.0.1:34930 [21/Nov/2026:01:30:12.280] f/1: SSL client CA chain cannot be verified", "ClientCertificateUntrusted", "Failed" },
        { "127.0.0.1:57740 [21/Nov/2026:01:30:16.484] f/1: SSL client certificate not trusted", "ClientCertificateRejected", "Failed" },
        { "Nov 21 01:30:08 lb haproxy[77]: 127.0.0.1:53830 [21/Nov/2026:01:30:08.676] f/1: SSL handshake failure", null, "Failed" },
        { "127.0.0.1:53830 [21/Nov/2026:01:30:08.676] f/1: SSL handshake failure (error:0A0000C7:SSL routines::peer did not return a certificate)", "ClientCertificateMissing", "Failed" },
        { "127.0.0.1:53830 [21/Nov/2026:01:30:08.676] f/1: Connection closed during SSL handshake", "ConnectionClosed", "Failed" },

        // stunnel 5.68.
        { Stunnel + "LOG5[0]: Service [t] accepted connection from 127.0.0.1:58610\n" + Stunnel + "LOG6[0]: Peer certificate required\n" + Stunnel + "LOG3[0]: SSL_accept: ../ssl/statem/statem_srvr.c:3517: error:0A0000C7:SSL routines::peer did not return a certificate\n" + Stunnel + "LOG5[0]: Connection reset/closed: 0 byte(s) sent to TLS, 0 byte(s) sent to socket", "ClientCertificateMissing", "Failed" },
        { Stunnel + "LOG5[0]: Service [t] accepted connection from 127.0.0.1:55320\n" + Stunnel + "LOG4[0]: CERT: Pre-verification error: unable to get local issuer certificate\n" + Stunnel + "LOG4[0]: Rejected by CERT at depth=1: C=AU, O=TlsTools Lab, OU=Lab, CN=Lab Issuing B\n" + Stunnel + "LOG3[0]: SSL_accept: ../ssl/statem/statem_srvr.c:3530: error:0A000086:SSL routines::certificate verify failed", "ClientCertificateUntrusted", "Failed" },

        // Kafka, as in strimzi-kafka-operator#3815, bitnami/containers#43226 and kafka-docker-playground#1003; the last from a broker whose plaintext port got TLS.
        { "2020-10-15 09:53:35,674 INFO [SocketServer brokerId=0] Failed authentication with /10.244.0.25 (SSL handshake failed) (org.apache.kafka.common.network.Selector) [data-plane-kafka-network-thread-0-ListenerName(TLS-9093)-SSL-8]", null, "Failed" },
        { "[2021-05-26 07:37:11,510] INFO [Producer clientId=ConfluentBalancerSampleStoreProducer] Failed authentication with /0.0.0.0 (errorMessage=SSL handshake failed caused by No subject alternative names matching IP address 0.0.0.0 found) (org.apache.kafka.common.network.Selector)", "ServerCertificateNameMismatch", "Failed" },
        { "[2023-08-02 18:05:02,745] ERROR [AdminClient clientId=adminclient-1] Connection to node -1 (localhost/127.0.0.1:9093) failed authentication due to: SSL handshake failed (org.apache.kafka.clients.NetworkClient)\n[2023-08-02 18:05:02,747] WARN [AdminClient clientId=adminclient-1] Metadata update failed due to authentication error (org.apache.kafka.clients.admin.internals.AdminMetadataManager)\norg.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed\nCaused by: javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure\n        at java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)", "HandshakeFailureUnspecified", "Failed" },
        { "[2023-08-02 18:05:02,745] ERROR [Consumer clientId=c, groupId=g] Connection to node -1 (broker/192.0.2.7:9093) failed authentication due to: SSL handshake failed (org.apache.kafka.clients.NetworkClient)\norg.apache.kafka.common.errors.SslAuthenticationException: SSL handshake failed\nCaused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target", "ServerCertificateUntrusted", "Failed" },
        { "[2021-01-26 11:29:07,747] WARN [SocketServer brokerId=1] Unexpected error from /172.23.5.2; closing connection (org.apache.kafka.common.network.Selector)\norg.apache.kafka.common.network.InvalidReceiveException: Invalid receive (size = 369296128 larger than 104857600)", "ServerNotTls", "Failed" },

        // PostgreSQL 15, server and client.
        { "2026-11-21 01:28:42.123 UTC [123] LOG:  could not accept SSL connection: certificate verify failed\n2026-11-21 01:28:42.123 UTC [123] DETAIL:  Client certificate verification failed at depth 1: unable to get local issuer certificate.", "ClientCertificateUntrusted", "Failed" },
        { "2026-11-21 01:28:42.123 UTC [123] LOG:  could not accept SSL connection: tlsv1 alert unknown ca", "ServerCertificateUntrusted", "Failed" },
        { "2026-11-21 01:28:42.123 UTC [123] postgres@db FATAL:  connection requires a valid client certificate", "ClientCertificateMissing", "Completed" },
        { "psql: error: connection to server at \"localhost\" (127.0.0.1), port 5432 failed: SSL error: certificate verify failed", "ServerCertificateRejected", "Failed" },
        { "psql: error: connection to server at \"localhost\" (127.0.0.1), port 5432 failed: server certificate for \"db.example\" does not match host name \"localhost\"", "ServerCertificateNameMismatch", "Failed" },

        // curl's last words.
        { "curl: (35) OpenSSL/3.0.19: error:0A000418:SSL routines::tlsv1 alert unknown ca", "ClientCertificateUntrusted", "Failed" },
        { "curl: (60) SSL certificate problem: certificate has expired", "ServerCertificateExpired", "Failed" },
        { "curl: (60) SSL: no alternative certificate subject name matches target host name '127.0.0.2'", "ServerCertificateNameMismatch", "Failed" },
        { "curl: (56) OpenSSL SSL_read: OpenSSL/3.0.22: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0", "ClientCertificateMissing", "Failed" },
        { "curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number", "ServerNotTls", "Failed" },

        // Apigee, as its page on 503 SslHandshakeFailed has it.
        { "{\n   \"fault\":{\n      \"faultstring\":\"SSL Handshake failed sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target\",\n      \"detail\":{\n         \"errorcode\":\"messaging.adaptors.http.flow.SslHandshakeFailed\"\n      }\n   }\n}", "ServerCertificateUntrusted", "Failed" },

        // Windows, text and CSV, both wordings.
        { "A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 70.", "ProtocolVersionMismatch", "Failed" },
        { "Error,1/2/2026 10:11:12 AM,Schannel,36888,None,\"A fatal alert was generated and sent to the remote endpoint. This may result in termination of the connection. The TLS protocol defined fatal error code is 40. The Windows SChannel error state is 1205.\"", null, "Failed" },
        { "The following fatal alert was received: 46.", "ServerCertificateRejected", "Failed" },
        { "An TLS 1.2 connection request was received from a remote client application, but none of the cipher suites supported by the client application are supported by the server. The TLS connection request has failed.", "CipherSuiteMismatch", "Failed" },
        { "The certificate received from the remote server was issued by an untrusted certificate authority. Because of this, none of the data contained in the certificate can be validated. The TLS connection request has failed.", "ServerCertificateUntrusted", "Failed" },
        { "The certificate received from the remote server does not contain the expected name. It is therefore not possible to determine whether we are connecting to the correct server. The server name we were expecting is www.example.", "ServerCertificateNameMismatch", "Failed" },
        { "The certificate received from the remote client application has not validated correctly. The error code is 0x80090325.", "ClientCertificateRejected", "Failed" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_line_gives_one_attempt_and_what_its_words_mean(string lines, string? cause, string outcome)
    {
        TlsHandshake handshake = Assert.Single(Read(lines));
        Assert.Equal(cause, handshake.Cause);
        Assert.Equal(outcome, handshake.Outcome.ToString());
        Assert.Null(handshake.ServerCertificates);
        Assert.Null(handshake.ClientHello);
        Assert.All(handshake.Findings.SelectMany(finding => finding.Evidence), evidence => Assert.True(evidence.Packet is null));

        // What the log does not tell of is not said not to have been.
        Assert.DoesNotContain(handshake.Findings, finding => finding.Message.Contains("before it had got"));
        if (cause is not null)
        {
            Assert.Contains(handshake.Findings[0].Evidence, evidence => evidence.Line > 0 || evidence.Message.StartsWith("TCP", System.StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Ends_and_roles_are_those_of_the_line()
    {
        TlsHandshake upstream = Assert.Single(Read("2026/11/21 17:45:06 [error] 1#1: *6 upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 127.0.0.1, server: , upstream: \"https://192.0.2.1:24421/\""));
        Assert.Equal(("192.0.2.1:24421", (object?)null), (upstream.Server!.ToString(), upstream.Client));
        TlsHandshake haproxy = Assert.Single(Read("192.0.2.9:34930 [21/Nov/2026:01:30:12.280] f/1: SSL client CA chain cannot be verified"));
        Assert.Equal(("192.0.2.9:34930", ClientAuthentication.Sent), (haproxy.Client!.ToString(), haproxy.ClientAuthentication));
        TlsHandshake postgres = Assert.Single(Read("2026-11-21 01:28:42.123 UTC [123] LOG:  could not accept SSL connection: tlsv1 alert unknown ca"));
        Assert.Equal(("StartTls/postgres", Side.Client, "2026-11-21T01:28:42.123Z"), (postgres.Carrier, postgres.Alert!.Sender!.Value, postgres.StartTimestamp!.Value.ToString()));

        // Windows does not say which end it was, so that no end is named, and both readings are.
        TlsHandshake windows = Assert.Single(Read("A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 48."));
        Assert.Equal((null, "unknown_ca"), (windows.Alert!.Sender, windows.Alert.Description));
        Assert.Equal(["ServerCertificateUntrusted", "ClientCertificateUntrusted"], windows.Findings.Where(finding => finding.Severity == Severity.Failure).Select(finding => finding.Id));
        Assert.All(windows.Findings.Where(finding => finding.Severity == Severity.Failure), finding => Assert.Equal(Confidence.Possible, finding.Confidence));
    }

    [Fact]
    public void Events_as_xml_have_time_and_fields()
    {
        const string Received = "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Schannel' Guid='{1f678132-5938-4686-9fdc-c8ff68f15c85}'/><EventID>36887</EventID><TimeCreated SystemTime='2026-11-21T01:28:42.1234567Z'/></System><EventData><Data Name='AlertDesc'>116</Data></EventData></Event>";
        const string Done = "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\n<System><Provider Name=\"Schannel\"/>\n<EventID>36880</EventID><TimeCreated SystemTime=\"2026-11-21T01:28:43Z\"/></System>\n<UserData><EventXML xmlns=\"LSA_NS\"><Type>client</Type><Protocol>TLS 1.2</Protocol><CipherSuite>0xc030</CipherSuite><TargetName>www.example</TargetName></EventXML></UserData>\n</Event>";
        const string Other = "<Event xmlns='x'><System><Provider Name='Disk'/><EventID>36887</EventID></System></Event>";
        TlsHandshake[] handshakes = Read($"<Events>{Received}{Other}\n{Done}</Events>");
        Assert.Equal(2, handshakes.Length);
        Assert.Equal(("certificate_required", Side.Server, "2026-11-21T01:28:42.1234567Z"), (handshakes[0].Alert!.Description, handshakes[0].Alert!.Sender, handshakes[0].StartTimestamp!.Value.ToString()));
        Assert.Equal("ClientCertificateMissing", handshakes[0].Cause);
        Assert.Equal((HandshakeOutcome.Completed, "TLS 1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "www.example"), (handshakes[1].Outcome, handshakes[1].Version.ToString(), handshakes[1].CipherSuite.ToString(), handshakes[1].ServerName));
        Assert.Empty(Read("<Event xmlns='x'><System><Provider Name='Schannel'/>\n not closed"));
    }

    [Fact]
    public void Curl_names_messages_and_the_size_tells_of_the_client_certificate()
    {
        string[] lines =
        [
            "  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0* Connected to localhost (127.0.0.1) port 24411 (#0)",
            "* ALPN: offers h2,http/1.1", "} [5 bytes data]", "* TLSv1.3 (OUT), TLS handshake, Client hello (1):", "} [512 bytes data]", "{ [5 bytes data]",
            "* TLSv1.3 (IN), TLS handshake, Server hello (2):", "{ [122 bytes data]", "* TLSv1.3 (IN), TLS handshake, Request CERT (13):", "{ [126 bytes data]",
            "* TLSv1.3 (OUT), TLS handshake, Certificate (11):", "} [8 bytes data]", "* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384",
            "> GET / HTTP/1.1", "{ [5 bytes data]", "* TLSv1.3 (IN), TLS alert, unknown (628):",
            "* OpenSSL SSL_read: OpenSSL/3.0.22: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0",
            "curl: (56) OpenSSL SSL_read: OpenSSL/3.0.22: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0",
        ];
        TlsHandshake handshake = Assert.Single(Read(string.Join("\n", lines)));
        Assert.Equal("127.0.0.1:24411", handshake.Server!.ToString());
        Assert.Equal(("TLS 1.3", "TLS_AES_256_GCM_SHA384"), (handshake.Version.ToString(), handshake.CipherSuite.ToString()));
        Assert.Equal((ClientAuthentication.RequestedEmpty, "ClientCertificateMissing"), (handshake.ClientAuthentication, handshake.Cause));
        Assert.Equal((Side.Server, (byte)116, 16), (handshake.Alert!.Sender!.Value, handshake.Alert.Code!.Value, (int)handshake.Alert.Line!));
        Assert.Equal(["client_hello", "server_hello", "certificate_request", "certificate", "alert"], handshake.Messages.Select(message => message.Type));
    }

    [Theory]
    [InlineData("curl: (7) Failed to connect to localhost port 24499 after 5 ms: Couldn't connect to server")]
    [InlineData("* Connected to localhost (127.0.0.1) port 80 (#0)\n> GET / HTTP/1.1\n< HTTP/1.1 200 OK")]
    [InlineData("2026/11/21 01:28:01 [notice] 24158#24158: using the \"epoll\" event method")]
    [InlineData("127.0.0.1:42294 [21/Nov/2026:01:30:04.636] f~ f/<NOSRV> 0/-1/-1/-1/0 200 49 - - LR-- 1/1/0/0/0 0/0 \"GET /SSL HTTP/1.0\"")]
    [InlineData("[2023-01-19 19:52:33,832] INFO [SocketServer listenerType=ZK_BROKER, nodeId=1] Failed authentication with /172.22.0.2 (Unexpected Kafka request of type METADATA during SASL handshake.) (org.apache.kafka.common.network.Selector)")]
    [InlineData("{ \"fault\": { \"faultstring\":\"The Service is temporarily unavailable\", \"detail\":{ \"errorcode\":\"messaging.adaptors.http.flow.ServiceUnavailable\" } } }")]
    [InlineData("psql: error: connection to server at \"localhost\" (127.0.0.1), port 5432 failed: Connection refused")]
    public void What_does_not_tell_of_TLS_gives_nothing(string lines) => Assert.Empty(Read(lines));

    private static TlsHandshake[] Read(string lines) => [.. TlsLog.ReadHandshakes((IEnumerable<string>)[lines], "test")];
}

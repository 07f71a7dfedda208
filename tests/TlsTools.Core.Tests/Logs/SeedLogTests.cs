using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Tls;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Logs;

/// <summary>The excerpts of logs in the documents with which the project began.</summary>
public sealed class SeedLogTests
{
    [SkippableFact]
    public void The_message_processor_received_a_fatal_alert()
    {
        // The alert is written three times and is one.
        TlsHandshake handshake = Assert.Single(Read("002_3c74487cc9216d5a.txt"));
        Assert.Equal(("bad_certificate", Side.Server), (handshake.Alert!.Description!, handshake.Alert.Sender));
        Assert.Equal(HandshakeOutcome.Failed, handshake.Outcome);
        Assert.Equal(ClientAuthentication.Unknown, handshake.ClientAuthentication);
        Assert.Null(handshake.StartTime);

        // The log has no more than the alert, so that both causes of the document are named as what is possible: no certificate in the
        // key store that the log names, or one whose issuer is not among the authorities that the backend accepts.
        Assert.Equal("ClientCertificateMissing", handshake.Cause);
        Finding missing = handshake.Findings[0];
        Assert.Equal(Confidence.Possible, missing.Confidence);
        Assert.Contains("KeyStore:java.security.KeyStore@52de60d9 KeyAlias:KeyAlias TrustStore:java.security.KeyStore@6ec45759", missing.Message);
        Assert.Contains("the issuer of its certificate is not among the authorities that the server named", missing.Message);
        Assert.Contains(missing.Remedy, step => step.Product == "Apigee" && step.Text.Contains("KeyAlias"));
        Assert.Contains(handshake.Findings, finding => finding is { Id: "ClientCertificateRejected", Confidence: Confidence.Possible });
        Assert.All(missing.Evidence, evidence => Assert.NotNull(evidence.Line));
        Assert.Contains(missing.Evidence, evidence => evidence.Message.StartsWith("SSLInfo:", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Without_a_key_store_there_is_no_client_certificate()
    {
        // The first cause as the document has it, where the log itself tells.
        string[] lines = File.ReadAllLines(PathOf("002_3c74487cc9216d5a.txt"));
        TlsHandshake handshake = Assert.Single(TlsLog.ReadHandshakes(lines.Select(line => line.Replace("KeyStore:java.security.KeyStore@52de60d9 KeyAlias:KeyAlias", "KeyStore:null KeyAlias:null")), "test"));
        Assert.Equal("ClientCertificateMissing", handshake.Cause);
        Assert.Equal(Confidence.Likely, handshake.Findings[0].Confidence);
    }

    [SkippableFact]
    public void The_authorities_of_the_backend_have_not_issued_the_certificate()
    {
        // The second cause: what the document shows beside the log, the server's list as openssl printed it and the issuer of the
        // certificate in the key store, decides it.
        string document = File.ReadAllText(PathOf("002_3c74487cc9216d5a.txt"));
        string list = document.Substring(document.IndexOf("Acceptable client certificate CA names", StringComparison.Ordinal)).Split('\n')[0].Replace(" /C=", "\n/C=");
        string issuer = Regex.Match(document, "\"issuer\" : \"([^\"]+)\"").Groups[1].Value;
        TlsHandshake log = Assert.Single(TlsLog.ReadHandshakes(["CONNECTED(00000003)", .. list.Split('\n'), "---", "139987654321:error:14094412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:s3_pkt.c:1493:SSL alert number 42"], "test"));
        Assert.Equal(2, log.AcceptableCA!.Count);
        Assert.DoesNotContain(DistinguishedName.Parse(issuer), log.AcceptableCA);
        Assert.Contains(log.Findings, finding => finding.Id == "ClientCertificateMissing");
    }

    [SkippableFact]
    public void A_version_that_the_server_does_not_take_ends_in_handshake_failure()
    {
        TlsHandshake handshake = Debugging()[0];
        Assert.Equal("151.193.164.20:443", handshake.Server!.ToString());
        Assert.Null(handshake.Client);
        Assert.Equal(("handshake_failure", Side.Server), (handshake.Alert!.Description!, handshake.Alert.Sender));
        Assert.Equal(HandshakePhase.ClientHello, handshake.Phase);

        // Issue 1 of the document: the server takes TLS 1.2 only and the library offered TLS 1.0.
        Assert.Equal(["TLS 1.0"], handshake.OfferedVersions!.Select(version => version.ToString()));
        Assert.Equal("ProtocolVersionMismatch", handshake.Cause);
        Assert.Contains("cipher suite or compression method", handshake.Findings[0].Message);
        Assert.Contains(handshake.Findings[0].Remedy, step => step.Product == "webMethods Integration Server" && step.Text.Contains("watt.net.ssl.client.useJSSE=true") && step.Text.Contains("enabledProtocols"));
        Assert.Contains(handshake.Findings[0].Evidence, evidence => evidence.Line == handshake.Messages[0].Line);

        // Issue 2 looks the same in a log of this library, which sends no name.
        Finding name = Assert.Single(handshake.Findings, finding => finding.Id == "ServerNameMissing");
        Assert.Equal(Confidence.Possible, name.Confidence);
        Assert.Contains(name.Remedy, step => step.Text.Contains("watt.net.ssl.client.useJSSE"));
    }

    [SkippableFact]
    public void The_name_stands_in_the_hello_of_Java()
    {
        TlsHandshake handshake = Debugging().First(each => each.ServerName is not null);
        Assert.Equal("xxx.yyy.zzz.net", handshake.ServerName);

        // What the document shows is how it looks when it is solved: nothing failed, and a name was sent.
        Assert.Null(handshake.Cause);

        // The document leaves most of the hello out.
        Assert.Empty(handshake.ClientHello!.CipherSuites);
        Assert.True(handshake.Messages[0].IsIncomplete);
        Assert.Null(handshake.Ja3);
    }

    [SkippableFact]
    public void The_client_rejected_the_server_certificate()
    {
        TlsHandshake handshake = Debugging().Single(each => each.Alert is { Sender: Side.Client });
        Assert.Equal("bad_certificate", handshake.Alert!.Description);
        Assert.Equal(HandshakePhase.ServerCertificate, handshake.Phase);
        Assert.Null(handshake.ServerCertificates);
        Assert.Equal("ServerCertificateRejected", handshake.Cause);
        Assert.Contains("Server certificate rejected by ChainVerifier", handshake.Findings[0].Message);
        Assert.Contains("issuer, the dates", handshake.Findings[0].Message);
    }

    [SkippableFact]
    public void The_client_had_no_certificate_of_the_authorities()
    {
        TlsHandshake client = Debugging().Single(each => each.AcceptableCA is { Count: 2 });
        Assert.Equal(ClientAuthentication.RequestedEmpty, client.ClientAuthentication);
        Assert.Equal(["CN=ca,OU=ca,O=ca,L=BLR,ST=KA,C=IN", "CN=leaf,OU=leaf,O=leaf,L=BLR,ST=KA,C=IN"], client.AcceptableCA!.Select(name => name.Name));
        Assert.Equal([CertificateType.RsaSign, CertificateType.DssSign], client.CertificateRequest!.CertificateTypes);

        // The excerpt ends before the server's answer. That the client had none is its own word; that it matters is not certain.
        Assert.Equal("ClientCertificateMissing", client.Cause);
        Assert.Equal(Confidence.Possible, client.Findings[0].Confidence);
        Assert.Equal(HandshakeOutcome.Incomplete, client.Outcome);
        Assert.Contains(client.Findings[0].Remedy, step => step.Text.Contains("watt.security.ssl.client.ignoreEmptyAuthoritiesList"));

        // The server's side of it.
        TlsHandshake server = Debugging().Single(each => each.Alert is { Sender: Side.Server, Code: 42 });
        Assert.Equal(ClientAuthentication.RequestedEmpty, server.ClientAuthentication);
        Assert.Equal("ClientCertificateMissing", server.Cause);
    }

    [SkippableTheory]
    [InlineData("001_4eab5fe0685afbcf.txt")]
    [InlineData("003_f3cc5e04461db5ab.txt")]
    public void A_document_that_quotes_no_log_gives_nothing(string name) => Assert.Empty(Read(name));

    [SkippableFact]
    public void Issue_5_is_issue_3_from_the_other_side()
    {
        // The document has no excerpt of it and says that it is similar: the same lines with the ends changed.
        string[] lines =
        [
            "jvm 1    | ssl_debug(1): Received certificate handshake message with client certificate.",
            "jvm 1    | ssl_debug(1): Client sent a 2048 bit RSA certificate, chain has 2 elements.",
            "jvm 1    | ssl_debug(1): Sending alert: Alert Fatal: bad certificate",
            "jvm 1    | ssl_debug(1): Shutting down SSL layer...",
            "jvm 1    | ssl_debug(1): SSLException while handshaking: Client certificate rejected by ChainVerifier",
        ];
        TlsHandshake handshake = Assert.Single(TlsLog.ReadHandshakes(lines, "test"));
        Assert.Equal(ClientAuthentication.Sent, handshake.ClientAuthentication);
        Assert.Equal("ClientCertificateRejected", handshake.Cause);
    }

    private static TlsHandshake[] Debugging() => Read("004_30594250b3e41471.txt");

    private static TlsHandshake[] Read(string name) => [.. TlsLog.ReadHandshakes(PathOf(name))];

    private static string PathOf(string name)
    {
        string path = Path.Combine(RepositoryFiles.Shared ?? string.Empty, "seeds", name);
        Skip.IfNot(File.Exists(path), RepositoryFiles.SharedMissing);
        return path;
    }
}

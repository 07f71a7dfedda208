using System.IO;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Logs;
using TlsTools.Tls;
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
    }

    [SkippableFact]
    public void A_version_that_the_server_does_not_take_ends_in_handshake_failure()
    {
        TlsHandshake handshake = Debugging()[0];
        Assert.Equal("151.193.164.20:443", handshake.Server!.ToString());
        Assert.Null(handshake.Client);
        Assert.Equal(("handshake_failure", Side.Server), (handshake.Alert!.Description!, handshake.Alert.Sender));
        Assert.Equal(HandshakePhase.ClientHello, handshake.Phase);
        Assert.Equal("HandshakeFailureUnspecified", handshake.Cause);
    }

    [SkippableFact]
    public void The_name_stands_in_the_hello_of_Java()
    {
        TlsHandshake handshake = Debugging().First(each => each.ServerName is not null);
        Assert.Equal("xxx.yyy.zzz.net", handshake.ServerName);

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
    }

    [SkippableFact]
    public void The_client_had_no_certificate_of_the_authorities()
    {
        TlsHandshake client = Debugging().Single(each => each.AcceptableCA is { Count: 2 });
        Assert.Equal(ClientAuthentication.RequestedEmpty, client.ClientAuthentication);
        Assert.Equal(["CN=ca,OU=ca,O=ca,L=BLR,ST=KA,C=IN", "CN=leaf,OU=leaf,O=leaf,L=BLR,ST=KA,C=IN"], client.AcceptableCA!.Select(name => name.Name));
        Assert.Equal([CertificateType.RsaSign, CertificateType.DssSign], client.CertificateRequest!.CertificateTypes);

        // The server's side of it.
        TlsHandshake server = Debugging().Single(each => each.Alert is { Sender: Side.Server, Code: 42 });
        Assert.Equal(ClientAuthentication.RequestedEmpty, server.ClientAuthentication);
        Assert.Equal("ClientCertificateMissing", server.Cause);
    }

    [SkippableTheory]
    [InlineData("001_4eab5fe0685afbcf.txt")]
    [InlineData("003_f3cc5e04461db5ab.txt")]
    public void A_document_that_quotes_no_log_gives_nothing(string name) => Assert.Empty(Read(name));

    private static TlsHandshake[] Debugging() => Read("004_30594250b3e41471.txt");

    private static TlsHandshake[] Read(string name)
    {
        string path = Path.Combine(RepositoryFiles.Shared ?? string.Empty, "seeds", name);
        Skip.IfNot(File.Exists(path), RepositoryFiles.SharedMissing);
        return [.. TlsLog.ReadHandshakes(path)];
    }
}

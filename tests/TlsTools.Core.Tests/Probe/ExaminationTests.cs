using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using TlsTools.Probe;
using TlsTools.Tests.ClientAuth;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>What a server does besides the handshake itself, against how it was started.</summary>
public sealed class ExaminationTests : IDisposable
{
    private readonly Lazy<ServerIdentity> _files = new(() => new ServerIdentity());

    private ServerIdentity Files => _files.Value;

    [SkippableTheory]
    [InlineData("rsa:2048", "P-256", new[] { "RSA", "EC" }, "-verify")]
    [InlineData("ed25519", "rsa:2048", new[] { "Ed25519", "RSA" }, "-Verify")]
    [InlineData("P-384", "ed448", new[] { "EC", "Ed448" }, "-Verify")]
    [InlineData("rsa-pss -pkeyopt rsa_keygen_bits:2048", "P-521", new[] { "RSA-PSS", "EC" }, "-Verify")]
    public void Certificates_for_every_kind_of_key(string first, string second, string[] kinds, string asking)
    {
        Files.Make("first", first);
        Files.Make("second", second);
        using ServerIdentity.Server server = Files.Serve("first", "-dcert", Files["second.pem"], "-dkey", Files["second.key"], asking, "5");
        TlsEndpoint endpoint = server.Probe();
        Assert.Equal(kinds.Order(), endpoint.CertificateChains.Select(chain => chain.KeyType!).Order());
        Assert.All(endpoint.CertificateChains, chain => Assert.Equal(["TLS 1.3", "TLS 1.2"], chain.Versions.Select(version => version.ToString())));
        Assert.All(endpoint.CertificateChains, chain => Assert.True(chain is { FitsName: true, IsInTime: true, IsComplete: true, MissingIssuer: null }));
        Assert.All(endpoint.CertificateChains, chain => Assert.Equal("SelfSigned", Assert.Single(chain.Faults).Id));
        Assert.Equal(asking == "-Verify" ? ClientCertificateDemand.Required : ClientCertificateDemand.Optional, endpoint.ClientAuthentication);
    }

    [SkippableFact]
    public void What_is_wrong_with_a_chain()
    {
        Files.MakeAuthority("root", "Throw-Away Root");
        Files.MakeAuthority("issuer", "Throw-Away Issuer", "root");
        Files.Make("leaf", "rsa:2048", issuer: "issuer");
        Files.Make("other", "P-256", "other.example", "issuer");
        Files.Make("old", "P-256", arguments: ["-not_before", "20200101000000Z", "-not_after", "20210101000000Z"]);
        EndpointChain alone = Chain("leaf");
        Assert.False(alone.IsComplete);
        Assert.Equal("CN=Throw-Away Issuer", alone.MissingIssuer?.Name);
        Assert.Equal(["IssuerMissing"], alone.Faults.Select(fault => fault.Id));
        EndpointChain usual = Chain("leaf", "-cert_chain", Files["issuer.pem"]);
        Assert.Null(usual.IsComplete);
        Assert.Equal("CN=Throw-Away Root", usual.MissingIssuer?.Name);
        Assert.Empty(usual.Faults);
        EndpointChain whole = Chain("leaf", "-cert_chain", Files.Join("both.pem", "issuer.pem", "root.pem"));
        Assert.True(whole.IsComplete);
        Assert.Null(whole.MissingIssuer);
        Assert.Empty(whole.Faults);
        EndpointChain disordered = Chain("leaf", "-cert_chain", Files.Join("turned.pem", "root.pem", "issuer.pem"));
        Assert.Equal(["OutOfOrder"], disordered.Faults.Select(fault => fault.Id));
        EndpointChain mistaken = Chain("other", "-cert_chain", Files["issuer.pem"]);
        Assert.False(mistaken.FitsName);
        Assert.Equal(["NameMismatch"], mistaken.Faults.Select(fault => fault.Id));
    }

    [SkippableTheory]
    [InlineData("-tls1_3", false)]
    [InlineData("-tls1_2", false)]
    [InlineData("-tls1_3", true)]
    [InlineData("-tls1_2", true)]
    public void A_server_of_two_names(string version, bool isFatal)
    {
        Files.Make("default", subject: "default.example");
        Files.Make("named");
        string[] fatal = isFatal ? ["-servername_fatal"] : [];
        using ServerIdentity.Server server = Files.Serve(
            "default", [version, "-servername", "server.example", "-cert2", Files["named.pem"], "-key2", Files["named.key"], .. fatal]);
        ServerNameAnswer[] answers = [.. server.Probe().ServerNames];
        Assert.Equal([ServerNameQuestion.Given, ServerNameQuestion.None, ServerNameQuestion.Wrong], answers.Select(answer => answer.Question));
        Assert.Equal("CN=server.example", answers[0].Certificate?.Subject?.Name);
        Assert.Equal("CN=default.example", answers[1].Certificate?.Subject?.Name);
        Assert.Equal(isFatal ? null : "CN=default.example", answers[2].Certificate?.Subject?.Name);
        Assert.Equal([true, false, isFatal ? null : false], answers.Select(answer => answer.IsSameCertificate));
        // A warning is no more in TLS 1.3.
        Assert.Equal([null, null, isFatal || version == "-tls1_2" ? "unrecognized_name" : null], answers.Select(answer => answer.Alert));
    }

    [SkippableTheory]
    [InlineData(SessionResumption.Resumed, SessionResumption.Resumed, SessionResumption.Offered)]
    [InlineData(SessionResumption.Resumed, SessionResumption.NotOffered, SessionResumption.Offered, "-no_ticket")]
    [InlineData(SessionResumption.NotOffered, SessionResumption.NotOffered, SessionResumption.NotOffered, "-no_ticket", "-no_cache", "-num_tickets", "0")]
    [InlineData(SessionResumption.Offered, SessionResumption.Offered, SessionResumption.Unknown, "-Verify", "5")]
    public void Sessions_that_are_taken_back(SessionResumption id, SessionResumption ticket, SessionResumption psk, params string[] arguments)
    {
        Files.Make("server");
        using ServerIdentity.Server server = Files.Serve("server", arguments);
        EndpointFeatures features = server.Probe().Features!;
        Assert.Equal((id, ticket, psk), (features.SessionId, features.SessionTicket, features.PreSharedKey));
        Assert.True(features.FallbackProtection);
        Assert.True(features.HelloRetryRequest);
        Assert.True(features.ExtendedMasterSecret);
        Assert.True(features.SecureRenegotiation);
        Assert.False(features.Compression);
        Assert.Equal((true, true, true), (features.LargeClientHello, features.LargeClientHelloInSegments, features.LargeClientHelloInRecords));
    }

    [SkippableTheory]
    [InlineData("-tls1_3", "V")]
    [InlineData("-tls1_2", "V")]
    [InlineData("-tls1_3", "R")]
    [InlineData("-tls1_2", null)]
    public void What_is_stapled(string version, string? status)
    {
        Files.MakeAuthority("issuer", "Throw-Away Issuer");
        Files.Make("leaf", issuer: "issuer", arguments: ["-set_serial", "0x1234"]);
        File.WriteAllText(Files["index"], $"{status}\t300101000000Z\t{(status == "R" ? "250101000000Z" : "")}\t1234\tunknown\t/CN=server.example\n");
        PeerProgram.Run("openssl", "ocsp", "-issuer", Files["issuer.pem"], "-cert", Files["leaf.pem"], "-reqout", Files["request"]);
        PeerProgram.Run(
            "openssl", "ocsp", "-index", Files["index"], "-CA", Files["issuer.pem"], "-rsigner", Files["issuer.pem"], "-rkey", Files["issuer.key"], "-reqin", Files["request"], "-respout", Files["response"], "-ndays", "3");
        using ServerIdentity.Server server = Files.Serve("leaf", [version, .. status is null ? Array.Empty<string>() : ["-status_file", Files["response"]]]);
        OcspStaple? staple = server.Probe(all: false).Features!.OcspStaple;
        Assert.Equal(status is null ? null : status == "R" ? OcspCertificateStatus.Revoked : OcspCertificateStatus.Good, staple?.CertificateStatus);
        Assert.Equal(status is null ? null : OcspResponseStatus.Successful, staple?.ResponseStatus);
        Assert.Equal(status is null ? null : TimeSpan.FromDays(3), staple?.NextUpdate - staple?.ThisUpdate);
    }

    [SkippableFact]
    public void Protocols_in_the_server_order()
    {
        Files.Make("server");
        using ServerIdentity.Server server = Files.Serve("server", "-alpn", "http/1.1,h2,imap");
        Assert.Equal(["http/1.1", "h2", "imap"], server.Probe().ApplicationProtocols);
    }

    // The list of openssl for what it was told, by the names of the registry; also for a key of a curve, which TLS 1.2 ties to a group.
    [SkippableTheory]
    [InlineData("P-256", "aECDSA", "-tls1_2")]
    [InlineData("rsa:2048", "aRSA", "-tls1_2")]
    [InlineData("rsa:2048", "aRSA", "-tls1")]
    public void Every_suite_and_every_group(string key, string kind, string version)
    {
        Files.Make("server", key);
        string ciphers = kind + ":-kRSAPSK:-kDHEPSK:-kECDHEPSK:-kPSK:-kSRP:@SECLEVEL=0";
        using ServerIdentity.Server server = Files.Serve("server", version, "-serverpref", "-cipher", ciphers, "-groups", "X25519:P-384:P-521:X448:P-256", "-Verify", "5");
        TlsEndpoint endpoint = server.Probe();
        VersionCipherSuites found = Assert.Single(endpoint.CipherSuites);
        Assert.True(found.IsServerOrder);
        Assert.Equal(Listed(version, ciphers), found.CipherSuites.Select(suite => suite.ToString()));
        if (version == "-tls1_2")
        {
            Assert.Equal(["x25519", "secp384r1", "secp521r1", "x448", "secp256r1"], endpoint.Groups.Select(group => group.ToString()));
        }
    }

    // It chooses a suite of RSA first and then has no scheme for it, once those are not offered any more.
    [SkippableTheory]
    [InlineData("-tls1_2", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha512", "ecdsa_secp384r1_sha384")]
    [InlineData("-tls1_3", "rsa_pss_rsae_sha256", "ecdsa_secp384r1_sha384")]
    public void Schemes_of_a_server_with_two_keys(string version, params string[] schemes)
    {
        Files.Make("rsa");
        Files.Make("curve", "P-384");
        using ServerIdentity.Server server = Files.Serve(
            "rsa", version, "-dcert", Files["curve.pem"], "-dkey", Files["curve.key"], "-serverpref", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256",
            "-sigalgs", "RSA-PSS+SHA256:RSA+SHA512:ECDSA+SHA384");
        Assert.Equal(schemes.Order(), Assert.Single(server.Probe().CipherSuites).SignatureSchemes.Select(scheme => scheme.ToString()).Order());
    }

    [SkippableTheory]
    [InlineData("NORMAL", true, true)]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.2:%NO_SESSION_HASH", false, true)]
    [InlineData("NORMAL:-VERS-ALL:+VERS-TLS1.2:%DISABLE_SAFE_RENEGOTIATION", true, false)]
    public void GnuTls_without_what_is_good(string priority, bool hasSecret, bool hasRenegotiation)
    {
        LabPki.RequireInTime();
        PeerProgram.Require("gnutls-serv");
        int port = PeerProgram.FreePort();
        using PeerProgram server = PeerProgram.Serve(
            "HTTP Server listening on IPv4", "gnutls-serv", "-p", PeerProgram.Text(port), "--x509certfile", LabPki.FilePath("srv.pem"), "--x509keyfile", LabPki.FilePath("srv.key"), "--priority", priority);
        EndpointFeatures features = ProbedServer.Probe(port, all: true).Features!;
        Assert.Equal(hasSecret, features.ExtendedMasterSecret);
        Assert.Equal(hasRenegotiation, features.SecureRenegotiation);
        Assert.Equal(priority == "NORMAL" ? true : null, features.FallbackProtection);
    }

    // Java's servers never learned of TLS_FALLBACK_SCSV, and give tickets in TLS 1.3.
    [SkippableFact]
    public void Java_takes_a_fallback()
    {
        LabPki.RequireInTime();
        PeerProgram.Require("java");
        (int port, _) = JavaPeer.Shared.Serve("rootA", [], "none", isLasting: true);
        TlsEndpoint endpoint = ProbedServer.Probe(port, all: true);
        Assert.Equal(["TLS 1.3", "TLS 1.2"], endpoint.Versions.Select(version => version.ToString()));
        Assert.False(endpoint.Features!.FallbackProtection);
        Assert.True(endpoint.Features.ExtendedMasterSecret);
        Assert.Equal(SessionResumption.Offered, endpoint.Features.PreSharedKey);
    }

    public void Dispose()
    {
        if (_files.IsValueCreated)
        {
            _files.Value.Dispose();
        }
    }

    private EndpointChain Chain(string name, params string[] arguments)
    {
        using ServerIdentity.Server server = Files.Serve(name, arguments);
        return Assert.Single(server.Probe(all: false).CertificateChains);
    }

    private static string[] Listed(string version, string ciphers)
    {
        using Process listing = Process.Start(new ProcessStartInfo("openssl", ["ciphers", "-s", version, "-stdname", ciphers]) { RedirectStandardOutput = true })!;
        string text = listing.StandardOutput.ReadToEnd();
        listing.WaitForExit();
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
    }
}

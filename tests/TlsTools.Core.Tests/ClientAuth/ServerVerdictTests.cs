using System;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>
/// Shows certificates of the lab to real servers on loopback, and compares what they do with what is said of them. Each server has a class of its own,
/// so that they run side by side.
/// </summary>
/// <param name="server">The server's stack.</param>
/// <param name="program">The program that it needs; <see langword="null"/> for one that runs within the tests.</param>
public abstract class ServerVerdictTests(string server, string? program)
{
    /// <summary>Row, certificate, trust, revocation lists, verdict, first reason, the servers that accept, version.</summary>
    public static TheoryData<string, string, string, string, bool?, string, string, string> Certificates
    {
        get
        {
            TheoryData<string, string, string, string, bool?, string, string, string> rows = [];
            foreach ((string row, string certificate, string trusted, string lists, bool? verdict, string reason, string accepting) in s_certificates)
            {
                rows.Add(row, certificate, trusted, lists, verdict, reason, accepting, "TLS 1.2");
                rows.Add(row, certificate, trusted, lists, verdict, reason, accepting, "TLS 1.3");
            }

            return rows;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Certificates), MemberType = typeof(ServerVerdictTests))]
    public void A_server_does_what_is_said_of_it(string row, string certificate, string trusted, string lists, bool? verdict, string reason, string accepting, string versionName)
    {
        bool isMismatched = certificate == "cli_mismatch";
        Require(isMismatched ? ["java"] : []);
        string[] revocationLists = lists.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Skip.If(server == "DotNet" && revocationLists.Length > 0, "SslStream takes no revocation lists from files.");
        Skip.If(certificate == "cli_future" && LabPki.Certificates(certificate)[0].NotBefore < DateTime.UtcNow, "The certificate of the future has become valid.");
        Skip.If(lists.Length > 0 && LabPki.RevocationList("crl").NextUpdate < DateTime.UtcNow, "The revocation lists of the lab have expired.");

        ProtocolVersion version = ProtocolVersion.Parse(versionName);
        ClientCertificateTest test = ClientCertificateEvaluation.Test(
            isMismatched ? LabPki.Entry("cli", "cli_B") : LabPki.Entry(certificate),
            LabPki.Context([trusted], [trusted], version) with { At = DateTime.UtcNow, RevocationLists = [.. revocationLists.Select(LabPki.RevocationList)] });
        using PeerServer peer = PeerServer.Start(server, trusted, revocationLists);

        // Only Java shows a certificate whose key it does not have.
        PeerClients.Connect(isMismatched ? "Jsse" : "OpenSsl", certificate, peer.Port, version);
        bool accepted = peer.Accepted();
        Assert.True(accepted == accepting.Split(' ').Contains(server), $"{row}: {server} {(accepted ? "accepted" : "refused")}; {test}: {string.Join(' ', test.Reasons)}");
        Assert.True(verdict == test.WouldBeAccepted && reason == test.Reasons[0], $"{row}: {test}: {string.Join(' ', test.Reasons)}");
    }

    [SkippableTheory]
    [InlineData("TLS 1.2")]
    [InlineData("TLS 1.3")]
    public void A01_A02_a_server_that_requires_a_certificate_refuses_none(string versionName)
    {
        Require();
        using PeerServer peer = PeerServer.Start(server, "rootA", []);
        PeerClients.ConnectWithout(peer.Port, ProtocolVersion.Parse(versionName));
        Assert.False(peer.Accepted());
    }

    [SkippableTheory]
    [InlineData("A15 cross", "intA_cross", 1, "rootNew", true, "ChainLeadsToListedAuthority", "TLS 1.2")]
    [InlineData("A15 cross", "intA_cross", 1, "rootNew", true, "ChainLeadsToListedAuthority", "TLS 1.3")]
    [InlineData("A43", "intA", 260, "rootA", false, "ChainTooLarge", "TLS 1.2")]
    [InlineData("A43", "intA", 260, "rootA", false, "ChainTooLarge", "TLS 1.3")]
    public void A_server_does_what_is_said_of_a_chain(string row, string intermediate, int times, string trusted, bool verdict, string reason, string versionName)
    {
        Require();
        ProtocolVersion version = ProtocolVersion.Parse(versionName);
        TlsCertificate[] issuers = [.. Enumerable.Repeat(LabPki.Certificates(intermediate)[0], times)];
        KeyStoreEntry stored = LabPki.Entry("cli");
        KeyStoreEntry entry = new()
        {
            Kind = KeyStoreEntryKind.Key, Source = row, StoreType = KeyStoreType.Pem, Chain = [stored.Chain[0], .. issuers], PrivateKey = stored.PrivateKey, KeySource = stored.KeySource,
        };
        ClientCertificateTest test = ClientCertificateEvaluation.Test(entry, LabPki.Context([trusted], [trusted], version) with { At = DateTime.UtcNow });
        using PeerServer peer = PeerServer.Start(server, trusted, []);
        PeerClients.ConnectOpenSsl("cli", issuers, peer.Port, version);
        Assert.Equal(verdict, peer.Accepted());
        Assert.Equal(verdict, test.WouldBeAccepted);
        Assert.Equal(reason, test.Reasons[0]);
    }

    private void Require(params string[] programs)
    {
        LabPki.RequireInTime();
        PeerProgram.Require(["openssl", .. program is null ? Array.Empty<string>() : [program], .. programs]);
    }

    private const string All = "OpenSsl Jsse GnuTls DotNet";
    private const string Listed = "ChainLeadsToListedAuthority";

    // Where servers differ the verdict is open, or its row says why it is not.
    private static readonly (string Row, string Certificate, string Trusted, string Lists, bool? Verdict, string Reason, string Accepting)[] s_certificates =
    [
        ("0.1", "cli", "rootA", "", true, Listed, All),
        ("0.1", "cli_ec", "rootA", "", true, Listed, All),
        ("0.1", "cli_noeku", "rootA", "", true, Listed, All),
        ("A05", "cli_B", "rootA", "", false, "IssuerNotListed", ""),
        ("A05 self-signed", "cli_self", "rootA", "", false, "IssuerNotListed", ""),
        ("0.1 self-signed", "cli_self", "cli_self", "", true, "SelfSignedListed", All),
        ("A07", "cli_leaf", "rootA", "", false, "IssuerNotListed", ""),
        ("A07 intermediate at the server", "cli_leaf", "caAfull", "", true, "IssuerListed", All),
        ("A15", "cli", "rootNew", "", false, "IssuerNotListed", ""),
        ("A16", "cli", "rekey", "", false, "IssuerKeyDiffers", ""),
        ("A17", "cli_expired", "rootA", "", false, "Expired", ""),
        ("A18", "cli_future", "rootA", "", false, "NotYetValid", ""),
        ("A19", "cli_revoked", "rootA", "crl_int crl", false, "Revoked", ""),
        ("A19 not revoked", "cli", "rootA", "crl_int crl", true, Listed, "OpenSsl Jsse GnuTls"),
        ("A20", "cli", "rootA", "crl_int_old crl", null, "RevocationListExpired", "GnuTls"),
        ("A20 absent", "cli", "rootA", "crl", null, "RevocationStatusMissing", "GnuTls"),
        ("A21 GnuTLS asks for no purpose", "cli_serverEku", "rootA", "", false, "WrongExtendedKeyUsage", "GnuTls"),
        ("A23", "cli_v1", "caAfull", "", true, "VersionOne", All),
        ("A24", "cli_byV1", "caV1", "", true, "NotACertificateAuthority", All),
        ("A28", "cli_mismatch", "rootA", "", false, "PrivateKeyMismatch", ""),
        ("A32", "cli_sha1", "rootA", "", null, "ChainSignatureAlgorithmNotAccepted", "Jsse DotNet"),
        ("A33", "cli_1024", "rootA", "", null, "KeyTooSmall", "Jsse GnuTls DotNet"),
    ];
}

/// <summary>openssl s_server.</summary>
public sealed class OpenSslServerVerdictTests() : ServerVerdictTests("OpenSsl", null);

/// <summary>JSSE with needClientAuth.</summary>
public sealed class JavaServerVerdictTests() : ServerVerdictTests("Jsse", "java");

/// <summary>gnutls-serv, told to verify.</summary>
public sealed class GnuTlsServerVerdictTests() : ServerVerdictTests("GnuTls", "gnutls-serv");

/// <summary>SslStream within the tests.</summary>
public sealed class SslStreamServerVerdictTests() : ServerVerdictTests("DotNet", null);

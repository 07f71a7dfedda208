using System;
using System.Linq;
using TlsTools.ClientAuth;
using TlsTools.Stores;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.ClientAuth;

/// <summary>Lets real clients choose in front of a real server on loopback, and compares what they do with what is said of them.</summary>
public sealed class RealPeerTests
{
    private const string EcdsaOnly = "ECDSA+SHA256";

    /// <summary>The row of section A, the client, its store, the server's list, and what the client was measured to do, each in both versions.</summary>
    public static TheoryData<string, string, string, string, string?, bool, string> Clients
    {
        get
        {
            TheoryData<string, string, string, string, string?, bool, string> rows = [];
            foreach ((string row, string client, string store, string list, string? schemes, bool sends) in s_clients)
            {
                rows.Add(row, client, store, list, schemes, sends, "TLS 1.2");
                rows.Add(row, client, store, list, schemes, sends, "TLS 1.3");
            }

            return rows;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Clients))]
    public void A_client_does_what_is_said_of_its_stack(string row, string client, string store, string list, string? schemes, bool sends, string versionName)
    {
        Require(client);
        ProtocolVersion version = ProtocolVersion.Parse(versionName);
        using OpenSslServer server = OpenSslServer.Lenient(list, schemes, version);
        PeerClients.Connect(client, store, server.Port, version);
        bool sent = server.SawCertificate();
        Assert.True(sends == sent, $"{row}: the client was measured before to do otherwise.");

        string stack = client == "Curl" ? "OpenSsl" : client;
        SignatureScheme[] asked = schemes is null ? [] : [SignatureScheme.EcdsaSecp256r1Sha256];
        using KeyStore keys = Open(store);
        ClientCertificateTest test = ClientCertificateEvaluation.Test(keys.Entries[0], LabPki.Context(list.Length == 0 ? [] : [list], null, version, asked));
        Assert.Equal(sent, test.WouldBeSentBy[Enum.Parse<TlsImplementation>(stack)]);
    }

    // The server has the root only, so that it accepts no leaf that comes alone.
    [SkippableTheory]
    [InlineData("DotNet", "TLS 1.2", false)]
    [InlineData("DotNet", "TLS 1.3", false)]
    [InlineData("Jsse", "TLS 1.2", true)]
    [InlineData("Jsse", "TLS 1.3", true)]
    [InlineData("OpenSsl", "TLS 1.2", true)]
    [InlineData("OpenSsl", "TLS 1.3", true)]
    [InlineData("GnuTls", "TLS 1.2", true)]
    [InlineData("GnuTls", "TLS 1.3", true)]
    public void A07_a_client_sends_the_chain_that_is_said_of_its_stack(string client, string versionName, bool accepted)
    {
        Require(client);
        LabPki.RequireInTime();
        ProtocolVersion version = ProtocolVersion.Parse(versionName);
        using OpenSslServer server = OpenSslServer.Strict("rootA", []);
        PeerClients.Connect(client, "cli", server.Port, version);
        Assert.Equal(accepted, server.Accepted());

        using KeyStore keys = Open("cli");
        KeyStoreEntry entry = keys.Entries.First(entry => entry.Kind == KeyStoreEntryKind.Key);
        ClientCertificateContext context = LabPki.Context(["rootA"], ["rootA"], version);
        TlsCertificate[] sent = [.. ClientCertificateEvaluation.Test(entry, context).WouldBeSentBy.All.Single(verdict => verdict.Stack.ToString() == client).Sends];
        KeyStoreEntry asSent = new() { Kind = KeyStoreEntryKind.Key, Source = "test", StoreType = KeyStoreType.Pem, Chain = sent, PrivateKey = entry.PrivateKey, KeySource = entry.KeySource };
        Assert.Equal(accepted, ClientCertificateEvaluation.Test(asSent, context).WouldBeAccepted);
    }

    private static void Require(string client)
    {
        LabPki.Require();
        PeerProgram.Require(PeerClients.Program(client) is { } program ? ["openssl", program] : ["openssl"]);
    }

    private static KeyStore Open(string store) => KeyStores.Open(LabPki.FilePath(store + ".p12"), new KeyStoreOptions { Password = _ => Secret() });

    private static System.Security.SecureString Secret()
    {
        System.Security.SecureString password = new();
        LabPki.Password.ToList().ForEach(password.AppendChar);
        return password;
    }

    // The list is made from the file; "" stands for an empty list.
    private static readonly (string Row, string Client, string Store, string List, string? Schemes, bool Sends)[] s_clients =
    [
        ("A01 A25", "Jsse", "trustA", "rootA", null, false),
        ("0.3", "Jsse", "cli", "rootA", null, true),
        ("A04", "Jsse", "cli_B", "rootA", null, false),
        ("A06", "Jsse", "cli_leafonly", "rootA", null, false),
        ("A06", "Jsse", "cli_leafonly", "caAfull", null, true),
        ("A08", "Jsse", "cli_B", "", null, true),
        ("A09", "Jsse", "cli", "cli_leaf", null, false),
        ("A11", "Jsse", "cli", "manyca", null, false),
        ("A15", "Jsse", "cli", "rootNew", null, false),
        ("A16", "Jsse", "cli", "rekey", null, true),
        ("A17", "Jsse", "cli_expired", "rootA", null, true),
        ("A28", "Jsse", "cli_mismatch", "rootA", null, true),
        ("A30", "Jsse", "cli", "rootA", EcdsaOnly, false),
        ("A30", "Jsse", "cli_ec", "rootA", EcdsaOnly, true),
        ("0.3", "OpenSsl", "cli", "rootA", null, true),
        ("A05", "OpenSsl", "cli_B", "rootA", null, true),
        ("A08", "OpenSsl", "cli_B", "", null, true),
        ("A10", "OpenSsl", "cli", "manyca", null, true),
        ("A30", "OpenSsl", "cli", "rootA", EcdsaOnly, false),
        ("A05", "Curl", "cli_B", "rootA", null, true),
        ("A30", "Curl", "cli", "rootA", EcdsaOnly, false),
        ("A05", "GnuTls", "cli_B", "rootA", null, true),
        ("A08", "GnuTls", "cli_B", "", null, true),
        ("A30", "GnuTls", "cli", "rootA", EcdsaOnly, false),
        ("A05", "DotNet", "cli_B", "rootA", null, true),
        ("A08", "DotNet", "cli_B", "", null, true),
        ("A30", "DotNet", "cli", "rootA", EcdsaOnly, false),
    ];
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Tests.ClientAuth.Peers;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>
/// OpenSSL on both ends with a pre-shared key of TLS 1.3. Where the groups of the ends have nothing in common, nothing is exchanged
/// beside the key, and it opens everything; early data is protected by the key alone in any case.
/// </summary>
public sealed class LiveSharedKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tlstools").FullName;
    private readonly int _port = PeerProgram.FreePort();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void The_key_opens_a_connection_without_an_exchange_and_one_that_resumes_it()
    {
        PeerProgram.Require("openssl", "sh");
        using PeerProgram server = Serve("-www", "-psk", KeyLoggingServer.SharedKey, "-nocert", "-groups", "P-384", "-allow_no_dhe_kex");
        using ConnectionRecorder recorder = new(_port);
        Ask(recorder, $"-psk {KeyLoggingServer.SharedKey} -groups X25519 -allow_no_dhe_kex -sess_out {In("session.pem")}");
        Ask(recorder, $"-sess_in {In("session.pem")} -groups X25519 -allow_no_dhe_kex");

        using TlsSecrets secrets = new();
        secrets.AddPreSharedKey(Convert.FromHexString(KeyLoggingServer.SharedKey), "Client_identity");
        IReadOnlyList<TlsHandshake> handshakes = recorder.Read(secrets);

        Assert.Equal(2, handshakes.Count);
        Assert.All(handshakes, handshake =>
        {
            Assert.Equal(DecryptionState.Complete, handshake.Decryption!.State);
            Assert.Equal(2, handshake.Messages.Count(message => message is { HandshakeType: HandshakeType.Finished, Decrypted: true }));
            Assert.Null(handshake.ServerHello!.Extension(ExtensionType.KeyShare));
        });

        // The second one names the ticket that the first one got.
        Assert.NotEqual("Client_identity"u8.ToArray(), IdentityOf(handshakes[1]));
        Assert.Contains(handshakes[0].Messages, message => message is { HandshakeType: HandshakeType.NewSessionTicket, Decrypted: true });
    }

    [SkippableFact]
    public void The_key_opens_a_connection_with_early_data()
    {
        TlsHandshake handshake = SendEarly("-groups", "P-384", "-groups", "X25519");

        Assert.Equal(DecryptionState.Complete, handshake.Decryption!.State);
        Assert.Contains(handshake.EncryptedExtensions!.Extensions, extension => extension.Type == ExtensionType.EarlyData);
        Assert.Contains(handshake.Messages, message => message is { HandshakeType: HandshakeType.EndOfEarlyData, Decrypted: true });
        Assert.Equal(2, handshake.Messages.Count(message => message is { HandshakeType: HandshakeType.Finished, Decrypted: true }));
    }

    [SkippableFact]
    public void Beside_an_exchange_the_key_opens_the_end_of_early_data_and_nothing_else()
    {
        TlsHandshake handshake = SendEarly();

        Assert.Equal(DecryptionState.Partial, handshake.Decryption!.State);
        Assert.Contains("exchanged keys", handshake.Decryption.Remark, StringComparison.Ordinal);
        Assert.Equal(HandshakeType.EndOfEarlyData, Assert.Single(handshake.Messages, message => message is { Decrypted: true, HandshakeType: not null }).HandshakeType);
    }

    // OpenSSL sends early data only for the key of a session file, which says that it may; its key is used as an external one.
    private TlsHandshake SendEarly(params string[] groups)
    {
        PeerProgram.Require("openssl", "sh");
        int first = PeerProgram.FreePort();
        using (PeerProgram maker = Serve(first, "-www", "-psk", KeyLoggingServer.SharedKey, "-nocert", "-max_early_data", "16384"))
        using (ConnectionRecorder unread = new(first))
        {
            Ask(unread, $"-psk {KeyLoggingServer.SharedKey} -sess_out {In("session.pem")}");
        }

        PeerProgram.Run("sh", "-c", $"openssl sess_id -in {In("session.pem")} -noout -text > {In("session.txt")}");
        string key = File.ReadLines(In("session.txt")).Single(line => line.Contains("Resumption PSK:")).Split(':')[1].Trim();
        File.WriteAllText(In("early.txt"), "this is early and is to stay unread");
        using PeerProgram server = Serve(_port, ["-nocert", "-early_data", "-no_anti_replay", "-psk_session", In("session.pem"), "-allow_no_dhe_kex", .. groups.Take(2)]);
        using ConnectionRecorder recorder = new(_port);
        PeerProgram.Run(
            "openssl",
            ["s_client", "-connect", $"127.0.0.1:{PeerProgram.Text(recorder.Port)}", "-psk_session", In("session.pem"), "-early_data", In("early.txt"), "-allow_no_dhe_kex", .. groups.Skip(2)]);

        using TlsSecrets secrets = new();
        secrets.AddPreSharedKey(Convert.FromHexString(key), "Client_identity");
        TlsHandshake handshake = Assert.Single(recorder.Read(secrets));
        Assert.NotNull(handshake.ClientHello!.Extension(ExtensionType.EarlyData));
        Assert.DoesNotContain(handshake.Messages, message => message.Summary.Contains("unread", StringComparison.Ordinal));
        return handshake;
    }

    private PeerProgram Serve(params string[] arguments) => Serve(_port, arguments);

    // One suite, because a server that chooses another one than that of the key takes neither the key nor the early data.
    private static PeerProgram Serve(int port, params string[] arguments) => PeerProgram.Serve(
        "ACCEPT", "openssl", ["s_server", "-accept", $"127.0.0.1:{PeerProgram.Text(port)}", "-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256", .. arguments]);

    // A request, so that the client stays until it has its tickets and the answer.
    private static void Ask(ConnectionRecorder recorder, string arguments) =>
        PeerProgram.Run("sh", "-c", $"printf 'GET / HTTP/1.0\\r\\n\\r\\n' | openssl s_client -connect 127.0.0.1:{PeerProgram.Text(recorder.Port)} -ign_eof {arguments}");

    private static byte[] IdentityOf(TlsHandshake handshake) =>
        ((PreSharedKeyOffer)handshake.ClientHello!.Extension(ExtensionType.PreSharedKey)!).Identities[0].Identity;

    private string In(string name) => Path.Combine(_folder, name);
}

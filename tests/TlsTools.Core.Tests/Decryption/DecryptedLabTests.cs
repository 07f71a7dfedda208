using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Handshakes;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Decryption;

/// <summary>The captures of real peers whose key logs lie beside them: everything in them can be read, and no judgement is a guess any more.</summary>
public sealed class DecryptedLabTests
{
    public static TheoryData<string> Captures()
    {
        TheoryData<string> names = [];
        string folder = Path.Combine(RepositoryFiles.Shared ?? "", "lab", "captures");
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.keys") : ["(the lab captures)"];
        foreach (string path in paths.Order())
        {
            names.Add(Path.GetFileNameWithoutExtension(path));
        }

        return names;
    }

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Everything_opens(string name)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        TlsHandshake handshake = Read(name);

        Assert.Equal(DecryptionState.Complete, handshake.Decryption!.State);
        Assert.Null(handshake.Decryption.Remark);
        Assert.DoesNotContain(handshake.Messages, message => message is { Encrypted: true, Decrypted: false } && message.ContentType != ContentType.ApplicationData);
        Assert.All(handshake.Messages.Where(message => message.HandshakeType is not null), message => Assert.Null(message.Handshake!.Fault));
        Assert.All(handshake.Alerts, alert => Assert.NotNull(alert.Description));
        Assert.NotEqual(ClientAuthentication.Unknown, handshake.ClientAuthentication);
        Assert.NotNull(handshake.ServerCertificates);
        Assert.True(handshake.AcceptableCA is not null || handshake.ClientAuthentication == ClientAuthentication.NotRequested);
        Assert.All(handshake.Messages.Where(message => message.ContentType == ContentType.ApplicationData), message => Assert.Null(message.Handshake));
    }

    [SkippableTheory]
    [MemberData(nameof(Captures))]
    public void Secrets_change_no_outcome(string name)
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        TlsHandshake opened = Read(name);
        TlsHandshake closed = TlsCapture.ReadHandshakes(PathOf(name, "pcap")).Single();

        Assert.Equal(closed.Outcome, opened.Outcome);
        Assert.Null(closed.Decryption);
    }

    private static TlsHandshake Read(string name)
    {
        using TlsSecrets secrets = CaptureSecrets.FromKeyLogs(PathOf(name, "keys"));
        return TlsCapture.ReadHandshakes(PathOf(name, "pcap"), new TlsCaptureOptions { Secrets = secrets }).Single();
    }

    private static string PathOf(string name, string extension) =>
        Path.Combine(RepositoryFiles.Shared!, "lab", "captures", $"{name}.{extension}");
}

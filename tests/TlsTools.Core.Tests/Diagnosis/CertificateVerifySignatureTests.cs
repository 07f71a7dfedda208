using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>The signatures of all peers fit their certificates, but where a peer was given another key.</summary>
public sealed class CertificateVerifySignatureTests
{
    [Theory]
    [InlineData("server-key-mismatch-openssl-tls13", "ServerCertificateKeyMismatch")]
    [InlineData("client-key-mismatch-python-tls13", "ClientCertificateKeyMismatch")]
    [InlineData("client-key-mismatch-openssl-tls12", "ClientCertificateKeyMismatch")]
    public void Another_key_is_certain_where_the_signature_can_be_read(string name, string cause)
    {
        Finding finding = Read(Scenario.Of(name)).Single().Findings[0];

        Assert.Equal((cause, Confidence.Certain), (finding.Id, finding.Confidence));
    }

    /// <summary>The other fault of a key that does not fit: the signature was changed on its way.</summary>
    [Fact]
    public void No_signature_of_the_scenarios_is_taken_for_another_keys()
    {
        int known = 0;
        foreach (Scenario scenario in Scenario.All().Where(scenario => !scenario.Name.Contains("key-mismatch") && !scenario.Name.Contains("damaged")))
        {
            known += Read(scenario).Sum(handshake => CountRight(handshake, scenario.Name));
        }

        Assert.True(known > 100, $"{known} signatures were checked.");
    }

    [SkippableFact]
    public void No_signature_of_the_lab_is_taken_for_another_keys()
    {
        Skip.If(RepositoryFiles.Shared is null, RepositoryFiles.SharedMissing);
        int known = 0;
        foreach (string capture in LabCauseTests.Rows().Select(cells => cells[0]).Distinct().Where(name => !name.Contains("mismatchkey") && !name.Contains("badkey")))
        {
            known += Read(LabCauseTests.PathOf(capture), Path.ChangeExtension(LabCauseTests.PathOf(capture), "keys")).Sum(handshake => CountRight(handshake, capture));
        }

        Assert.True(known > 100, $"{known} signatures were checked.");
    }

    private static int CountRight(TlsHandshake handshake, string name)
    {
        bool?[] found = [CertificateVerifySignature.IsOfCertificate(handshake, Side.Client), CertificateVerifySignature.IsOfCertificate(handshake, Side.Server)];
        Assert.False(found.Contains(false), $"{name}, handshake {handshake.Number}");
        return found.Count(isOwn => isOwn is true);
    }

    private static List<TlsHandshake> Read(Scenario scenario) =>
        Read(Directory.EnumerateFiles(scenario.Folder, "capture.pcap*").Single(), Path.Combine(scenario.Folder, "keys.txt"));

    private static List<TlsHandshake> Read(string capture, string keyLog)
    {
        using TlsSecrets secrets = new();
        if (File.Exists(keyLog))
        {
            using FileStream keys = File.OpenRead(keyLog);
            secrets.AddKeyLog(keys);
        }

        return [.. TlsCapture.ReadHandshakes(capture, new TlsCaptureOptions { Secrets = secrets })];
    }
}

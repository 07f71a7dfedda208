using System.IO;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>With the keys it is read what without them is told by the order of the records.</summary>
public sealed class RenegotiationRefusedTests
{
    [Theory]
    [InlineData("client-renegotiation-refused", FindingSubject.Client, Confidence.Certain)]
    [InlineData("client-renegotiation-refused-nss", FindingSubject.Client, Confidence.Certain)]
    [InlineData("negotiation-renegotiation-again-openssl", FindingSubject.Server, Confidence.Certain)]
    [InlineData("negotiation-renegotiation-again-java", FindingSubject.Server, Confidence.Likely)]
    public void The_keys_show_the_same_end_and_the_alert(string name, FindingSubject refuser, Confidence confidence)
    {
        Scenario scenario = Scenario.Of(name);
        using TlsSecrets secrets = new();
        using FileStream keys = File.OpenRead(Path.Combine(scenario.Folder, "keys.txt"));
        secrets.AddKeyLog(keys);

        Finding opened = TlsCapture.ReadHandshakes(Path.Combine(scenario.Folder, "capture.pcap"), new TlsCaptureOptions { Secrets = secrets }).Single().Findings[0];
        Finding closed = scenario.Read()!.Findings[0];

        Assert.Equal(("RenegotiationRefused", refuser, confidence), (opened.Id, opened.Subject, opened.Confidence));
        Assert.Equal(("RenegotiationRefused", refuser, Confidence.Likely), (closed.Id, closed.Subject, closed.Confidence));
    }
}

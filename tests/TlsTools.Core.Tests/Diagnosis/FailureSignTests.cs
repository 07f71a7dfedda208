using System;
using System.IO;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Tls;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>The sign of a failure is what came first, never what only followed from it.</summary>
public sealed class FailureSignTests
{
    [Theory]
    [InlineData("fin-then-java-alert", nameof(FailureKind.Fin), Side.Server, nameof(FailureStage.ServerAnswers))]
    [InlineData("fin-then-openssl-alert", nameof(FailureKind.Fin), Side.Server, nameof(FailureStage.ClientJudges))]
    [InlineData("alert-then-reset", nameof(FailureKind.Alert), Side.Server, nameof(FailureStage.ServerAnswers))]
    [InlineData("reset-after-client-flight", nameof(FailureKind.Reset), Side.Server, nameof(FailureStage.ServerJudges))]
    [InlineData("plaintext-to-tls", nameof(FailureKind.Plaintext), Side.Client, nameof(FailureStage.BeforeHello))]
    [InlineData("tls-to-plaintext", nameof(FailureKind.Plaintext), Side.Server, nameof(FailureStage.ServerAnswers))]
    [InlineData("hello-unanswered", nameof(FailureKind.Silence), Side.Server, nameof(FailureStage.ServerAnswers))]
    [InlineData("hello-unanswered-client-leaves", nameof(FailureKind.Silence), Side.Server, nameof(FailureStage.ServerAnswers))]
    [InlineData("client-leaves-at-once", nameof(FailureKind.Fin), Side.Client, nameof(FailureStage.ServerAnswers))]
    [InlineData("server-slow-then-closes", nameof(FailureKind.Fin), Side.Server, nameof(FailureStage.ServerAnswers))]
    [InlineData("stalled-client", nameof(FailureKind.Silence), Side.Client, nameof(FailureStage.ClientJudges))]
    [InlineData("stalled-server", nameof(FailureKind.Silence), Side.Server, nameof(FailureStage.ServerJudges))]
    [InlineData("server-refuses-before-hello", nameof(FailureKind.Alert), Side.Server, nameof(FailureStage.BeforeHello))]
    [InlineData("close-notify-in-handshake", nameof(FailureKind.Alert), Side.Client, nameof(FailureStage.ClientJudges))]
    public void It_is_what_came_first(string transcript, string kind, Side sender, string stage)
    {
        FailureSign sign = FailureSign.Read(Read(transcript));
        Assert.Equal((kind, (Side?)sender, stage), (sign.Kind.ToString(), sign.Sender, sign.Stage.ToString()));
    }

    [Theory]
    [InlineData("orderly-close")]
    [InlineData("alert-of-earlier-connection")]
    public void There_is_none_where_all_went_well(string transcript)
    {
        TlsHandshake handshake = Read(transcript);
        Assert.Equal(HandshakeOutcome.Completed, handshake.Outcome);
        Assert.Equal(FailureKind.None, FailureSign.Read(handshake).Kind);
        Assert.Null(handshake.Alert);
        Assert.Null(handshake.Cause);
    }

    /// <summary>Before its ClientKeyExchange a client has no keys: what it says then can be read.</summary>
    [Fact]
    public void An_alert_before_the_keys_is_not_encrypted() =>
        Assert.All(Read("close-notify-in-handshake").Alerts, alert => Assert.False(alert.Encrypted));

    [Fact]
    public void Behind_a_hole_nothing_is_held_against_an_end()
    {
        TlsHandshake handshake = Read("hole-in-server-flight");
        Assert.Equal("CaptureIncomplete", handshake.Cause);
        Assert.All(handshake.Findings, finding => Assert.Equal(FindingSubject.Capture, finding.Subject));
    }

    [Fact]
    public void How_long_an_end_waited_is_told() =>
        Assert.Equal(TimeSpan.FromSeconds(61), FailureSign.Read(Read("stalled-client")).Waited);

    private static TlsHandshake Read(string transcript) =>
        TranscriptFile.Read(Path.Combine(Scenario.FixtureFolder, "transcripts", $"transport-{transcript}.txt"));
}

using System;
using System.Globalization;

namespace TlsTools.Diagnosis;

/// <summary>Says when in a handshake something happened.</summary>
internal static class StageText
{
    /// <summary>For instance <c>right after the ClientHello</c>.</summary>
    public static string Of(FailureStage stage) => stage switch
    {
        FailureStage.BeforeHello => "before the client had sent a ClientHello",
        FailureStage.ServerAnswers => "right after the ClientHello",
        FailureStage.ClientJudges => "after the server had sent its part of the handshake",
        FailureStage.ServerJudges => "after the client had answered the server's part of the handshake",
        _ => "after the handshake was complete",
    };

    /// <summary>For instance <c>3.0 seconds</c>.</summary>
    public static string Of(TimeSpan time) => $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} seconds";
}

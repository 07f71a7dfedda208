using TlsTools.Handshakes;

namespace TlsTools.Reports.Pages;

/// <summary>How an outcome is called on a page, and how it looks.</summary>
internal static class OutcomeText
{
    /// <summary>The word.</summary>
    public static string Of(HandshakeOutcome outcome) => outcome switch
    {
        HandshakeOutcome.Completed => "completed",
        HandshakeOutcome.Failed => "failed",
        _ => "undecided",
    };

    /// <summary>The class of the style.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="isBroken">Whether a cause was found all the same: a handshake may be complete and refused afterwards.</param>
    public static string Class(HandshakeOutcome outcome, bool isBroken = false) => isBroken ? "failed" : outcome switch
    {
        HandshakeOutcome.Completed => "done",
        HandshakeOutcome.Failed => "failed",
        _ => "undecided",
    };
}

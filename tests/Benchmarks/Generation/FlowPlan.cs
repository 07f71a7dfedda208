using System;

namespace TlsTools.Benchmarks.Generation;

/// <summary>What happens in one connection.</summary>
/// <param name="Tls13">TLS 1.3 rather than 1.2.</param>
/// <param name="Mutual">The server asks for a certificate.</param>
/// <param name="Failure">How it fails, if it does.</param>
internal sealed record FlowPlan(bool Tls13, bool Mutual, FlowFailure Failure)
{
    /// <summary>Draws a plan in the proportions of a profile.</summary>
    public static FlowPlan Draw(Random random, CaptureProfile profile)
    {
        bool tls13 = random.Next(100) < 40;
        bool mutual = random.Next(100) < profile.MutualOf100;
        bool fails = random.Next(100) < profile.FailedOf100;
        return new FlowPlan(tls13, mutual, fails ? DrawFailure(random, mutual) : FlowFailure.None);
    }

    private static FlowFailure DrawFailure(Random random, bool mutual) => mutual
        ? random.Next(2) == 0 ? FlowFailure.ClientCertificateMissing : FlowFailure.ClientUntrusted
        : random.Next(3) switch
        {
            0 => FlowFailure.NothingInCommon,
            1 => FlowFailure.VersionTooLow,
            _ => FlowFailure.ServerUntrusted,
        };
}

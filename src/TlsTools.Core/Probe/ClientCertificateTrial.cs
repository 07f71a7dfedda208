using System.Collections.Generic;
using TlsTools.Diagnosis;

namespace TlsTools.Probe;

/// <summary>What a server does with a client certificate and without it.</summary>
public sealed record ClientCertificateTrial
{
    /// <summary>The judgement.</summary>
    public required ClientCertificateVerdict Verdict { get; init; }

    /// <summary>The judgement in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The attempt with the certificate.</summary>
    public required ClientCertificateAttempt With { get; init; }

    /// <summary>The attempt without one.</summary>
    public required ClientCertificateAttempt Without { get; init; }

    /// <summary>What was found in the attempt with the certificate, the most severe first.</summary>
    public IReadOnlyList<Finding> Findings => With.Handshake.Findings;

    /// <summary>Says it in one line.</summary>
    public override string ToString() => $"{Verdict}: {Message}";
}

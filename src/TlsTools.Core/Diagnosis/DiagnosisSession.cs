using System;
using System.Collections.Generic;
using TlsTools.Handshakes;

namespace TlsTools.Diagnosis;

/// <summary>
/// Diagnoses handshakes in their order, each with what its source shows before and after it: what the same server does with
/// others often tells why one failed, so handshakes wait behind a failed one until enough was seen.
/// </summary>
/// <param name="inputs">What the user has of the client, or <see langword="null"/>.</param>
public sealed class DiagnosisSession(DiagnosisInputs? inputs = null)
{
    private readonly Queue<TlsHandshake> _waiting = new();

    /// <summary>Takes the next handshake.</summary>
    /// <param name="handshake">The handshake.</param>
    /// <returns>What is diagnosed meanwhile.</returns>
    public IEnumerable<HandshakeDiagnosis> Add(TlsHandshake handshake)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        _waiting.Enqueue(handshake);
        while (_waiting.Count > 0 && (_waiting.Peek().Outcome == HandshakeOutcome.Completed || _waiting.Count > MaximumWaiting))
        {
            yield return Diagnose(_waiting.Dequeue());
        }
    }

    /// <summary>Nothing more comes.</summary>
    /// <returns>What was still waiting.</returns>
    public IEnumerable<HandshakeDiagnosis> Complete()
    {
        while (_waiting.Count > 0)
        {
            yield return Diagnose(_waiting.Dequeue());
        }
    }

    private HandshakeDiagnosis Diagnose(TlsHandshake handshake) => new(handshake, Diagnostician.ExamineWithAll(handshake, inputs));

    // Each is some kilobytes; a longer wait would show little more.
    private const int MaximumWaiting = 1000;
}

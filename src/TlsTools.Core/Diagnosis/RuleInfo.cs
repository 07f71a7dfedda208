using System.Collections.Generic;

namespace TlsTools.Diagnosis;

/// <summary>What is known of a rule before it examines anything.</summary>
/// <param name="Id">Its id, the name of its page and, where it names why a handshake failed, the cause.</param>
/// <param name="Severity">How much its findings matter, unless the rule says otherwise.</param>
/// <param name="Clause">The clause of the standard, for instance <c>RFC 5246, 7.4.6</c>.</param>
internal sealed record RuleInfo(string Id, Severity Severity, string Clause)
{
    /// <summary>
    /// Whether the rule may have something to say of a handshake that is healthy. Most handshakes are, and rules that only explain
    /// failures are not asked then.
    /// </summary>
    public bool IsForHealthy { get; init; } = Severity != Severity.Failure;

    /// <summary>Makes a finding of the rule's own severity.</summary>
    public RuleFinding Found(FindingSubject subject, Confidence confidence, string message, params IReadOnlyList<Evidence> evidence) =>
        new(this, Severity, subject, confidence, message, evidence);

    /// <summary>Makes a finding that matters less than the rule's usually do.</summary>
    public RuleFinding Noted(Severity severity, FindingSubject subject, Confidence confidence, string message, params IReadOnlyList<Evidence> evidence) =>
        new(this, severity, subject, confidence, message, evidence);
}

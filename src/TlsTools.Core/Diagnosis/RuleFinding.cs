using System.Collections.Generic;

namespace TlsTools.Diagnosis;

/// <summary>A finding as its rule makes it; remedy and reference come from the rule's page.</summary>
internal sealed record RuleFinding(
    RuleInfo Rule,
    Severity Severity,
    FindingSubject Subject,
    Confidence Confidence,
    string Message,
    IReadOnlyList<Evidence> Evidence);

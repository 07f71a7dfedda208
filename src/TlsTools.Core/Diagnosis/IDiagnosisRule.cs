using System.Collections.Generic;

namespace TlsTools.Diagnosis;

/// <summary>Recognises one thing in handshakes.</summary>
internal interface IDiagnosisRule
{
    /// <summary>What the rule is about.</summary>
    RuleInfo Info { get; }

    /// <summary>Examines a handshake; nothing where the rule has nothing to say.</summary>
    IEnumerable<RuleFinding> Examine(DiagnosisCase examined);
}

using System.Collections.Generic;
using TlsTools.Diagnosis.Rules;

namespace TlsTools.Diagnosis;

/// <summary>All rules. Of findings that are equally sure, that of the rule that stands first comes first.</summary>
internal static class RuleCatalog
{
    /// <summary>The rules: one row each.</summary>
    public static IReadOnlyList<IDiagnosisRule> Rules { get; } =
    [
        new ClientCertificateMissing(),
        new ProtocolVersionMismatch(),
    ];
}

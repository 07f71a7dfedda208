using System.Linq;
using TlsTools.Handshakes;

namespace TlsTools.Diagnosis;

/// <summary>What the same server did with another client's certificate.</summary>
internal static class ServedElsewhere
{
    /// <summary>A sentence with a blank before it; empty where the source shows no such client.</summary>
    public static string Describe(DiagnosisCase examined)
    {
        TlsHandshake? served = examined.Elsewhere.FirstOrDefault(other => other.ClientCertificates is { Count: > 0 } && !other.IsUnanswered);
        return served?.ClientCertificates is not [{ } leaf, ..]
            ? string.Empty
            : $" The same server completed handshake {served.Number} with a client that sent '{leaf}', issued by '{leaf.Issuer}'.";
    }
}

using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>One thing that is wrong with a chain.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Certificate">The certificate in which it is found.</param>
/// <param name="IsLeaf">Whether that is the sender's own and not one of an authority.</param>
/// <param name="Text">A main clause in the past tense, without a full stop, for instance <c>the certificate 'CN=a' expired on 2026-01-01 00:00:00Z</c>.</param>
/// <param name="Field">The part of the Certificate message that tells, for an evidence.</param>
internal sealed record ChainFault(ChainFaultKind Kind, TlsCertificate Certificate, bool IsLeaf, string Text, string Field);

using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>A certificate of a source that keeps keys and certificates in a heap.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Alias">Its name.</param>
/// <param name="IsTrusted">Whether the source marks it as one to trust, which makes it an entry of its own.</param>
internal sealed record StoredCertificate(TlsCertificate Certificate, string? Alias = null, bool IsTrusted = false);

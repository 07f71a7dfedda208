namespace TlsTools.Tls;

/// <summary>The fingerprints of a ClientHello.</summary>
/// <param name="Ja3">JA3.</param>
/// <param name="Ja4">JA4 of a hello that came over TCP.</param>
internal sealed record ClientFingerprints(string Ja3, string Ja4);

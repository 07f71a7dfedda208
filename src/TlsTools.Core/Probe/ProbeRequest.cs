namespace TlsTools.Probe;

/// <summary>A target with how it is probed.</summary>
/// <param name="Target">Where to connect.</param>
/// <param name="Options">How.</param>
public sealed record ProbeRequest(ProbeTarget Target, ProbeOptions Options);

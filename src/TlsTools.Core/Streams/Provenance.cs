using TlsTools.Capture;

namespace TlsTools.Streams;

/// <summary>Where bytes of a stream were seen.</summary>
/// <param name="Packet">The packet's number in the capture.</param>
/// <param name="Time">The packet's time.</param>
public readonly record struct Provenance(long Packet, CaptureTime Time);

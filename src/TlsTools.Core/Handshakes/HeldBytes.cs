using TlsTools.Streams;

namespace TlsTools.Handshakes;

/// <summary>What a direction carried before it was known whether the conversation is TLS.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Bytes">A copy of the bytes; empty for a gap.</param>
/// <param name="Gap">Bytes that are missing.</param>
/// <param name="Reason">Why they are.</param>
/// <param name="Provenance">Where they were seen.</param>
internal sealed record HeldBytes(StreamDirection Direction, byte[] Bytes, long Gap, GapReason Reason, Provenance Provenance);

namespace TlsTools.Benchmarks.Generation;

/// <summary>One Ethernet frame.</summary>
/// <param name="Bytes">The frame.</param>
/// <param name="Direction">Who sent it: 0 the client, 1 the server.</param>
/// <param name="HasPayload">Whether it carries bytes of the stream.</param>
/// <param name="IsApplicationData">Whether all of these are application data.</param>
internal sealed record Frame(byte[] Bytes, int Direction, bool HasPayload, bool IsApplicationData);

using System;

namespace TlsTools.Logs;

/// <summary>Counts line ends.</summary>
internal static class LineCount
{
    /// <summary>How many line ends stand in bytes.</summary>
    public static int Of(ReadOnlySpan<byte> bytes) => bytes.Count((byte)'\n');
}

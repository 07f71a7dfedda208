using System;

namespace TlsTools.Logs;

/// <summary>Counts line ends.</summary>
internal static class LineCount
{
    /// <summary>How many line ends stand in bytes.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        int next;
        while ((next = bytes.IndexOf((byte)'\n')) >= 0)
        {
            count++;
            bytes = bytes.Slice(next + 1);
        }

        return count;
    }
}

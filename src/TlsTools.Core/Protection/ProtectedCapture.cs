using System.Collections.Generic;

namespace TlsTools.Protection;

/// <summary>What was put into a copy that may be shared, and what was left out.</summary>
public sealed record ProtectedCapture
{
    /// <summary>The capture.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>The copy.</summary>
    public string Destination { get; init; } = string.Empty;

    /// <summary>Connections in the copy.</summary>
    public int Connections { get; init; }

    /// <summary>Packets in the copy; empty ones that keep a time are not counted.</summary>
    public long Packets { get; init; }

    /// <summary>Packets that were left out: those of other connections, and what is not TCP.</summary>
    public long PacketsLeftOut { get; init; }

    /// <summary>Payload bytes in the copy that are those of the capture, or replacements of names among them.</summary>
    public long BytesKept { get; init; }

    /// <summary>Payload bytes that were overwritten by zeros, or cut off.</summary>
    public long BytesRemoved { get; init; }

    /// <summary>Blocks of decryption secrets that were left out.</summary>
    public int SecretsLeftOut { get; init; }

    /// <summary>Each address that was replaced, and by what. It is not part of the copy.</summary>
    public IReadOnlyList<Replacement> Addresses { get; init; } = [];

    /// <summary>Each word of names that was replaced, and by what. It is not part of the copy.</summary>
    public IReadOnlyList<Replacement> Names { get; init; } = [];

    /// <summary>The copy in one line.</summary>
    public override string ToString() => $"{Destination}: {Connections} connections, {Packets} packets, {BytesRemoved} bytes removed";
}

/// <summary>What stands for something else in a copy.</summary>
/// <param name="Original">What stood in the capture.</param>
/// <param name="By">What stands in the copy.</param>
public sealed record Replacement(string Original, string By)
{
    /// <summary>For instance <c>192.0.2.1 -> 10.0.0.1</c>.</summary>
    public override string ToString() => $"{Original} -> {By}";
}

using System;
using TlsTools.Tls;

namespace TlsTools.Decryption.Records;

/// <summary>A protected record as it was sent.</summary>
internal readonly ref struct ProtectedRecord
{
    /// <summary>What its header says it holds.</summary>
    public ContentType Type { get; init; }

    /// <summary>The version in its header.</summary>
    public ushort Version { get; init; }

    /// <summary>How many records the end sent with the same keys before it.</summary>
    public ulong Sequence { get; init; }

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Fragment { get; init; }
}

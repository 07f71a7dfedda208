using System;
using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>One row of a ladder: a message, the end of the connection, or an answer that never came.</summary>
public sealed record LadderRow
{
    /// <summary>The stage in which it stands.</summary>
    public required LadderStage Stage { get; init; }

    /// <summary>What it stands for.</summary>
    public required LadderRowKind Kind { get; init; }

    /// <summary>The end that sent it, or owed it; <see langword="null"/> where it concerns both.</summary>
    public Side? Sender { get; init; }

    /// <summary>The packet, as Wireshark counts; <see langword="null"/> where the source has no packets.</summary>
    public long? Packet { get; init; }

    /// <summary>The line of the log; <see langword="null"/> where the source has no lines.</summary>
    public long? Line { get; init; }

    /// <summary>The time since the first packet; <see langword="null"/> where the source does not tell.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>The time since the row above, of the first since the first packet; <see langword="null"/> where the source does not tell.</summary>
    public TimeSpan? Gap { get; init; }

    /// <summary>What it is, for instance <c>Certificate</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What was in it, in a few words each.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Whether what it is was not read but told from its place and length, because it is encrypted.</summary>
    public bool IsInferred { get; init; }

    /// <summary>Whether it went from an end to the other one.</summary>
    internal bool HasArrow => Sender is not null && Kind is not (LadderRowKind.Gap or LadderRowKind.Statement);

    /// <summary>Whether the handshake broke here.</summary>
    public bool IsBreak { get; init; }

    /// <summary>The row in one line, for instance <c>16 Client: Certificate, empty</c>.</summary>
    public override string ToString() => $"{Packet ?? Line} {Sender}: {Title}{(Details.Count > 0 ? ", " + string.Join("; ", Details) : string.Empty)}".TrimStart();
}

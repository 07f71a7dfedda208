using System;
using TlsTools.Handshakes;

namespace TlsTools.Reports.Pages;

/// <summary>What a report keeps of a handshake for its table; the handshake itself is let go.</summary>
internal sealed record ReportRow
{
    /// <summary>Counts the handshakes of the report, from 1 on.</summary>
    public required int Index { get; init; }

    /// <summary>Where it came from.</summary>
    public string? Source { get; init; }

    /// <summary>Its number there.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public DateTime? Start { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The client's address.</summary>
    public required string Client { get; init; }

    /// <summary>The server's address.</summary>
    public required string Server { get; init; }

    /// <summary>The name that the client asked for.</summary>
    public string? Name { get; init; }

    /// <summary>The version that was agreed on.</summary>
    public string? Version { get; init; }

    /// <summary>The suite that was agreed on.</summary>
    public string? Suite { get; init; }

    /// <summary>What became of the client certificate.</summary>
    public required string ClientCertificate { get; init; }

    /// <summary>What became of it.</summary>
    public required HandshakeOutcome Outcome { get; init; }

    /// <summary>How it ended.</summary>
    public required string Result { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Cause { get; init; }

    /// <summary>Whether it failed, or a cause was found after it was complete.</summary>
    public bool IsBroken => Outcome == HandshakeOutcome.Failed || Cause is not null;
}

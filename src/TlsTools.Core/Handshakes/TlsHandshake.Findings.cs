using System.Collections.Generic;
using TlsTools.Diagnosis;

namespace TlsTools.Handshakes;

/// <content>What the rules say of it. The handshake itself never judges: this is its only door to those that do.</content>
public sealed partial class TlsHandshake
{
    /// <summary>
    /// What was found, the most severe and most certain first: with what the source had shown until this handshake ended.
    /// Certificates are judged at the time of the handshake.
    /// </summary>
    public IReadOnlyList<Finding> Findings => field ??= Diagnostician.Examine(this);

    /// <summary>The id of the first finding that names why the handshake failed; <see langword="null"/> when there is none.</summary>
    public string? Cause => Findings is [{ Severity: Severity.Failure, Id: { } id }, ..] ? id : null;

    /// <summary>What else the source has shown.</summary>
    internal SourceHistory? History { get; set; }

    /// <summary>When in its source it ended: more than that of those that ended before it.</summary>
    internal int HistoryPlace { get; set; }
}

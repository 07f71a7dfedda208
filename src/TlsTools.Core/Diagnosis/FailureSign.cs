using System;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>
/// The sign that an attempt failed: the first thing that ended it. What only follows from that, such as the alert that a Java
/// client sends after the server has closed, is not it.
/// </summary>
internal sealed record FailureSign
{
    /// <summary>What it was.</summary>
    public required FailureKind Kind { get; init; }

    /// <summary>The end that gave it; the silent one where there was no answer.</summary>
    public Side? Sender { get; init; }

    /// <summary>When in the handshake it was given.</summary>
    public required FailureStage Stage { get; init; }

    /// <summary>How long nothing was said before the end; null where the source does not tell.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>The alert, where it is one.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>The alert's number; null where it is no alert, or one that cannot be read.</summary>
    public AlertDescription? Description => Alert?.Code is byte code ? new AlertDescription(code) : null;

    /// <summary>Where it was seen.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Whether it is a certain alert of a certain end.</summary>
    public bool IsAlert(Side sender, AlertDescription description) => Sender == sender && Description is { } given && given.Equals(description);

    /// <summary>Whether an end closed or reset the connection without an alert.</summary>
    public bool IsClosedBy(Side sender) => Sender == sender && (Kind is FailureKind.Fin or FailureKind.Reset);

    /// <summary>What it is in a handshake that was completed; quicker than all the rest of it, and all that most of them are asked for.</summary>
    public static FailureKind KindOfCompleted(TlsHandshake handshake) => new FailureSignReader(handshake).ReadKindOfCompleted();

    /// <summary>Reads it from a handshake.</summary>
    public static FailureSign Read(TlsHandshake handshake) => new FailureSignReader(handshake).Read();
}

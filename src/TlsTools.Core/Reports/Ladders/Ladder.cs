using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;

namespace TlsTools.Reports.Ladders;

/// <summary>
/// A handshake as people draw it: two ends, an arrow for each message, the stages, and where it broke. All forms in which it is
/// shown are made of this.
/// </summary>
public sealed record Ladder
{
    /// <summary>The handshake that it shows.</summary>
    public required TlsHandshake Handshake { get; init; }

    /// <summary>Where the handshake came from.</summary>
    public string? Source => Handshake.Source;

    /// <summary>The number of the handshake in its source.</summary>
    public int Number => Handshake.Number;

    /// <summary>The client's address, or <c>client</c> where the source does not tell it.</summary>
    public string Client => Handshake.Client?.ToString() ?? "client";

    /// <summary>The server's address, or <c>server</c> where the source does not tell it.</summary>
    public string Server => Handshake.Server?.ToString() ?? "server";

    /// <summary>How it ended, for instance <c>server: bad_certificate</c>.</summary>
    public string Result => HandshakeText.Result(Handshake);

    /// <summary>What is to be known of the whole handshake: what was agreed, who showed a certificate, how it ended.</summary>
    public required IReadOnlyList<LadderFact> Facts { get; init; }

    /// <summary>The rows, in their order.</summary>
    public required IReadOnlyList<LadderRow> Rows { get; init; }

    /// <summary>The row at which it broke; <see langword="null"/> where it did not.</summary>
    public LadderRow? Break => Rows.FirstOrDefault(row => row.IsBreak);

    /// <summary>Why it broke; <see langword="null"/> where it did not, or nothing says why.</summary>
    public Finding? Finding { get; init; }

    /// <summary>All that was found, the most severe and most certain first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What could not be seen, a sentence each.</summary>
    public required IReadOnlyList<string> NotVisible { get; init; }

    /// <summary>Draws a handshake.</summary>
    /// <param name="handshake">The handshake, from any source.</param>
    /// <param name="findings">What was found in it; <see langword="null"/> for its own findings.</param>
    public static Ladder Of(TlsHandshake handshake, IReadOnlyList<Finding>? findings = null)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        return new LadderBuilder(handshake, findings ?? handshake.Findings).Build();
    }

    /// <summary>The handshake in one line.</summary>
    public override string ToString() => DiagnosisText.Heading(Handshake);

    /// <summary>A heading for a stage.</summary>
    /// <param name="stage">The stage.</param>
    public static string Heading(LadderStage stage) => stage switch
    {
        LadderStage.NotTold => "The log does not tell the stage",
        LadderStage.BeforeTls => "Before TLS",
        LadderStage.Offer => "1 The client offers",
        LadderStage.ServerShown => "2 The server shows itself, the client judges it",
        LadderStage.ClientShown => "3 The client answers, the server judges it",
        _ => "4 The handshake is over, the connection in use",
    };
}

using System.Collections.Generic;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>What a log tells beside messages: what an end said in words, and alerts of which it does not tell who sent them.</summary>
/// <param name="handshake">The handshake.</param>
internal sealed class StatementRows(TlsHandshake handshake)
{
    /// <summary>Puts the rows where they belong by line, or else by time.</summary>
    /// <param name="drawn">The rows of messages.</param>
    /// <param name="sign">The alert that ended the handshake; null where none did.</param>
    public void Insert(List<(LadderRow Row, CaptureTime? Time)> drawn, TlsAlert? sign)
    {
        foreach (TlsStatement statement in handshake.Statements.Take(MostStatements))
        {
            string who = statement.Sender switch { Side.Client => "the client says", Side.Server => "the server says", _ => "the log says" };
            Insert(drawn, new LadderRow { Stage = default, Kind = LadderRowKind.Statement, Sender = statement.Sender, Line = statement.Line, Title = who, Details = [SafeText.Clip(statement.Text, LongestText)] }, statement.Timestamp);
        }

        foreach (TlsAlert alert in handshake.Alerts.Where(IsAlone))
        {
            LadderRow row = new() { Stage = default, Kind = LadderRowKind.Alert, Sender = alert.Sender, Line = alert.Line, Title = string.Empty };
            Insert(drawn, RowWords.OfAlert(row, alert, alert == sign), alert.Timestamp);
        }
    }

    private bool IsAlone(TlsAlert alert) => alert.Packet is null && !handshake.Messages.Any(message => message.Alert is not null && message.Line == alert.Line);

    private static void Insert(List<(LadderRow Row, CaptureTime? Time)> drawn, LadderRow row, CaptureTime? time)
    {
        int place = drawn.FindIndex(other => other.Row.Line is { } line && row.Line is { } own ? line > own : time is { } at && other.Time > at);
        place = place < 0 ? drawn.Count : place;
        LadderStage stage = place > 0 ? drawn[place - 1].Row.Stage : drawn.Count > 0 ? LadderStage.BeforeTls : LadderStage.NotTold;
        drawn.Insert(place, (row with { Stage = stage }, time));
    }

    // Each protects the drawing from a log that goes on and on.
    private const int MostStatements = 20;
    private const int LongestText = 400;
}

using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Capture;
using TlsTools.Diagnosis;
using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Reports.Ladders;

/// <summary>Draws a ladder: rows in their order, each in its stage, and the one at which the handshake broke.</summary>
internal sealed class LadderBuilder
{
    private readonly TlsHandshake _handshake;
    private readonly IReadOnlyList<Finding> _findings;
    private readonly Finding? _failure;
    private readonly FailureSign _sign;
    private readonly EncryptedRecords _encrypted;
    private readonly RowWords _words;

    /// <summary>Begins.</summary>
    /// <param name="handshake">The handshake.</param>
    /// <param name="findings">What was found in it.</param>
    public LadderBuilder(TlsHandshake handshake, IReadOnlyList<Finding> findings)
    {
        _handshake = handshake;
        _findings = findings;
        _failure = findings.FirstOrDefault(finding => finding.Severity == Severity.Failure);
        _sign = FailureSign.Read(handshake);
        _encrypted = EncryptedRecords.Read(handshake);
        _words = new RowWords(handshake, _encrypted);
    }

    /// <summary>Draws.</summary>
    public Ladder Build()
    {
        List<(LadderRow Row, CaptureTime? Time)> drawn = DrawMessages();
        new StatementRows(_handshake).Insert(drawn, IsBroken ? _sign.Alert : null);
        AddEnding(drawn);
        LadderRow? broken = IsBroken ? FindBreak([.. drawn.Select(row => row.Row)]) : null;
        return new Ladder
        {
            Handshake = _handshake,
            Rows = RowFolding.Fold(WithTimes(drawn, broken)),
            Finding = _failure,
            Findings = _findings,
            Facts = LadderFacts.Of(_handshake),
            NotVisible = Visibility.Of(_handshake, _encrypted),
        };
    }

    private bool IsBroken => _handshake.Outcome == HandshakeOutcome.Failed || _failure is not null;

    private List<(LadderRow Row, CaptureTime? Time)> DrawMessages()
    {
        StageProgress progress = new(_handshake, _encrypted);
        List<(LadderRow, CaptureTime?)> drawn = [];
        foreach (TlsMessage message in _handshake.AllMessages)
        {
            LadderStage stage = progress.StageOf(message, IsSign(message));
            LadderRow row = _words.Row(message, IsSign(message));
            drawn.Add((row with { Stage = stage, Details = [.. row.Details.Select(detail => SafeText.Clip(detail, LongestDetail))] }, message.Timestamp));
        }

        return drawn;
    }

    private bool IsSign(TlsMessage message) => _sign.Alert is { } alert && IsBroken
        && message.Sender == alert.Sender && message.Packet == alert.Packet && message.Line == alert.Line
        && (message.Alert is not null ? message.Alert.Code == alert.Code : message is { Encrypted: true, Decrypted: false } && alert.Code is null);

    // What ended it and is no message: TCP's own end, the silence before it, a proxy's refusal.
    private void AddEnding(List<(LadderRow Row, CaptureTime? Time)> drawn)
    {
        LadderStage stage = drawn.Count > 0 ? drawn[drawn.Count - 1].Row.Stage : LadderStage.BeforeTls;
        if (_handshake.Refusal is { } refusal)
        {
            drawn.Add((
                new LadderRow { Stage = LadderStage.BeforeTls, Kind = LadderRowKind.Plaintext, Sender = Side.Server, Packet = refusal.Packet, Title = refusal.IsNotOffered ? "offered no TLS" : "refused", Details = [refusal.Text] },
                null));
        }

        if (_sign.Kind == FailureKind.Silence && IsBroken)
        {
            string who = _sign.Sender is { } silent ? $"the {Lower(silent)}" : "the other end";
            string during = _sign.Waited is { } waited ? $" for {TimeText.Of(waited)}" : string.Empty;
            drawn.Add((
                new LadderRow { Stage = stage, Kind = LadderRowKind.Gap, Sender = _sign.Sender, Title = _handshake.Connected == false ? $"no answer from {who} to TCP SYN" : $"no answer from {who}{during}" },
                null));
        }

        if (_handshake.EndedBy is ConnectionEnding.Fin or ConnectionEnding.Reset)
        {
            LadderRow end = new()
            {
                Stage = stage,
                Kind = LadderRowKind.Transport,
                Sender = _handshake.EndedBySide,
                Packet = _handshake.EndPacket,
                Title = _handshake.EndedBy == ConnectionEnding.Fin ? "TCP FIN" : "TCP RST",
                Details = [_words.Ending(IsBroken && _handshake is { Refusal: null, Connected: not false } && _sign.Kind is FailureKind.Fin or FailureKind.Reset)],
            };
            int place = drawn.FindIndex(row => row.Row.Packet > _handshake.EndPacket);
            if (place < 0)
            {
                drawn.Add((end, _handshake.WatchedUntil));
            }
            else
            {
                drawn.Insert(place, (end with { Stage = place > 0 ? drawn[place - 1].Row.Stage : LadderStage.BeforeTls }, null));
            }
        }
        else if (_handshake.Outcome == HandshakeOutcome.Incomplete && _sign.Kind != FailureKind.Silence)
        {
            drawn.Add((new LadderRow { Stage = stage, Kind = LadderRowKind.Gap, Title = $"the {(_handshake.CaptureQuality is null ? "log" : "capture")} shows nothing more" }, null));
        }
    }

    private LadderRow? FindBreak(List<LadderRow> rows)
    {
        LadderRow? sign = _sign.Kind switch
        {
            FailureKind.Alert or FailureKind.EncryptedAlert => _handshake.Messages.Select(message => IsSign(message) ? rows.Find(row => IsRowOf(row, message)) : null).LastOrDefault(row => row is not null)
                ?? rows.FindLast(row => row.Kind == LadderRowKind.Alert && row.Packet is null && row.Line == _sign.Alert?.Line),
            FailureKind.Fin or FailureKind.Reset => rows.FindLast(row => row.Kind == LadderRowKind.Transport),
            FailureKind.Silence => rows.FindLast(row => row.Kind == LadderRowKind.Gap),
            FailureKind.Plaintext => rows.Find(row => row.Kind == LadderRowKind.Plaintext),
            _ => null,
        };
        return (_handshake.Refusal is not null ? rows.Find(row => row.Kind == LadderRowKind.Plaintext) : sign) ?? EvidenceRow(rows) ?? (rows.Count > 0 ? rows[rows.Count - 1] : null);
    }

    private static bool IsRowOf(LadderRow row, TlsMessage message) =>
        row.Packet == message.Packet && row.Line == message.Line && row.Sender == message.Sender && row.Kind == LadderRowKind.Alert;

    private LadderRow? EvidenceRow(List<LadderRow> rows) => _failure?.Evidence
        .Select(evidence => rows.FindLast(row => (evidence.Packet is not null || evidence.Line is not null) && row.Packet == evidence.Packet && row.Line == evidence.Line && row.Sender == evidence.Sender))
        .FirstOrDefault(row => row is not null);

    private LadderRow[] WithTimes(List<(LadderRow Row, CaptureTime? Time)> drawn, LadderRow? broken)
    {
        LadderRow[] rows = new LadderRow[drawn.Count];
        CaptureTime? before = _handshake.StartTimestamp;
        for (int i = 0; i < rows.Length; i++)
        {
            (LadderRow row, CaptureTime? time) = drawn[i];
            rows[i] = row with
            {
                IsBreak = ReferenceEquals(row, broken),
                Offset = time is { } at && _handshake.StartTimestamp is { } start ? at.Since(start) : null,
                Gap = time is { } now && before is { } then ? now.Since(then) : null,
            };
            before = time ?? before;
        }

        return rows;
    }

    // Protects the drawing from names as long as a message can be.
    private const int LongestDetail = 300;

    private static string Lower(Side side) => side.ToString().ToLower(CultureInfo.InvariantCulture);
}

using TlsTools.Handshakes;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>What a finding rests on: one thing that was seen, and where.</summary>
public sealed record Evidence
{
    /// <summary>The packet, as Wireshark counts; <see langword="null"/> where the source has no packets.</summary>
    public long? Packet { get; init; }

    /// <summary>The line of the log; <see langword="null"/> where the source has no lines.</summary>
    public long? Line { get; init; }

    /// <summary>The end that sent it; <see langword="null"/> where that does not matter.</summary>
    public Side? Sender { get; init; }

    /// <summary>What was seen, for instance <c>Certificate</c> or <c>Alert fatal bad_certificate</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The part of it that tells, for instance <c>certificate_list is empty</c>; <see langword="null"/> for the whole.</summary>
    public string? Field { get; init; }

    /// <summary>Says it in one line, for instance <c>packet 7, client: Certificate (certificate_list is empty)</c>.</summary>
    public override string ToString()
    {
        string place = (Packet, Line) switch
        {
            ({ } packet, { } line) => $"packet {packet}, line {line}, ",
            ({ } packet, null) => $"packet {packet}, ",
            (null, { } line) => $"line {line}, ",
            _ => string.Empty,
        };
        string sender = Sender switch { Side.Client => "client: ", Side.Server => "server: ", _ => string.Empty };
        return $"{place}{sender}{Message}{(Field is null ? string.Empty : $" ({Field})")}";
    }

    internal static Evidence Of(TlsMessage message, string? field = null) => new()
    {
        Packet = message.Packet,
        Line = message.Line,
        Sender = message.Sender,
        Message = message.Summary,
        Field = field,
    };

    internal static Evidence Of(TlsAlert alert, string? field = null) => new()
    {
        Packet = alert.Packet,
        Line = alert.Line,
        Sender = alert.Sender,
        Message = alert.Description is null ? "Encrypted Alert" : $"Alert {alert.Level} {alert.Description} ({alert.Code})",
        Field = field,
    };

    internal static Evidence Of(TlsStatement statement) => new() { Line = statement.Line, Sender = statement.Sender, Message = statement.Text };

    internal static Evidence Of(string message, Side? sender = null, long? packet = null) => new() { Message = message, Sender = sender, Packet = packet };
}

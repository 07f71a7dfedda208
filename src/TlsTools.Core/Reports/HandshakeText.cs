using System;
using System.Globalization;
using TlsTools.Handshakes;

namespace TlsTools.Reports;

/// <summary>The few words in which a table shows a handshake, the same in every front end.</summary>
public static class HandshakeText
{
    /// <summary>Says how the attempt ended and why, for instance <c>client: bad_certificate</c> or <c>server reset at ClientHello</c>.</summary>
    /// <param name="handshake">The attempt.</param>
    public static string Result(TlsHandshake handshake)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        if (handshake.Refusal is { IsNotOffered: true })
        {
            return $"server offered no TLS ({Lower(handshake.Carrier.Substring(handshake.Carrier.IndexOf('/') + 1))})";
        }

        if (handshake.Refusal is { } refusal)
        {
            return $"{(IsProxy(handshake.Carrier) ? "proxy refused" : "server refused TLS")}: {refusal.Text}";
        }

        string? plaintext = handshake is { Outcome: not HandshakeOutcome.Completed, Plaintext: { } said } ? Plaintext(said) : null;
        string? alert = handshake.Alert is { } sent ? Alert(sent) : null;
        return plaintext is not null && alert is not null ? $"{plaintext}, {alert}" : plaintext ?? alert ?? handshake.Outcome switch
        {
            HandshakeOutcome.Completed => "completed",
            HandshakeOutcome.Failed when handshake is { EndedBy: null, Statements: [{ } statement, ..] } => $"failed: {statement.Text}",
            HandshakeOutcome.Failed => $"{Ending(handshake)} {Place(handshake.Phase)}",
            _ when handshake is { Phase: HandshakePhase.ClientHello, CaptureQuality.IsComplete: true } => "no answer seen to ClientHello",
            _ => $"incomplete {Place(handshake.Phase)}",
        };
    }

    /// <summary>Says who spoke something else than TLS, for instance <c>server sent plaintext (http)</c>.</summary>
    /// <param name="plaintext">What was said.</param>
    public static string Plaintext(Plaintext plaintext)
    {
        ArgumentNullException.ThrowIfNull(plaintext);
        string sender = Lower(plaintext.Sender.ToString());
        return plaintext.Protocol is { } protocol ? $"{sender} sent plaintext ({protocol})" : $"{sender} sent no TLS";
    }

    /// <summary>Says who sent which alert, for instance <c>server: handshake_failure</c>.</summary>
    /// <param name="alert">The alert.</param>
    public static string Alert(TlsAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        string sender = alert.Sender is { } side ? Lower(side.ToString()) : "one end";
        return alert.Description is null ? $"{sender}: encrypted alert" : $"{sender}: {alert.Description}";
    }

    /// <summary>The time of day in UTC with milliseconds, for instance <c>23:59:59.123</c>.</summary>
    /// <param name="time">The time; nothing is shown for <see langword="null"/>.</param>
    public static string TimeOfDay(DateTime? time) => time?.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? "";

    private static string Ending(TlsHandshake handshake)
    {
        string side = handshake.EndedBySide is { } ended ? Lower(ended.ToString()) : "connection";
        return handshake.EndedBy switch
        {
            ConnectionEnding.Reset => handshake.EndedBySide is null ? "reset" : $"{side} reset",
            ConnectionEnding.Fin or ConnectionEnding.CloseNotify => handshake.EndedBySide is null ? "closed" : $"{side} closed",
            ConnectionEnding.Timeout => "no answer",
            _ => "failed",
        };
    }

    private static bool IsProxy(string carrier) =>
        carrier.StartsWith("HttpConnect", StringComparison.Ordinal) || carrier.StartsWith("Socks", StringComparison.Ordinal);

    private static string Place(HandshakePhase phase) => phase == HandshakePhase.TcpOnly ? "before TLS" : $"at {phase}";

    private static string Lower(string name) => name.ToLowerInvariant();
}

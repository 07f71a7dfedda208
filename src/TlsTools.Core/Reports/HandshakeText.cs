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
        if (handshake.Alert is { } alert)
        {
            return Alert(alert);
        }

        return handshake.Outcome switch
        {
            HandshakeOutcome.Completed => "completed",
            HandshakeOutcome.Failed => $"{Ending(handshake)} at {handshake.Phase}",
            _ => $"incomplete at {handshake.Phase}",
        };
    }

    /// <summary>Says who sent which alert, for instance <c>server: handshake_failure</c>.</summary>
    /// <param name="alert">The alert.</param>
    public static string Alert(TlsAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        string sender = Lower(alert.Sender.ToString());
        return alert.Encrypted || alert.Description is null ? $"{sender}: encrypted alert" : $"{sender}: {alert.Description}";
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

    private static string Lower(string name) => name.ToLowerInvariant();
}

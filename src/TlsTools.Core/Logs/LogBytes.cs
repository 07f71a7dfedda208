using System;
using System.Collections.Generic;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Streams;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

namespace TlsTools.Logs;

/// <summary>
/// The bytes of a connection that its log dumps: records as they went over the wire, through the same parser as those of captures, and
/// messages that were dumped where they were not encrypted.
/// </summary>
internal sealed class LogBytes
{
    private readonly List<Opened> _opened = [];
    private HandshakeBuilder? _builder;
    private bool _isTimed = true;

    /// <summary>Whether the wire's bytes show a ClientHello that no HelloRetryRequest asked to repeat.</summary>
    public bool HasHello => _builder?.Progress is { ClientHelloSeen: true } progress && (progress.ServerHelloSeen || !progress.HelloRetryRequestSeen);

    /// <summary>Whether anything was dumped.</summary>
    public bool IsEmpty => _builder is null && _opened.Count == 0;

    /// <summary>Whether a message of a type was dumped opened.</summary>
    public bool HasOpened(HandshakeType type) => _opened.Exists(message => message.Type == type);

    /// <summary>Adds bytes of the wire.</summary>
    /// <param name="isOwn">Whether the end that wrote the log sent them.</param>
    /// <param name="bytes">The bytes, as many as follow each other without a hole.</param>
    /// <param name="lost">How many got lost behind them.</param>
    /// <param name="line">The line at which the dump begins.</param>
    /// <param name="time">When.</param>
    public void AddRecords(bool isOwn, byte[] bytes, int lost, long line, CaptureTime? time)
    {
        _builder ??= new HandshakeBuilder();
        _isTimed &= time is not null;

        // Which end is the client the builder finds out by who says hello.
        Side half = isOwn ? Side.Client : Side.Server;
        Provenance place = new(line, time ?? default);
        _builder.Push(half, bytes, place);
        if (lost > 0)
        {
            _builder.Gap(half, lost, GapReason.NotCaptured, place);
        }
    }

    /// <summary>Adds whole handshake messages that were dumped opened.</summary>
    /// <param name="sender">The end that sent them.</param>
    /// <param name="bytes">The messages with their headers.</param>
    /// <param name="line">The line at which the dump begins.</param>
    /// <param name="time">When.</param>
    /// <param name="mustBeTold">Whether only messages count of which the log tells in words too: what was dumped may be data.</param>
    /// <returns>Whether the bytes are such messages and nothing else.</returns>
    public bool TryAddMessages(Side sender, ReadOnlySpan<byte> bytes, long line, CaptureTime? time, bool mustBeTold = false)
    {
        if (!AreMessages(bytes))
        {
            return false;
        }

        while (bytes.Length >= Header)
        {
            int length = (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
            if (HandshakeNames.IsKnown((HandshakeType)bytes[0]) && _opened.Count < MostMessages)
            {
                _opened.Add(new Opened((HandshakeType)bytes[0], sender, bytes.Slice(Header, length).ToArray(), line, time, mustBeTold));
            }

            bytes = bytes.Slice(Header + length);
        }

        return true;
    }

    /// <summary>Puts what the bytes say into what the log says in words.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="messages">What the log says in words; messages get their content, those that are missing are added.</param>
    public void Fill(LogConnection connection, List<TlsMessage> messages)
    {
        bool isWordless = messages.Count == 0 && _opened.Count == 0;
        Read(connection, messages);
        if (_builder is not { } builder)
        {
            return;
        }

        builder.End();
        Verdict verdict = new(builder, answerAwaited: false);
        Transcript transcript = builder.ToTranscript();
        foreach (TlsMessage seen in transcript.ReadMessages())
        {
            if (seen is { HandshakeType: not null, Handshake: not null, IsIncomplete: false })
            {
                Put(OfLine(seen), messages);
            }
            else if (seen is { Alert: { Encrypted: false, Sender: { } sender, Code: byte code } alert })
            {
                connection.AddAlert(sender, alert.Level, new AlertDescription(code), seen.Packet ?? 0, seen.Timestamp is { } at && _isTimed ? at : null);
            }
            else if (isWordless && seen.HandshakeType is null && seen.Alert is null)
            {
                Insert(OfLine(seen), messages);
            }
        }

        if (isWordless)
        {
            connection.Logger = builder.Progress.ClientHalf == 0 ? Side.Client : Side.Server;
            connection.IsCompleted |= verdict.Outcome == HandshakeOutcome.Completed;
            foreach (int index in verdict.Alerts)
            {
                TlsAlert alert = transcript.ReadAlert(index);
                connection.AddAlert(alert with { Packet = null, Line = alert.Packet, Timestamp = _isTimed ? alert.Timestamp : null, Time = _isTimed ? alert.Time : null });
            }

            connection.InferredClientAuthentication = verdict.InferredClientAuthentication;
            connection.Reach(builder.Progress.Phase);
        }

        builder.Release();
        _builder = null;
    }

    // How a message is read rests on the version, which the server's hello tells wherever it is: opened, on the wire or in words.
    private void Read(LogConnection connection, List<TlsMessage> messages)
    {
        ServerHello? told = null;
        foreach (TlsMessage message in messages)
        {
            told = message.Handshake is ServerHello { IsHelloRetryRequest: false } hello ? hello : told;
        }

        ProtocolVersion? version = VersionOf(told) ?? _builder?.Progress.Version ?? connection.Version;
        CipherSuite? suite = told?.CipherSuite;
        foreach (Opened opened in _opened)
        {
            HandshakeMessage message = HandshakeReader.Read(opened.Type, opened.Body, new MessageContext { Version = version, CipherSuite = suite, Sender = opened.Sender });
            if (message is ServerHello { Fault: null } hello)
            {
                (version, suite) = (VersionOf(hello), hello.CipherSuite);
            }

            Put(
                new TlsMessage
                {
                    Line = opened.Line,
                    Timestamp = opened.Time,
                    Sender = opened.Sender,
                    ContentType = ContentType.Handshake,
                    HandshakeType = opened.Type,
                    Type = HandshakeNames.Of(opened.Type),
                    Handshake = message,
                    Length = opened.Body.Length,
                },
                messages,
                isInserted: !opened.MustBeTold);
        }
    }

    private static ProtocolVersion? VersionOf(ServerHello? hello) =>
        hello is null ? null : hello.SelectedVersion is { Code: > 0 } chosen ? chosen : hello.LegacyVersion;

    private static bool AreMessages(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Header)
        {
            return false;
        }

        while (bytes.Length >= Header)
        {
            int length = (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
            if (length > bytes.Length - Header)
            {
                return false;
            }

            bytes = bytes.Slice(Header + length);
        }

        return bytes.IsEmpty;
    }

    private TlsMessage OfLine(TlsMessage seen) => new()
    {
        Line = seen.Packet,
        Timestamp = _isTimed ? seen.Timestamp : null,
        Sender = seen.Sender,
        ContentType = seen.ContentType,
        HandshakeType = seen.HandshakeType,
        Type = seen.Type,
        Version = seen.Version,
        Length = seen.Length,
        Count = seen.Count,
        Encrypted = seen.Encrypted,
        Handshake = seen.Handshake,
    };

    // The same message in words is the one of its type and sender that comes as often before.
    private static void Put(TlsMessage whole, List<TlsMessage> messages, bool isInserted = true)
    {
        for (int index = 0; index < messages.Count; index++)
        {
            TlsMessage told = messages[index];
            if (told.Sender != whole.Sender || !IsSame(told, whole))
            {
                continue;
            }

            if (told.Length is not null)
            {
                // That one has its bytes: another dump of it, or the next of its kind.
                if (told.Handshake is { } known && whole.Handshake is { } same && known.RawData.AsSpan().SequenceEqual(same.RawData))
                {
                    return;
                }

                continue;
            }

            // A summary behind the handshake tells of it too late.
            bool isLate = index > 0 && messages[index - 1].Line > whole.Line;
            messages.RemoveAt(index);
            Insert(new TlsMessage
            {
                Line = isLate ? whole.Line : told.Line,
                Timestamp = isLate ? whole.Timestamp : told.Timestamp,
                Sender = told.Sender,
                ContentType = told.ContentType,
                HandshakeType = told.HandshakeType,
                Type = told.Type,
                Version = whole.Version,
                Length = whole.Length,
                Handshake = whole.Handshake,
            }, messages);
            return;
        }

        if (isInserted)
        {
            Insert(whole, messages);
        }
    }

    private static bool IsSame(TlsMessage told, TlsMessage whole) => told.HandshakeType == whole.HandshakeType
        || (told.HandshakeType == HandshakeType.HelloRetryRequest && whole.Handshake is ServerHello { IsHelloRetryRequest: true });

    private static void Insert(TlsMessage message, List<TlsMessage> messages)
    {
        int place = messages.Count;
        while (place > 0 && messages[place - 1].Line > message.Line)
        {
            place--;
        }

        messages.Insert(place, message);
    }

    private sealed record Opened(HandshakeType Type, Side Sender, byte[] Body, long Line, CaptureTime? Time, bool MustBeTold);

    private const int Header = 4;

    // Protects memory from a log that repeats messages without end.
    private const int MostMessages = 1024;
}

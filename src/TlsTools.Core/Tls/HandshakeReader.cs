using System;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Tls;

/// <summary>Reads handshake messages; no bytes make it throw.</summary>
public static class HandshakeReader
{
    /// <summary>Reads the body of one message.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="body">The body, which is copied.</param>
    /// <param name="context">What was agreed before.</param>
    public static HandshakeMessage Read(HandshakeType type, ReadOnlySpan<byte> body, MessageContext context = default) =>
        ReadOwned(type, body.ToArray(), context);

    /// <summary>Reads the body of one message and keeps the bytes, which must not change any more, as the message's own.</summary>
    internal static HandshakeMessage ReadOwned(HandshakeType type, ReadOnlyMemory<byte> body, in MessageContext context)
    {
        FaultSlot faults = new();
        WireReader reader = new(body.Span, faults);
        HandshakeMessage message = MessageTable.Find(type, context.EffectiveVersion) is { } read
            ? read(ref reader, context with { Body = body })
            : ReadUnknown(ref reader);
        if (!reader.AtEnd)
        {
            reader.ExpectEnd(type.ToString());
        }

        message.Type = message is ClientHello ? HandshakeType.ClientHello : type;
        message.Body = body;
        message.Fault = faults.First ?? faults.Inner;
        return message;
    }

    private static UnknownMessage ReadUnknown(ref WireReader r)
    {
        r.Skip(r.Remaining, "body");
        return new UnknownMessage();
    }
}

using System;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <content>What follows from the messages together.</content>
public sealed partial class TlsHandshake
{
    /// <summary>Whether a session was resumed, by id, ticket or PSK; <see langword="null"/> when that cannot be seen.</summary>
    public bool? Resumed
    {
        get => field ??= FindResumption();
        init;
    }

    /// <summary>Fingerprint of the client's first hello (JA3); <see langword="null"/> without one, and for a hello of SSL 2.0.</summary>
    public string? Ja3
    {
        get => field ??= ClientHello is { IsSsl2Form: false } hello ? Fingerprints.Ja3(hello) : null;
        init;
    }

    /// <summary>Fingerprint of the ServerHello (JA3S).</summary>
    public string? Ja3s
    {
        get => field ??= ServerHello is { } hello ? Fingerprints.Ja3s(hello) : null;
        init;
    }

    /// <summary>Fingerprint of the client's first hello (JA4); <see langword="null"/> without one, and for a hello of SSL 2.0.</summary>
    public string? Ja4
    {
        get => field ??= ClientHello is { IsSsl2Form: false } hello ? Fingerprints.Ja4(hello) : null;
        init;
    }

    // RFC 5246, 7.3 and F.1.4; RFC 5077, 3.4: the server that resumes sends no certificate and, where the client showed an
    // id, the same id. RFC 8446, 2.2: it takes one of the keys that the client offered.
    private bool? FindResumption()
    {
        if (ServerHello is not { } hello || Version is not { } version)
        {
            return null;
        }

        if (version.IsTls13)
        {
            return hello.Extension(ExtensionType.PreSharedKey) is not null;
        }

        if (HasMessage(HandshakeType.Certificate, Side.Server) || HasMessage(HandshakeType.ServerHelloDone, Side.Server))
        {
            return false;
        }

        return HasRecord(ContentType.ChangeCipherSpec, Side.Server)
            ? true
            : ClientHello is { SessionId.Length: > 0 } offer && offer.SessionId.AsSpan().SequenceEqual(hello.SessionId) ? true : null;
    }

    private bool HasMessage(HandshakeType type, Side sender)
    {
        foreach (TlsMessage message in Messages)
        {
            if (message.HandshakeType == type && message.Sender == sender)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasRecord(ContentType type, Side sender)
    {
        foreach (TlsMessage message in Messages)
        {
            if (message.ContentType == type && message.Sender == sender)
            {
                return true;
            }
        }

        return false;
    }
}

using System;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

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

    /// <summary>Whether the server asked for a client certificate, and what it got.</summary>
    public ClientAuthentication ClientAuthentication
    {
        get => field != ClientAuthentication.Unknown ? field : field = FindAuthentication();
        init;
    }

    /// <summary>Fingerprint of the client's first hello (JA3); <see langword="null"/> without a whole one, and for a hello of SSL 2.0.</summary>
    public string? Ja3
    {
        get => field ??= ClientFingerprints?.Ja3;
        init;
    }

    /// <summary>Fingerprint of the ServerHello (JA3S); <see langword="null"/> without a whole one.</summary>
    public string? Ja3s
    {
        get => field ??= ServerHello is { } hello && IsWhole(hello) ? Fingerprints.Ja3s(hello, _transcript?.Shared) : null;
        init;
    }

    /// <summary>Fingerprint of the client's first hello (JA4); <see langword="null"/> without a whole one, and for a hello of SSL 2.0.</summary>
    public string? Ja4
    {
        get => field ??= ClientFingerprints?.Ja4;
        init;
    }

    private ClientFingerprints? ClientFingerprints =>
        field ??= ClientHello is { IsSsl2Form: false } hello && IsWhole(hello) ? Fingerprints.Of(hello, _transcript?.Shared) : null;

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
            return hello.Extension(ExtensionType.PreSharedKey) is not null ? true : IsWhole(hello) ? false : null;
        }

        if (HasMessage(HandshakeType.Certificate, Side.Server) || HasMessage(HandshakeType.ServerHelloDone, Side.Server))
        {
            return false;
        }

        return HasRecord(ContentType.ChangeCipherSpec, Side.Server) && CaptureQuality is not { MissingBytesFromServer: > 0 }
            ? true
            : ClientHello is { SessionId.Length: > 0 } offer && offer.SessionId.AsSpan().SequenceEqual(hello.SessionId) ? true : null;
    }

    private ClientAuthentication FindAuthentication()
    {
        if (ClientCertificateMessage is { } sent)
        {
            // An empty list is whole: of a list that was cut, what is there is a part of a certificate.
            return sent.Certificates.Count + sent.OtherCredentials.Count > 0 || sent.Body.Length > EmptyCertificate + (sent.RequestContext?.Length ?? 0) ? ClientAuthentication.Sent
                : sent.Fault is null ? ClientAuthentication.RequestedEmpty
                : ClientAuthentication.Unknown;
        }

        if (HasMessage(HandshakeType.CertificateRequest, Side.Server))
        {
            // SSL 3.0 says it by an alert (RFC 6101, 5.6.6); a client that goes on without a word has sent none either.
            return HasNoCertificateAlert()
                || (HasMessage(HandshakeType.ClientKeyExchange, Side.Client) && CaptureQuality is not { MissingBytesFromClient: > 0 })
                ? ClientAuthentication.RequestedEmpty
                : ClientAuthentication.Unknown;
        }

        // In TLS 1.3 it would stand before the server's Finished, if that can be seen.
        if (Version is { IsTls13: true })
        {
            return HasMessage(HandshakeType.Finished, Side.Server) && CaptureQuality is not { MissingBytesFromServer: > 0 }
                ? ClientAuthentication.NotRequested
                : ClientAuthentication.Unknown;
        }

        // Before TLS 1.3 the request would be in the clear, before ServerHelloDone or, in a resumed session, nowhere.
        bool isOver = HasMessage(HandshakeType.ServerHelloDone, Side.Server) || HasRecord(ContentType.ChangeCipherSpec, Side.Server);
        return isOver && Version is not null && CaptureQuality is not { MissingBytesFromServer: > 0 } ? ClientAuthentication.NotRequested : ClientAuthentication.Unknown;
    }

    // The length of the list, and before it that of the context in TLS 1.3, which has bytes only after the handshake.
    private const int EmptyCertificate = 4;

    private bool HasNoCertificateAlert()
    {
        foreach (TlsAlert alert in Alerts)
        {
            if (alert.Sender == Side.Client && alert.Code == AlertDescription.NoCertificate.Code)
            {
                return true;
            }
        }

        return false;
    }

    // The fingerprint of what is left of a hello would be that of another client.
    private bool IsWhole(HandshakeMessage hello)
    {
        foreach (TlsMessage message in AllMessages)
        {
            if (ReferenceEquals(message.Handshake, hello))
            {
                return !message.IsIncomplete;
            }
        }

        return true;
    }

    private bool HasMessage(HandshakeType type, Side sender)
    {
        if (_transcript is not null)
        {
            return _transcript.Has(type, sender);
        }

        foreach (TlsMessage message in AllMessages)
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
        foreach (TlsMessage message in AllMessages)
        {
            if (message.ContentType == type && message.Sender == sender)
            {
                return true;
            }
        }

        return false;
    }
}

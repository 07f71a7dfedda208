using System.Collections.Generic;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;

namespace TlsTools.Diagnosis;

/// <summary>
/// Recognises the TLS library at an end by its habits: the order of its extensions, which its code fixes and no setting changes,
/// and how it cuts and pads records. It only raises confidence and picks the product of a remedy; where several libraries share a
/// habit it says <see cref="Confidence.Possible"/> or nothing.
/// </summary>
internal static class StackRecognizer
{
    /// <summary>The client's library; null where nothing tells.</summary>
    public static StackGuess? Client(TlsHandshake handshake)
    {
        if (handshake.ClientHello is not { IsSsl2Form: false } hello)
        {
            return null;
        }

        if (hello.Extensions is not { Count: > 0 } extensions)
        {
            return hello.LegacyVersion.Code <= ProtocolVersion.Tls10.Code && hello.LegacyVersion.Code > ProtocolVersion.Ssl30.Code
                ? Guess(TlsStack.Iaik, Confidence.Possible, handshake, Side.Client, "no extensions, TLS 1.0")
                : null;
        }

        (TlsStack Stack, Confidence Confidence)? found = OfClient(hello, new ExtensionOrder(extensions));
        return found is { } guess ? Guess(guess.Stack, guess.Confidence, handshake, Side.Client, "order of its extensions") : null;
    }

    /// <summary>The server's library; null where nothing tells.</summary>
    public static StackGuess? Server(TlsHandshake handshake)
    {
        if (handshake.ServerHello is not { Extensions: { Count: > 0 } extensions } || handshake.CaptureQuality is { MissingBytesFromServer: > 0 })
        {
            return null;
        }

        ExtensionOrder order = new(extensions);
        if (handshake.Version is { IsTls13: true })
        {
            return PadsFinished(handshake) ? Guess(TlsStack.Jsse, Confidence.Likely, handshake, Side.Server, "padding of its records") : null;
        }

        return order.Begins(RenegotiationInfo) && order.Has(ServerName) ? Guess(TlsStack.OpenSsl, Confidence.Likely, handshake, Side.Server, OrderOfExtensions)
            : order.Begins(RenegotiationInfo) ? Guess(TlsStack.OpenSsl, Confidence.Possible, handshake, Side.Server, OrderOfExtensions)
            : order.IsInOrder(ExtendedMasterSecret, RenegotiationInfo, PointFormats) ? Guess(TlsStack.Nss, Confidence.Likely, handshake, Side.Server, OrderOfExtensions)
            : order.IsInOrder(PointFormats, ExtendedMasterSecret, SessionTicket, RenegotiationInfo) ? Guess(TlsStack.GnuTls, Confidence.Possible, handshake, Side.Server, OrderOfExtensions)
            : order.Ends(RenegotiationInfo) && order.IsInOrder(ExtendedMasterSecret, RenegotiationInfo) && !order.Has(PointFormats) && SendsOneMessageAPacket(handshake)
                ? Guess(TlsStack.Jsse, Confidence.Likely, handshake, Side.Server, "order of its extensions, one message a packet")
            : null;
    }

    private static (TlsStack Stack, Confidence Confidence)? OfClient(ClientHello hello, ExtensionOrder order)
    {
        if (hello.CipherSuites.Count > 0 && IsGrease(hello.CipherSuites[0].Code))
        {
            return (TlsStack.BoringSsl, Confidence.Likely);
        }

        // OpenSSL names three point formats and its renegotiation by a suite; .NET on Linux fills it with its own short list.
        if (order.IsInOrder(PointFormats, SupportedGroups) && order.IsInOrder(PointFormats, EncryptThenMac, ExtendedMasterSecret)
            && !order.Has(RenegotiationInfo) && hello.Extension<PointFormatList>() is { Formats.Count: 3 })
        {
            bool isShort = hello.CipherSuites.Count <= LongestDotNetList && order.Has(SessionTicket) && !order.Has(PostHandshakeAuth) && AreEphemeral(hello.CipherSuites);
            return !isShort ? (TlsStack.OpenSsl, Confidence.Likely)
                : order.IsInOrder(SessionTicket, StatusRequest, EncryptThenMac) ? (TlsStack.DotNet, Confidence.Likely)
                : (TlsStack.OpenSsl, Confidence.Possible);
        }

        return order.IsInOrder(StatusRequest, SupportedGroups, SupportedVersions) && (order.IsInOrder(SupportedVersions, SchemesOfCertificates) || order.Has(StatusRequestV2)) && !order.Has(EncryptThenMac) && !order.Has(SignedTimestamps)
                ? (TlsStack.Jsse, Confidence.Likely)
            : order.IsInOrder(StatusRequest, SupportedGroups, EncryptThenMac, RecordSizeLimit) ? (TlsStack.GnuTls, Confidence.Likely)
            : order.IsInOrder(ExtendedMasterSecret, RenegotiationInfo, RecordSizeLimit) && !order.Has(EncryptThenMac) && !order.Has(StatusRequestV2) ? (TlsStack.Nss, Confidence.Likely)
            : order.IsInOrder(SupportedGroups, PointFormats, SessionTicket, ExtendedMasterSecret, RenegotiationInfo) && !order.Has(EncryptThenMac) ? (TlsStack.Schannel, Confidence.Possible)
            : order.IsInOrder(StatusRequest, SupportedGroups, RenegotiationInfo, SignedTimestamps) ? (TlsStack.Go, Confidence.Possible)
            : null;
    }

    // The JDK's servers pad each record by 16, so their Finished is longer than its content.
    private static bool PadsFinished(TlsHandshake handshake)
    {
        int finished = handshake.CipherSuite is { Code: AesWithSha384 } ? LongFinished : ShortFinished;
        TlsMessage? previous = null;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Sender == Side.Server && message.ContentType == ContentType.ApplicationData)
            {
                // It follows the CertificateVerify, which is no shorter than a signature, or in a resumption the extensions.
                if (message.Length == finished + Padding && previous is not null)
                {
                    return true;
                }

                if (message.Length == finished)
                {
                    return false;
                }

                previous = message;
            }
        }

        return false;
    }

    private static bool SendsOneMessageAPacket(TlsHandshake handshake)
    {
        int count = 0;
        long? packet = null;
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Sender == Side.Server && message.HandshakeType is not null)
            {
                if (message.Packet is null || message.FirstPacket == packet)
                {
                    return false;
                }

                packet = message.Packet;
                count++;
            }
        }

        return count > 1;
    }

    private static bool AreEphemeral(IReadOnlyList<CipherSuite> suites)
    {
        for (int index = 0; index < suites.Count; index++)
        {
            ushort code = suites[index].Code;
            if (code >> 8 != EllipticBlock && code >> 8 != Tls13Block && code >> 8 != ChaChaBlock && code != RenegotiationSuite)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsGrease(ushort code) => (code & 0x0f0f) == 0x0a0a && code >> 8 == (code & 0xff);

    private static StackGuess Guess(TlsStack stack, Confidence confidence, TlsHandshake handshake, Side side, string habit)
    {
        foreach (TlsMessage message in handshake.AllMessages)
        {
            if (message.Sender == side && message.HandshakeType is HandshakeType.ClientHello or HandshakeType.ServerHello)
            {
                return new StackGuess(stack, confidence, Evidence.Of(message, $"{habit}, as of {NameOf(stack)}"));
            }
        }

        return new StackGuess(stack, confidence, Evidence.Of($"{habit}, as of {NameOf(stack)}", side));
    }

    private static string NameOf(TlsStack stack) => stack switch
    {
        TlsStack.OpenSsl => "OpenSSL",
        TlsStack.Jsse => "Java (JSSE)",
        TlsStack.GnuTls => "GnuTLS",
        TlsStack.Nss => "NSS",
        TlsStack.DotNet => ".NET on Linux",
        TlsStack.Schannel => "Windows (Schannel)",
        TlsStack.BoringSsl => "BoringSSL (Chrome)",
        TlsStack.Go => "Go",
        _ => "IAIK",
    };

    private static ExtensionType ServerName => ExtensionType.ServerName;

    private static ExtensionType StatusRequest => ExtensionType.StatusRequest;

    private static ExtensionType StatusRequestV2 => ExtensionType.StatusRequestV2;

    private static ExtensionType SupportedGroups => ExtensionType.SupportedGroups;

    private static ExtensionType PointFormats => ExtensionType.EcPointFormats;

    private static ExtensionType SignedTimestamps => ExtensionType.SignedCertificateTimestamp;

    private static ExtensionType EncryptThenMac => ExtensionType.EncryptThenMac;

    private static ExtensionType ExtendedMasterSecret => ExtensionType.ExtendedMasterSecret;

    private static ExtensionType RecordSizeLimit => ExtensionType.RecordSizeLimit;

    private static ExtensionType SessionTicket => ExtensionType.SessionTicket;

    private static ExtensionType SupportedVersions => ExtensionType.SupportedVersions;

    private static ExtensionType PostHandshakeAuth => ExtensionType.PostHandshakeAuth;

    private static ExtensionType SchemesOfCertificates => ExtensionType.SignatureAlgorithmsCert;

    private static ExtensionType RenegotiationInfo => ExtensionType.RenegotiationInfo;

    private const string OrderOfExtensions = "order of its extensions";

    // Seen: 4 for TLS 1.3 alone, 9 for TLS 1.2 alone, 12 for both.
    private const int LongestDotNetList = 14;
    private const ushort AesWithSha384 = 0x1302;
    private const int ShortFinished = 53;
    private const int LongFinished = 69;
    private const int Padding = 16;
    private const int EllipticBlock = 0xc0;
    private const int ChaChaBlock = 0xcc;
    private const int Tls13Block = 0x13;
    private const ushort RenegotiationSuite = 0x00ff;
}

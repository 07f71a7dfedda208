using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using TlsTools.Wire;

namespace TlsTools.Probe;

/// <summary>What a ClientHello of ours offers, and its bytes: any version and suite, also those that the platform would never offer.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2">RFC 8446, 4.1.2</seealso>
internal sealed record ClientHelloOffer
{
    /// <summary>The versions; the server chooses any of TLS 1.3 and below only where all between are meant, since older ones know but a highest.</summary>
    public required IReadOnlyList<ProtocolVersion> Versions { get; init; }

    /// <summary>The cipher suites, in the order of preference.</summary>
    public required IReadOnlyList<CipherSuite> CipherSuites { get; init; }

    /// <summary>The groups, in the order of preference.</summary>
    public IReadOnlyList<NamedGroup> Groups { get; init; } = KeyAgreements.Groups;

    /// <summary>The signature schemes that the server may sign with.</summary>
    public IReadOnlyList<SignatureScheme> SignatureSchemes { get; init; } = OfferLists.SignatureSchemes;

    /// <summary>The name that is asked for; <see langword="null"/> for none.</summary>
    public string? ServerName { get; init; }

    /// <summary>The application protocols; empty to offer none.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>The keys for TLS 1.3, by group; where there are none, the server names the group it wants.</summary>
    public IReadOnlyList<(NamedGroup Group, byte[] PublicKey)> KeyShares { get; init; } = [];

    /// <summary>What a HelloRetryRequest wants to have back; <see langword="null"/> for nothing.</summary>
    public byte[]? Cookie { get; init; }

    /// <summary>The methods to compress records with; no record of ours ever is.</summary>
    public IReadOnlyList<CompressionMethod> CompressionMethods { get; init; } = [CompressionMethod.Null];

    /// <summary>The signature schemes that the certificates may be signed with; empty to say that these are the same.</summary>
    public IReadOnlyList<SignatureScheme> CertificateSchemes { get; init; } = [];

    /// <summary>The ticket of a session that is to be resumed before TLS 1.3; empty to ask for one, <see langword="null"/> for no word of it.</summary>
    public byte[]? Ticket { get; init; }

    /// <summary>The id of a session that is to be resumed before TLS 1.3; empty for a new one.</summary>
    public byte[] OldSessionId { get; init; } = [];

    /// <summary>In how many pieces the hello goes out.</summary>
    public HelloDelivery Delivery { get; init; }

    /// <summary>The client's random.</summary>
    public byte[] Random { get; init; } = LargeNumber.Random(32);

    /// <summary>The session id, which in TLS 1.3 makes the exchange look like one of TLS 1.2.</summary>
    public byte[] SessionId { get; init; } = LargeNumber.Random(32);

    /// <summary>The highest version.</summary>
    public ProtocolVersion Highest => Versions.OrderByDescending(version => version.Code).First();

    /// <summary>The highest version that stands in the hello's own field.</summary>
    public ProtocolVersion LegacyVersion => Highest.IsTls13 ? ProtocolVersion.Tls12 : Highest;

    /// <summary>The message with its header.</summary>
    public byte[] ToMessage() => new WireWriter()
        .UInt8((int)HandshakeType.ClientHello)
        .Vector24(body =>
        {
            body.UInt16(LegacyVersion.Code).Bytes(Random).Vector8(id => id.Bytes(Highest.IsTls13 ? SessionId : OldSessionId));
            body.Vector16(suites =>
            {
                foreach (CipherSuite suite in CipherSuites)
                {
                    suites.UInt16(suite.Code);
                }

                if (Highest == ProtocolVersion.Ssl30)
                {
                    suites.UInt16(CipherSuite.TlsEmptyRenegotiationInfoScsv.Code);
                }
            });
            body.Vector8(methods => Each(CompressionMethods, method => methods.UInt8(method.Code)));
            if (Highest != ProtocolVersion.Ssl30)
            {
                body.Vector16(WriteExtensions);
            }
        })
        .ToArray();

    private void WriteExtensions(WireWriter all)
    {
        if (ServerName is { Length: > 0 and <= LongestName } name && !IPAddress.TryParse(name, out _))
        {
            Extension(all, ExtensionType.ServerName, data => data.Vector16(list => list.UInt8(0).Vector16(host => host.Bytes(Encoding.ASCII.GetBytes(name)))));
        }

        // CertificateStatusType ocsp; no responder and no extension is named (RFC 6066, 8).
        Extension(all, ExtensionType.StatusRequest, data => data.UInt8(1).Vector16(_ => { }).Vector16(_ => { }));
        Extension(all, ExtensionType.RenegotiationInfo, data => data.Vector8(_ => { }));
        Extension(all, ExtensionType.ExtendedMasterSecret, _ => { });
        Extension(all, ExtensionType.SupportedGroups, data => data.Vector16(list => Each(Groups, group => list.UInt16(group.Code))));
        Extension(all, ExtensionType.EcPointFormats, data => data.Vector8(list => list.UInt8(0)));
        if (Alpn.Count > 0)
        {
            Extension(
                all,
                ExtensionType.ApplicationLayerProtocolNegotiation,
                data => data.Vector16(list => Each(Alpn, protocol => list.Vector8(text => text.Bytes(Encoding.UTF8.GetBytes(protocol))))));
        }

        if (Ticket is { } ticket)
        {
            Extension(all, ExtensionType.SessionTicket, data => data.Bytes(ticket));
        }

        if (LegacyVersion == ProtocolVersion.Tls12)
        {
            Extension(all, ExtensionType.SignatureAlgorithms, data => data.Vector16(list => Each(SignatureSchemes, scheme => list.UInt16(scheme.Code))));
            if (CertificateSchemes.Count > 0)
            {
                Extension(all, ExtensionType.SignatureAlgorithmsCert, data => data.Vector16(list => Each(CertificateSchemes, scheme => list.UInt16(scheme.Code))));
            }
        }

        if (Highest.IsTls13)
        {
            Extension(all, ExtensionType.SupportedVersions, data => data.Vector8(list => Each(Versions, version => list.UInt16(version.Code))));
            Extension(all, ExtensionType.PskKeyExchangeModes, data => data.Vector8(list => list.UInt8(1)));
            Extension(
                all,
                ExtensionType.KeyShare,
                data => data.Vector16(list => Each(KeyShares, share => list.UInt16(share.Group.Code).Vector16(key => key.Bytes(share.PublicKey)))));
        }

        if (Cookie is { } cookie)
        {
            Extension(all, ExtensionType.Cookie, data => data.Vector16(value => value.Bytes(cookie)));
        }
    }

    private static void Extension(WireWriter all, ExtensionType type, Action<WireWriter> data) => all.UInt16(type.Code).Vector16(data);

    private static void Each<T>(IReadOnlyList<T> all, Action<T> write)
    {
        foreach (T one in all)
        {
            write(one);
        }
    }

    // RFC 1035, 2.3.4.
    private const int LongestName = 255;
}

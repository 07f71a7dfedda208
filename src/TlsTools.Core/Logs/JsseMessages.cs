using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using TlsTools.Capture;
using TlsTools.ClientAuth;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.Wire;

namespace TlsTools.Logs;

/// <summary>Makes messages of what Java 11 and later write of them.</summary>
internal static class JsseMessages
{
    /// <summary>Adds a message to its connection.</summary>
    public static void Add(LogConnection connection, HandshakeType type, Side sender, long line, CaptureTime? time, JsseBlock block)
    {
        bool isWhole = block.IsWhole;
        HandshakeMessage? message = type switch
        {
            HandshakeType.ClientHello => ReadClientHello(block, ref isWhole),
            HandshakeType.ServerHello or HandshakeType.HelloRetryRequest => ReadServerHello(block, type, ref isWhole),
            HandshakeType.EncryptedExtensions => new EncryptedExtensions { Extensions = ReadExtensions(block, type, ref isWhole) },
            HandshakeType.Certificate => ReadCertificate(connection, block, sender),
            HandshakeType.CertificateRequest => ReadRequest(block, ref isWhole),
            HandshakeType.ServerKeyExchange => ReadKeyExchange(block),
            HandshakeType.CertificateVerify => ReadVerify(block),
            _ => null,
        };
        connection.Add(type, sender, line, time, message, isWhole);
    }

    private static ClientHello? ReadClientHello(JsseBlock block, ref bool isWhole)
    {
        if (LogNames.Version(block.Field("client version") ?? string.Empty) is not { } version)
        {
            isWhole = false;
            return null;
        }

        IReadOnlyList<CipherSuite>? suites = LogNames.All(block.List("cipher suites") ?? "?", LogNames.Suite);
        byte[]? random = LogNames.Bytes(block.Field("random") ?? "?");
        byte[]? session = LogNames.Bytes(block.Field("session id") ?? "?");
        byte[]? methods = LogNames.Bytes(block.Field("compression methods") ?? "?");
        isWhole &= suites is not null && random is { Length: 32 } && session is not null && methods is not null;
        return new ClientHello
        {
            LegacyVersion = version,
            Random = random ?? [],
            SessionId = session ?? [],
            CipherSuites = suites ?? [],
            CompressionMethods = [.. (methods ?? []).Select(method => new CompressionMethod(method))],
            Extensions = ReadExtensions(block, HandshakeType.ClientHello, ref isWhole),
        };
    }

    private static ServerHello? ReadServerHello(JsseBlock block, HandshakeType type, ref bool isWhole)
    {
        if (LogNames.Version(block.Field("server version") ?? string.Empty) is not { } version || LogNames.Suite(block.Field("cipher suite") ?? string.Empty) is not { } suite)
        {
            isWhole = false;
            return null;
        }

        byte[]? random = LogNames.Bytes(block.Field("random") ?? "?");
        byte[]? session = LogNames.Bytes(block.Field("session id") ?? "?");
        isWhole &= session is not null && (random is { Length: 32 } || type == HandshakeType.HelloRetryRequest);
        return new ServerHello
        {
            LegacyVersion = version,
            Random = random ?? [],
            SessionId = session ?? [],
            CipherSuite = suite,
            CompressionMethod = CompressionMethod.Null,
            Extensions = ReadExtensions(block, type, ref isWhole),
        };
    }

    private static CertificateMessage? ReadCertificate(LogConnection connection, JsseBlock block, Side sender)
    {
        // The certificates are described and not shown.
        bool hasSome = block.Lines.Any(line => line.TrimStart().StartsWith("\"certificate\"", StringComparison.Ordinal));
        if (sender == Side.Client && (hasSome || block.IsWhole))
        {
            connection.ClientAuthentication = hasSome ? ClientAuthentication.Sent : ClientAuthentication.RequestedEmpty;
        }

        return !block.IsWhole ? null
            : !hasSome ? new CertificateMessage()
            : JsseCertificate.ReadAll(block.Lines) is { Count: > 0 } chain ? new CertificateMessage { Certificates = chain }
            : null;
    }

    private static CertificateRequest? ReadRequest(JsseBlock block, ref bool isWhole)
    {
        if (new JsseDialect().TryRead(new TextLines(block.Text), string.Empty) is not { } request)
        {
            isWhole = false;
            return null;
        }

        bool isTls13 = request.Version is { IsTls13: true };
        return new CertificateRequest
        {
            RequestContext = isTls13 ? [] : null,
            CertificateTypes = request.CertificateTypes,
            SignatureSchemes = request.SignatureSchemes,
            Authorities = isWhole ? [.. request.Authorities!.Authorities.Select(authority => authority.Name)] : [],
            Extensions = isTls13 ? ReadExtensions(block, HandshakeType.CertificateRequest, ref isWhole) : null,
        };
    }

    private static ServerKeyExchange? ReadKeyExchange(JsseBlock block) =>
        block.Field("named group") is { } group && LogNames.Group(group) is { } known
            ? new ServerKeyExchange
            {
                KeyExchange = KeyExchange.EphemeralEllipticCurve,
                CurveType = CurveType.NamedCurve,
                Group = known,
                SignatureScheme = LogNames.Scheme(block.Field("signature algorithm") ?? string.Empty),
            }
            : LogNames.Scheme(block.Field("signature algorithm") ?? string.Empty) is { } scheme ? new ServerKeyExchange { SignatureScheme = scheme }
            : null;

    private static CertificateVerify? ReadVerify(JsseBlock block) =>
        LogNames.Scheme(block.Field("signature algorithm") ?? string.Empty) is { } scheme ? new CertificateVerify { SignatureScheme = scheme, Signature = [] } : null;

    private static List<TlsExtension> ReadExtensions(JsseBlock block, HandshakeType message, ref bool isWhole)
    {
        List<TlsExtension> extensions = [];
        foreach ((ushort code, JsseBlock content) in block.Extensions())
        {
            ExtensionType type = new(code);
            TlsExtension? extension = ReadExtension(type, message, content);
            isWhole &= extension is not null && content.IsWhole;
            extension ??= new UnknownExtension();
            extension.Type = type;
            extensions.Add(extension);
        }

        return extensions;
    }

    // Those on which something else rests; of others it is known that they were there. Null where one of these is not understood.
    private static TlsExtension? ReadExtension(ExtensionType type, HandshakeType message, JsseBlock content)
    {
        bool isOffer = message == HandshakeType.ClientHello;
        if (type == ExtensionType.ServerName && isOffer)
        {
            NamedServer[] names = [.. s_serverName.Matches(content.Text).Cast<Match>().Select(match => new NamedServer(0, match.Groups[1].Value))];
            return names.Length > 0 ? new ServerNameList { Names = names } : null;
        }

        if (type == ExtensionType.SupportedGroups)
        {
            return LogNames.All(content.List("named groups") ?? content.List("versions") ?? "?", LogNames.Group) is { } groups ? new SupportedGroups { Groups = groups } : null;
        }

        if (type == ExtensionType.EcPointFormats)
        {
            return LogNames.All(content.List("formats") ?? "?", static text => PointFormat.TryParse(text, out PointFormat format) ? format : (PointFormat?)null) is { } formats
                ? new PointFormatList { Formats = formats }
                : null;
        }

        if (type == ExtensionType.SignatureAlgorithms || type == ExtensionType.SignatureAlgorithmsCert)
        {
            return LogNames.All(content.List("signature schemes") ?? "?", LogNames.Scheme) is { } schemes ? new SignatureSchemeList { Schemes = schemes } : null;
        }

        if (type == ExtensionType.ApplicationLayerProtocolNegotiation)
        {
            Match list = s_brackets.Match(content.Text);
            return list.Success ? new ProtocolNameList { Protocols = [.. list.Groups[1].Value.Split(',').Select(name => name.Trim())] } : null;
        }

        if (type == ExtensionType.SupportedVersions)
        {
            return isOffer
                ? LogNames.All(content.List("versions") ?? "?", LogNames.Version) is { } versions ? new SupportedVersionsOffer { Versions = versions } : null
                : LogNames.Version((content.Field("selected version") ?? string.Empty).Trim('[', ']')) is { } chosen ? new SupportedVersionsChoice { SelectedVersion = chosen } : null;
        }

        if (type == ExtensionType.KeyShare && message == HandshakeType.HelloRetryRequest)
        {
            return LogNames.Group((content.Field("selected group") ?? string.Empty).Trim('[', ']')) is { } selected ? new KeyShareRetry { SelectedGroup = selected } : null;
        }

        if (type == ExtensionType.KeyShare)
        {
            return ReadShares(content) is { Count: > 0 } shares
                ? isOffer ? new KeyShareOffer { Shares = shares } : new KeyShareChoice { Share = shares[0] }
                : null;
        }

        if (type == ExtensionType.PskKeyExchangeModes)
        {
            return LogNames.All(content.List("ke_modes") ?? "?", static text => PskKeyExchangeMode.TryParse(text, out PskKeyExchangeMode mode) ? mode : (PskKeyExchangeMode?)null) is { } modes
                ? new PskKeyExchangeModes { Modes = modes }
                : null;
        }

        // Of these it is known what stands in them: nothing.
        if (content.Text.Trim() == "<empty>" && Array.IndexOf(s_empty, type) >= 0)
        {
            WireReader nothing = new([], new FaultSlot());
            return ExtensionTable.Read(type, message, ref nothing);
        }

        return new UnknownExtension();
    }

    private static List<KeyShareEntry>? ReadShares(JsseBlock content)
    {
        List<KeyShareEntry> shares = [];
        NamedGroup? group = null;
        int length = 0;
        foreach (string line in content.Lines)
        {
            if (s_shareGroup.Match(line) is { Success: true } named)
            {
                if (group is { } before)
                {
                    shares.Add(new KeyShareEntry(before, length));
                }

                group = LogNames.Group(named.Groups[1].Value);
                length = 0;
                if (group is null)
                {
                    return null;
                }
            }
            else if (s_dump.Match(line) is { Success: true } dump)
            {
                length += LogNames.Bytes(dump.Groups[1].Value)?.Length ?? 0;
            }
        }

        if (group is { } last)
        {
            shares.Add(new KeyShareEntry(last, length));
        }

        return shares;
    }

    private static readonly ExtensionType[] s_empty = [ExtensionType.ExtendedMasterSecret, ExtensionType.SessionTicket, ExtensionType.EncryptThenMac];
    private static readonly Regex s_serverName = new(@"type=host_name \(0\), value=([^\s,\]}]+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_brackets = new(@"\[([^\]]*)\]", RegexOptions.CultureInvariant);
    private static readonly Regex s_shareGroup = new("\"named group\": \"?([\\w]+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_dump = new(@"^\s*[0-9A-F]{4}: ((?:[0-9A-F]{2} {1,3}){1,16})", RegexOptions.CultureInvariant);
}

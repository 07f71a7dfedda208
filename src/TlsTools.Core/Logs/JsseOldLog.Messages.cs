using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using TlsTools.ClientAuth;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;

namespace TlsTools.Logs;

/// <content>Messages of what is written of them.</content>
internal sealed partial class JsseOldLog
{
    private ClientHello? ReadClientHello(string title, ref bool isWhole)
    {
        if (VersionOf(title) is not { } version)
        {
            isWhole = false;
            return null;
        }

        byte[]? random = ReadRandom();
        byte[]? session = ReadNumbers("Session ID:");
        byte[]? methods = ReadNumbers("Compression Methods:");
        string suites = Value("Cipher Suites:") ?? string.Empty;
        IReadOnlyList<CipherSuite>? known = suites is ['[', .., ']']
            ? LogNames.All(suites.Trim('[', ']'), LogNames.Suite)
            : null;
        isWhole = random is not null && session is not null && methods is not null && known is not null;
        return new ClientHello
        {
            LegacyVersion = version,
            Random = random ?? [],
            SessionId = session ?? [],
            CipherSuites = known ?? [],
            CompressionMethods = [.. (methods ?? []).Select(method => new CompressionMethod(method))],
            Extensions = ReadExtensions(ref isWhole),
        };
    }

    private ServerHello? ReadServerHello(string title, ref bool isWhole)
    {
        if (VersionOf(title) is not { } version || LogNames.Suite(Value("Cipher Suite:") ?? string.Empty) is not { } suite)
        {
            isWhole = false;
            return null;
        }

        byte[]? random = ReadRandom();
        byte[]? session = ReadNumbers("Session ID:");
        isWhole = random is not null && session is not null;
        return new ServerHello
        {
            LegacyVersion = version,
            Random = random ?? [],
            SessionId = session ?? [],
            CipherSuite = suite,
            CompressionMethod = CompressionMethod.Null,
            Extensions = ReadExtensions(ref isWhole),
        };
    }

    private CertificateRequest? ReadRequest()
    {
        int start = _block.FindIndex(line => line.StartsWith("Cert Authorities:", StringComparison.Ordinal));
        return start >= 0 && new JsseOldDialect().TryRead(new TextLines(string.Join("\n", _block.Skip(start))), string.Empty) is { } request
            ? new CertificateRequest
            {
                CertificateTypes = [.. (Value("Cert Types:") ?? string.Empty).Split(',')
                    .Select(name => CertificateType.TryParse(name.Trim().ToLowerInvariant() + "_sign", out CertificateType type) ? type : (CertificateType?)null)
                    .OfType<CertificateType>()],
                Authorities = [.. request.Authorities!.Authorities.Select(authority => authority.Name)],
            }
            : null;
    }

    // The extensions' texts give no more than some of them: the fingerprint of such a hello would be that of another client.
    private List<TlsExtension> ReadExtensions(ref bool isWhole)
    {
        List<TlsExtension> extensions = [];
        foreach (Match match in _block.Select(line => s_extension.Match(line)).Where(match => match.Success))
        {
            string name = match.Groups["name"].Value;
            string list = match.Groups["value"].Value.Trim('{', '}', '[', ']', ' ');
            TlsExtension? extension = name switch
            {
                "server_name" when s_serverName.Match(list) is { Success: true } host => new ServerNameList { Names = [new NamedServer(0, host.Groups[1].Value)] },
                "elliptic_curves" when LogNames.All(list, LogNames.Group) is { } groups => new SupportedGroups { Groups = groups },
                _ => null,
            };
            ExtensionType? type = name switch
            {
                "elliptic_curves" => ExtensionType.SupportedGroups,
                _ => ExtensionType.TryParse(name, out ExtensionType known) ? known : null,
            };
            isWhole = false;
            if (type is { } code)
            {
                extension ??= new UnknownExtension();
                extension.Type = code;
                extensions.Add(extension);
            }
        }

        return extensions;
    }

    private byte[]? ReadRandom()
    {
        Match match = s_random.Match(Value("RandomCookie:") ?? string.Empty);
        if (!match.Success || !long.TryParse(match.Groups["time"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time)
            || Numbers(match.Groups["bytes"].Value) is not { Length: 28 } rest)
        {
            return null;
        }

        return [(byte)(time >> 24), (byte)(time >> 16), (byte)(time >> 8), (byte)time, .. rest];
    }

    private byte[]? ReadNumbers(string label) => Value(label) is { } value ? Numbers(value.Trim('{', '}', ' ')) : null;

    private static byte[]? Numbers(string list) => LogNames.All(list, static text => byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte number) ? number : (byte?)null)?.ToArray();

    private string? Value(string label) => _block.Find(line => line.StartsWith(label, StringComparison.Ordinal))?.Substring(label.Length).Trim();

    private static ProtocolVersion? VersionOf(string title) => title.Split(',') is [_, { } version, ..] ? LogNames.Version(version) : null;

    private static readonly Regex s_extension = new(@"^Extension (?<name>[a-z_]+), [a-z_ ]+: ?(?<value>.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_serverName = new(@"type=host_name \(0\), value=([^\s,\]]+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_random = new(@"^GMT: (?<time>-?\d+) bytes = \{(?<bytes>[\d, ]+)\}$", RegexOptions.CultureInvariant);
}

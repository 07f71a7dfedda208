using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Tests.Oracle;

/// <summary>What we say of a capture, under the names that <see cref="TsharkFacts"/> uses.</summary>
internal static class ObservedFacts
{
    /// <summary>The facts of all handshakes in which a message or an alert can be read, by the number of the TCP stream.</summary>
    public static Dictionary<int, SortedDictionary<string, string>> Read(IEnumerable<TlsHandshake> handshakes)
    {
        Dictionary<int, SortedDictionary<string, string>> streams = [];
        foreach (TlsHandshake handshake in handshakes)
        {
            if (handshake.Messages.Any(message => IsWhole(message) || message.Alert is { Description: not null }))
            {
                streams.Add(handshake.Stream!.Value, ReadHandshake(handshake));
            }
        }

        return streams;
    }

    // TShark shows a message only when it is whole; we show the part that was captured too, and say so.
    private static bool IsWhole(TlsMessage message) => message.HandshakeType is not null && !message.IsIncomplete;

    private static SortedDictionary<string, string> ReadHandshake(TlsHandshake handshake)
    {
        TlsMessage[] messages = [.. handshake.Messages.Where(IsWhole)];
        SortedDictionary<string, string> facts = new(StringComparer.Ordinal)
        {
            ["client"] = handshake.Client!.ToString(),
            ["server"] = handshake.Server!.ToString(),
            ["messages"] = string.Join(", ", messages.Select(message => $"{message.Packet} {Direction(message.Sender)} {Name(message)}")),
            ["alerts"] = string.Join(", ", handshake.Alerts.Where(alert => alert.Description is not null).Select(alert =>
                $"{alert.Packet} {Direction(alert.Sender!.Value)} {Level(alert.Level)} {alert.Code}")),
            ["certificates"] = string.Join("; ", messages.Where(message => message.Handshake is CertificateMessage).Select(message =>
                $"{Direction(message.Sender)} {List(((CertificateMessage)message.Handshake!).Certificates, certificate => Hash(certificate.RawData))}")),
        };
        AddCertificates(facts, messages);
        AddEach(facts, messages, "clientHello", message => message.Handshake is ClientHello { IsSsl2Form: false }, AddClientHello);
        AddEach(facts, messages, "serverHello", message => message.Handshake is ServerHello, AddServerHello);
        AddEach(facts, messages, "certificateRequest", message => message.Handshake is CertificateRequest, AddRequest);
        AddSslTwo(facts, messages);
        AddNegotiated(facts, handshake);
        AddRecords(facts, handshake.Messages);
        return facts;
    }

    private static void AddCertificates(SortedDictionary<string, string> facts, TlsMessage[] messages)
    {
        foreach (TlsCertificate certificate in messages.Select(message => message.Handshake).OfType<CertificateMessage>().SelectMany(message => message.Certificates))
        {
            if (certificate.Fault is null)
            {
                facts["certificate." + Hash(certificate.RawData)] = string.Join(
                    "; ",
                    Serial(certificate.SerialNumber!),
                    Time(certificate.NotBefore),
                    Time(certificate.NotAfter),
                    Name(certificate.Subject!),
                    Name(certificate.Issuer!));
            }
        }
    }

    private static string Serial(string number) => number.TrimStart('0') is { Length: > 0 } digits ? digits.ToLowerInvariant() : "0";

    private static string Time(DateTime? time) => $"{time:yyyy-MM-ddTHH:mm:ss}+00:00";

    private static string Name(DistinguishedName name) =>
        string.Join(", ", name.RelativeNames.SelectMany(relative => relative.Attributes).Select(attribute => attribute.Text));

    private static void AddEach(
        SortedDictionary<string, string> facts,
        TlsMessage[] messages,
        string name,
        Func<TlsMessage, bool> isOne,
        Action<SortedDictionary<string, string>, string, TlsMessage> add)
    {
        int count = 0;
        foreach (TlsMessage message in messages.Where(isOne))
        {
            add(facts, $"{name}{++count}.", message);
        }
    }

    private static void AddClientHello(SortedDictionary<string, string> facts, string prefix, TlsMessage message)
    {
        ClientHello hello = (ClientHello)message.Handshake!;
        facts[prefix + "recordVersion"] = Hex(message.Version!.Value.Code);
        facts[prefix + "version"] = Hex(hello.LegacyVersion.Code);
        facts[prefix + "supportedVersions"] = List(hello.Extension<SupportedVersionsOffer>()?.Versions ?? [], version => Hex(version.Code));
        facts[prefix + "cipherSuites"] = List(hello.CipherSuites, suite => Hex(suite.Code));
        facts[prefix + "extensions"] = List(hello.Extensions ?? [], extension => $"{extension.Type.Code}");
        facts[prefix + "groups"] = List(hello.SupportedGroups, group => Hex(group.Code));
        facts[prefix + "signatureSchemes"] = List(
            (hello.Extensions ?? []).OfType<SignatureSchemeList>().SelectMany(list => list.Schemes), scheme => Hex(scheme.Code));
        facts[prefix + "serverName"] = hello.ServerName ?? "";
        facts[prefix + "alpn"] = List(hello.AlpnProtocols, protocol => protocol);
        facts[prefix + "sessionIdLength"] = $"{hello.SessionId.Length}";
        facts[prefix + "random"] = Convert.ToHexStringLower(hello.Random);
        facts[prefix + "ja3"] = Fingerprints.Of(hello, shared: null).Ja3;
        facts[prefix + "ja4"] = Fingerprints.Of(hello, shared: null).Ja4;
    }

    private static void AddServerHello(SortedDictionary<string, string> facts, string prefix, TlsMessage message)
    {
        ServerHello hello = (ServerHello)message.Handshake!;
        facts[prefix + "recordVersion"] = Hex(message.Version!.Value.Code);
        facts[prefix + "version"] = Hex(hello.LegacyVersion.Code);
        facts[prefix + "supportedVersion"] = hello.Extension<SupportedVersionsChoice>() is { } choice ? Hex(choice.SelectedVersion.Code) : "";
        facts[prefix + "cipherSuite"] = Hex(hello.CipherSuite.Code);
        facts[prefix + "alpn"] = hello.AlpnProtocol ?? "";
        facts[prefix + "extensions"] = List(hello.Extensions ?? [], extension => $"{extension.Type.Code}");
        facts[prefix + "helloRetryRequest"] = hello.IsHelloRetryRequest.ToString();
        facts[prefix + "ja3s"] = Fingerprints.Ja3s(hello, shared: null);
    }

    private static void AddRequest(SortedDictionary<string, string> facts, string prefix, TlsMessage message)
    {
        CertificateRequest request = (CertificateRequest)message.Handshake!;
        facts[prefix + "types"] = List(request.CertificateTypes, type => $"{type.Code}");
        facts[prefix + "signatureSchemes"] = List(request.SignatureSchemes, scheme => Hex(scheme.Code));
        facts[prefix + "names"] = List(request.Authorities, name => Hash(name.RawData));
        facts[prefix + "text"] = string.Join("; ", request.Authorities.Select(Name));
    }

    private static void AddSslTwo(SortedDictionary<string, string> facts, TlsMessage[] messages)
    {
        foreach (TlsMessage message in messages)
        {
            if (message.Handshake is ClientHello { IsSsl2Form: true } client)
            {
                facts["ssl2ClientHello.version"] = Hex(client.LegacyVersion.Code);
                facts["ssl2ClientHello.cipherSpecs"] = List(client.CipherKinds!, kind => $"0x{kind.Code:x6}");
            }
            else if (message.Handshake is Ssl2ServerHello server)
            {
                facts["ssl2ServerHello.version"] = Hex(server.ServerVersion.Code);
                facts["ssl2ServerHello.cipherSpecs"] = List(server.CipherKinds, kind => $"0x{kind.Code:x6}");
                facts["ssl2ServerHello.certificate"] = server.Certificate is { } certificate ? Hash(certificate.RawData) : "";
            }
        }
    }

    private static void AddNegotiated(SortedDictionary<string, string> facts, TlsHandshake handshake)
    {
        if (handshake.ServerHello is not null)
        {
            AddPresent(facts, "version", handshake.Version is { } version ? Hex(version.Code) : null);
            AddPresent(facts, "cipherSuite", handshake.CipherSuite is { } suite ? Hex(suite.Code) : null);
            facts["alpn"] = handshake.Alpn ?? "";
            AddPresent(facts, "ja3s", handshake.Ja3s);
        }

        if (handshake.Messages.Any(message => message.Handshake is ClientHello { IsSsl2Form: false } && IsWhole(message)))
        {
            facts["serverName"] = handshake.ServerName ?? "";
            AddPresent(facts, "ja3", handshake.Ja3);
            AddPresent(facts, "ja4", handshake.Ja4);
        }
    }

    private static void AddRecords(SortedDictionary<string, string> facts, IReadOnlyList<TlsMessage> messages)
    {
        foreach (IGrouping<string, TlsMessage> records in messages.Where(message => message.ContentType is not null).GroupBy(KindOf))
        {
            foreach (IGrouping<Side, TlsMessage> sent in records.GroupBy(message => message.Sender).Where(_ => records.Key.Length > 0))
            {
                facts[$"records.{records.Key}.{Direction(sent.Key)}"] = $"{sent.Sum(message => message.Count)} from {sent.Min(message => message.Packet)}";
            }
        }
    }

    private static string KindOf(TlsMessage message) => message.ContentType switch
    {
        ContentType.ChangeCipherSpec => "change_cipher_spec",
        ContentType.ApplicationData => "application_data",
        ContentType.Heartbeat => "heartbeat",
        ContentType.Handshake when message is { Encrypted: true, Decrypted: false } => "encrypted_handshake",
        ContentType.Alert when message is { Encrypted: true, Decrypted: false } => "encrypted_alert",
        _ => "",
    };

    private static void AddPresent(SortedDictionary<string, string> facts, string name, string? value)
    {
        if (value is not null)
        {
            facts[name] = value;
        }
    }

    private static string Name(TlsMessage message) =>
        message.HandshakeType == HandshakeType.HelloRetryRequest ? "server_hello" : message.Type!;

    private static string Direction(Side sender) => sender == Side.Client ? "c2s" : "s2c";

    private static string Level(string? level) => level switch
    {
        "warning" => "1",
        "fatal" => "2",
        _ => level ?? "",
    };

    private static string Hex(int code) => $"0x{code:x4}";

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string List<T>(IEnumerable<T> values, Func<T, string> text) => string.Join(",", values.Select(text));
}

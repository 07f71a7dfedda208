using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace TlsTools.Tests.Oracle;

/// <summary>What TShark says of a capture, as one flat set of named facts for each TCP stream.</summary>
internal static class TsharkFacts
{
    /// <summary>Reads the facts of all streams in which TShark shows a handshake message or an alert.</summary>
    public static Dictionary<int, SortedDictionary<string, string>> Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        Dictionary<int, SortedDictionary<string, string>> streams = [];
        foreach (JsonElement stream in document.RootElement.GetProperty("streams").EnumerateArray())
        {
            if (stream.GetProperty("handshake").EnumerateArray().Any(IsClear) || stream.GetProperty("alerts_clear").GetArrayLength() > 0)
            {
                streams.Add(stream.GetProperty("tcp_stream").GetInt32(), ReadStream(stream));
            }
        }

        return streams;
    }

    /// <summary>Reads what TShark shows with secrets: messages, alerts, certificates and requests of each stream.</summary>
    /// <param name="path">The oracle's file.</param>
    /// <param name="isCarried">Whether the secrets are those that the capture carries.</param>
    public static Dictionary<int, SortedDictionary<string, string>> ReadDecrypted(string path, bool isCarried)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement decrypted = document.RootElement.GetProperty("decrypted").EnumerateArray()
            .Single(entry => entry.GetProperty("keys").GetString()!.StartsWith("embedded", System.StringComparison.Ordinal) == isCarried);
        return decrypted.GetProperty("streams").EnumerateArray()
            .Where(stream => stream.GetProperty("handshake").EnumerateArray().Any(IsClear) || stream.GetProperty("alerts").GetArrayLength() > 0)
            .ToDictionary(stream => stream.GetProperty("tcp_stream").GetInt32(), ReadDecryptedStream);
    }

    private static SortedDictionary<string, string> ReadDecryptedStream(JsonElement stream)
    {
        SortedDictionary<string, string> facts = new(System.StringComparer.Ordinal)
        {
            ["messages"] = string.Join(", ", stream.GetProperty("handshake").EnumerateArray().Where(IsClear)
                .Select(message => $"{message[0]} {message[1]} {message[3]}")),
            ["alerts"] = Alerts(stream.GetProperty("alerts")),
            ["certificates"] = string.Join("; ", stream.GetProperty("certificates").EnumerateArray().Select(chain =>
                $"{chain.GetProperty("dir")} {List(chain.GetProperty("certs"), "sha256")}")),
        };
        AddCertificates(facts, stream.GetProperty("certificates"));
        JsonElement[] requests = [.. stream.GetProperty("certificate_requests").EnumerateArray()];
        for (int i = 0; i < requests.Length; i++)
        {
            AddRequest(facts, $"certificateRequest{i + 1}.", requests[i]);
        }

        return facts;
    }

    private static string Alerts(JsonElement alerts) => string.Join(", ", alerts.EnumerateArray().Select(alert =>
        $"{alert.GetProperty("frame")} {alert.GetProperty("dir")} {alert.GetProperty("level")} {alert.GetProperty("desc")}"));

    // TShark lists records that only look like SSL 2.0 under this name: no message is known of them.
    private static bool IsClear(JsonElement message) => message[3].GetString() != "ssl2_encrypted_or_unknown";

    private static SortedDictionary<string, string> ReadStream(JsonElement stream)
    {
        SortedDictionary<string, string> facts = new(System.StringComparer.Ordinal)
        {
            ["client"] = stream.GetProperty("client").GetString()!,
            ["server"] = stream.GetProperty("server").GetString()!,
            ["messages"] = string.Join(", ", stream.GetProperty("handshake").EnumerateArray().Where(IsClear)
                .Select(message => $"{message[0]} {message[1]} {message[3]}")),
            ["alerts"] = Alerts(stream.GetProperty("alerts_clear")),
            ["certificates"] = string.Join("; ", stream.GetProperty("certificates").EnumerateArray().Select(chain =>
                $"{chain.GetProperty("dir")} {List(chain.GetProperty("certs"), "sha256")}")),
        };

        AddCertificates(facts, stream.GetProperty("certificates"));
        JsonElement[] clientHellos = [.. stream.GetProperty("client_hello").EnumerateArray()];
        for (int i = 0; i < clientHellos.Length; i++)
        {
            AddClientHello(facts, $"clientHello{i + 1}.", clientHellos[i]);
        }

        JsonElement[] serverHellos = [.. stream.GetProperty("server_hello").EnumerateArray()];
        for (int i = 0; i < serverHellos.Length; i++)
        {
            AddServerHello(facts, $"serverHello{i + 1}.", serverHellos[i]);
        }

        JsonElement[] requests = [.. stream.GetProperty("certificate_requests").EnumerateArray()];
        for (int i = 0; i < requests.Length; i++)
        {
            AddRequest(facts, $"certificateRequest{i + 1}.", requests[i]);
        }

        AddSslTwo(facts, stream);
        AddNegotiated(facts, clientHellos, serverHellos);
        AddRecords(facts, stream.GetProperty("record_counts"));
        return facts;
    }

    // What a library read in each certificate, under its hash.
    private static void AddCertificates(SortedDictionary<string, string> facts, JsonElement chains)
    {
        foreach (JsonElement certificate in chains.EnumerateArray().SelectMany(chain => chain.GetProperty("certs").EnumerateArray()))
        {
            if (certificate.TryGetProperty("serial", out JsonElement serial))
            {
                facts["certificate." + certificate.GetProperty("sha256").GetString()] = string.Join(
                    "; ",
                    serial.GetString(),
                    certificate.GetProperty("not_before").GetString(),
                    certificate.GetProperty("not_after").GetString(),
                    Name(certificate.GetProperty("subject")),
                    Name(certificate.GetProperty("issuer")));
            }
        }
    }

    // The values only: which attribute is called what is a matter of the tool.
    private static string Name(JsonElement name) =>
        string.Join(", ", name.EnumerateArray().Select(attribute => attribute.GetString()!.Split('=', 2)[1]));

    private static void AddClientHello(SortedDictionary<string, string> facts, string prefix, JsonElement hello)
    {
        facts[prefix + "recordVersion"] = hello.GetProperty("record_version").GetString()!;
        facts[prefix + "version"] = hello.GetProperty("legacy_version").GetString()!;
        facts[prefix + "supportedVersions"] = List(hello.GetProperty("supported_versions"));
        facts[prefix + "cipherSuites"] = List(hello.GetProperty("ciphers"));
        facts[prefix + "extensions"] = List(hello.GetProperty("extensions"));
        facts[prefix + "groups"] = List(hello.GetProperty("groups"));
        facts[prefix + "signatureSchemes"] = List(hello.GetProperty("sig_algs"));
        facts[prefix + "serverName"] = List(hello.GetProperty("sni"));
        facts[prefix + "alpn"] = List(hello.GetProperty("alpn"));
        facts[prefix + "sessionIdLength"] = hello.GetProperty("session_id_len").GetRawText();
        facts[prefix + "random"] = hello.GetProperty("random").GetString()!;
        if (hello.GetProperty("ja3").ValueKind == JsonValueKind.String)
        {
            facts[prefix + "ja3"] = hello.GetProperty("ja3").GetString()!;
            facts[prefix + "ja4"] = hello.GetProperty("ja4").GetString()!;
        }
    }

    private static void AddServerHello(SortedDictionary<string, string> facts, string prefix, JsonElement hello)
    {
        facts[prefix + "recordVersion"] = hello.GetProperty("record_version").GetString()!;
        facts[prefix + "version"] = hello.GetProperty("legacy_version").GetString()!;
        facts[prefix + "supportedVersion"] = hello.GetProperty("supported_version").GetString() ?? "";
        facts[prefix + "cipherSuite"] = hello.GetProperty("cipher").GetString()!;
        facts[prefix + "alpn"] = List(hello.GetProperty("alpn"));
        facts[prefix + "extensions"] = List(hello.GetProperty("extensions"));
        facts[prefix + "helloRetryRequest"] = hello.GetProperty("hrr").GetBoolean().ToString();
        facts[prefix + "ja3s"] = hello.GetProperty("ja3s").GetString()!;
    }

    private static void AddRequest(SortedDictionary<string, string> facts, string prefix, JsonElement request)
    {
        facts[prefix + "types"] = List(request.GetProperty("cert_types"));
        facts[prefix + "signatureSchemes"] = List(request.GetProperty("sig_algs"));
        facts[prefix + "names"] = List(request.GetProperty("dns"), "der_sha256");
        facts[prefix + "text"] = string.Join("; ", request.GetProperty("dns").EnumerateArray().Select(name => Name(name.GetProperty("dn"))));
    }

    private static void AddSslTwo(SortedDictionary<string, string> facts, JsonElement stream)
    {
        if (stream.TryGetProperty("ssl2_client_hello", out JsonElement clientHello))
        {
            facts["ssl2ClientHello.version"] = clientHello.GetProperty("version").GetString()!;
            facts["ssl2ClientHello.cipherSpecs"] = List(clientHello.GetProperty("ciphers"));
        }

        if (stream.TryGetProperty("ssl2_server_hello", out JsonElement serverHello))
        {
            facts["ssl2ServerHello.version"] = serverHello.GetProperty("version").GetString()!;
            facts["ssl2ServerHello.cipherSpecs"] = List(serverHello.GetProperty("ciphers"));
            facts["ssl2ServerHello.certificate"] = List(serverHello.GetProperty("certs"), "sha256");
        }
    }

    // What the first handshake of the connection agreed on; a later ServerHello is a renegotiation.
    private static void AddNegotiated(SortedDictionary<string, string> facts, JsonElement[] clientHellos, JsonElement[] serverHellos)
    {
        JsonElement answer = serverHellos.FirstOrDefault(hello => !hello.GetProperty("hrr").GetBoolean());
        if (answer.ValueKind == JsonValueKind.Object)
        {
            facts["version"] = answer.GetProperty("supported_version").GetString() ?? answer.GetProperty("legacy_version").GetString()!;
            facts["cipherSuite"] = answer.GetProperty("cipher").GetString()!;
            facts["alpn"] = List(answer.GetProperty("alpn"));
            facts["ja3s"] = answer.GetProperty("ja3s").GetString()!;
        }

        if (clientHellos.Length > 0)
        {
            facts["serverName"] = List(clientHellos[0].GetProperty("sni"));
            if (clientHellos[0].GetProperty("ja3").ValueKind == JsonValueKind.String)
            {
                facts["ja3"] = clientHellos[0].GetProperty("ja3").GetString()!;
                facts["ja4"] = clientHellos[0].GetProperty("ja4").GetString()!;
            }
        }
    }

    private static void AddRecords(SortedDictionary<string, string> facts, JsonElement counts)
    {
        foreach (string kind in (string[])["change_cipher_spec", "application_data", "heartbeat", "encrypted_handshake", "encrypted_alert"])
        {
            foreach (string direction in (string[])["c2s", "s2c"])
            {
                if (counts.TryGetProperty(kind, out JsonElement ways) && ways.TryGetProperty(direction, out JsonElement records))
                {
                    facts[$"records.{kind}.{direction}"] = $"{records.GetProperty("count")} from {records.GetProperty("first_frame")}";
                }
            }
        }
    }

    private static string List(JsonElement values) =>
        string.Join(",", values.EnumerateArray().Select(value => value.ToString()));

    private static string List(JsonElement values, string property) =>
        string.Join(",", values.EnumerateArray().Select(value => value.GetProperty(property).ToString()));
}

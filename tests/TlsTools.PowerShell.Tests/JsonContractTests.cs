using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TlsTools.Capture;
using TlsTools.Carriers;
using TlsTools.Cli.Json;
using TlsTools.Handshakes;
using TlsTools.Probe;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using Xunit;

namespace TlsTools.Tests;

/// <summary>What a line of <c>--json</c> holds: every public property of the object model by its name.</summary>
public sealed class JsonContractTests
{
    [Fact]
    public void Every_public_property_of_the_samples_is_written()
    {
        HashSet<Type> met = [];
        foreach (string sample in CaptureFiles.Find(Path.Combine(RepositoryFiles.Root, "samples")))
        {
            foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(sample))
            {
                using JsonDocument json = JsonDocument.Parse(Write(handshake));
                Compare(handshake, json.RootElement, met);
            }
        }

        Assert.Contains(typeof(SupportedVersionsOffer), met);
        Assert.InRange(met.Count, 30, int.MaxValue);
    }

    [Fact]
    public void Every_type_that_can_be_reached_has_a_writer_for_its_properties()
    {
        HashSet<Type> written = [.. typeof(ObjectWriter).GetMethods(Everything).Where(method => method.Name == "WriteFields").Select(method => method.GetParameters()[1].ParameterType)];
        HashSet<Type> reached = [];
        Reach(typeof(TlsHandshake), reached);

        Assert.Contains(typeof(UnknownExtension), reached);
        Assert.DoesNotContain(reached, type => !type.IsAbstract && !written.Contains(type));
    }

    // What of a handshake stands in it twice is written once there too.
    [Fact]
    public void Handshakes_of_an_endpoint_are_written_as_alone()
    {
        TlsHandshake[] handshakes = [.. CaptureFiles.Find(Path.Combine(RepositoryFiles.Root, "samples")).SelectMany(sample => TlsCapture.ReadHandshakes(sample))];
        TlsEndpoint endpoint = new()
        {
            ComputerName = "host", Port = 443, Protocol = "Tcp", Outcome = EndpointOutcome.Reachable, Message = "It answered.", Handshakes = handshakes,
        };
        Utf8Output output = new();
        new ObjectWriter().WriteFields(output, endpoint);
        using MemoryStream line = new();
        output.WriteTo(line);
        using JsonDocument json = JsonDocument.Parse(line.ToArray());
        Assert.Equal(handshakes.Select(handshake => Write(handshake)), json.RootElement.GetProperty("Handshakes").EnumerateArray().Select(handshake => handshake.GetRawText()));
    }

    [Fact]
    public void What_is_left_out_exists() => Assert.All(s_leftOut, name =>
    {
        string[] parts = name.Split('.');
        Assert.NotNull(typeof(TlsHandshake).Assembly.GetExportedTypes().Single(type => type.Name == parts[0]).GetProperty(parts[1]));
    });

    [Fact]
    public void Times_have_all_the_digits_of_the_capture()
    {
        byte[] capture = File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "samples", "client-certificate-missing.pcap"));
        BitConverter.TryWriteBytes(capture, NanosecondMagic);
        TlsHandshake handshake = Assert.Single(TlsCapture.ReadHandshakes(new MemoryStream(capture)));

        using JsonDocument json = JsonDocument.Parse(Write(handshake));

        const string Nanoseconds = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$";
        Assert.Matches(Nanoseconds, json.RootElement.GetProperty("StartTime").GetString());
        Assert.Matches(Nanoseconds, json.RootElement.GetProperty("Alert").GetProperty("Time").GetString());
        Assert.All(json.RootElement.GetProperty("Messages").EnumerateArray(), message => Assert.Matches(Nanoseconds, message.GetProperty("Time").GetString()));
    }

    [Fact]
    public void Values_are_written_as_they_are_documented()
    {
        TlsHandshake handshake = new()
        {
            Client = IPEndPoint.Parse("[2001:db8::1]:50000"),
            Server = IPEndPoint.Parse("192.0.2.1:443"),
            CipherSuite = new CipherSuite(0xfedc),
            Version = new ProtocolVersion(0x0305),
            Carrier = "StartTls/smtp",
            Refusal = new CarrierRefusal(IsNotOffered: false, "454 4.7.0 \"TLS\" not available"),
            Plaintext = new Plaintext(Side.Server, "http", "HTTP/1.1 400 Bad Request"),
            EndedBy = (ConnectionEnding)0x77,
        };

        using JsonDocument json = JsonDocument.Parse(Write(handshake));

        JsonElement root = json.RootElement;
        Assert.Equal("[2001:db8::1]:50000", root.GetProperty("Client").GetString());
        Assert.Equal("192.0.2.1:443", root.GetProperty("Server").GetString());
        Assert.Equal("0xfedc", root.GetProperty("CipherSuite").GetString());
        Assert.Matches("^0x0305$", root.GetProperty("Version").GetString());
        Assert.Matches("^0x0*77$", root.GetProperty("EndedBy").GetString());
        Assert.False(root.GetProperty("Refusal").GetProperty("IsNotOffered").GetBoolean());
        Assert.Equal("454 4.7.0 \"TLS\" not available", root.GetProperty("Refusal").GetProperty("Text").GetString());
        Assert.Equal("Server", root.GetProperty("Plaintext").GetProperty("Sender").GetString());
        Assert.Equal("http", root.GetProperty("Plaintext").GetProperty("Protocol").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("StartTime").ValueKind);
    }

    [Fact]
    public void What_was_written_before_is_written_the_same_again()
    {
        ObjectWriter busy = new();
        foreach (string sample in CaptureFiles.Find(Path.Combine(RepositoryFiles.Root, "samples")))
        {
            foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(sample))
            {
                Assert.All(Enumerable.Range(0, 4), _ => Assert.Equal(Write(handshake), Write(handshake, busy)));
            }
        }
    }

    [Fact]
    public void Only_what_appears_again_is_kept_and_not_without_limit()
    {
        RepeatedJson repeated = new();
        object[] items = [.. Enumerable.Range(0, 100).Select(_ => new object())];
        Utf8Output output = new();
        output.Raw(new byte[1_000_000]);
        foreach (object item in items)
        {
            repeated.Note(item, output, 0);
            Assert.Null(repeated.Find(item));
            repeated.Note(item, output, 0);
            Assert.Equal(1_000_000, repeated.Find(item)?.Length);
        }

        Assert.InRange(items.Count(item => repeated.Find(item) is not null), 1, 8);
    }

    private static string Write(TlsHandshake handshake, ObjectWriter? writer = null)
    {
        using MemoryStream line = new();
        Utf8Output output = new();
        (writer ?? new ObjectWriter()).WriteHandshake(output, handshake);
        output.WriteTo(line);
        return Encoding.UTF8.GetString(line.ToArray());
    }

    // The object beside its JSON, as deep as both go.
    private static void Compare(object value, JsonElement json, HashSet<Type> met)
    {
        if (json.ValueKind == JsonValueKind.Array && value is IEnumerable items)
        {
            object[] all = [.. items.Cast<object>()];
            Assert.Equal(all.Length, json.GetArrayLength());
            for (int index = 0; index < all.Length; index++)
            {
                Compare(all[index], json[index], met);
            }
        }
        else if (IsModel(value.GetType()))
        {
            met.Add(value.GetType());
            Assert.Equal(
                PropertiesOf(value.GetType()).Select(property => property.Name).Order(),
                json.EnumerateObject().Select(property => property.Name).Order());
            foreach (PropertyInfo property in PropertiesOf(value.GetType()))
            {
                JsonElement written = json.GetProperty(property.Name);
                object? inside = property.GetValue(value);
                if (inside is not null && written.ValueKind != JsonValueKind.Null)
                {
                    Compare(inside, written, met);
                }
                else if (!IsWrittenElsewhere(property))
                {
                    Assert.True(inside is null == (written.ValueKind == JsonValueKind.Null), $"{value.GetType().Name}.{property.Name}");
                }
            }
        }
        else if (value is byte[] bytes)
        {
            Assert.Equal(Convert.ToHexString(bytes).ToLowerInvariant(), json.GetString());
        }
        else if (value is string or Enum or IPEndPoint)
        {
            Assert.Equal(value.ToString(), json.GetString());
        }
    }

    private static void Reach(Type type, HashSet<Type> reached)
    {
        foreach (Type kind in type.Assembly.GetExportedTypes().Where(candidate => candidate.IsAssignableTo(type)).Where(reached.Add))
        {
            foreach (Type inside in PropertiesOf(kind).Select(property => ElementOf(property.PropertyType)).Where(IsModel))
            {
                Reach(inside, reached);
            }
        }
    }

    private static Type ElementOf(Type type) => type.IsGenericType ? ElementOf(type.GetGenericArguments()[0]) : type;

    private static bool IsModel(Type type) => type.IsClass && type.Assembly == typeof(TlsHandshake).Assembly;

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetIndexParameters().Length == 0 && !s_leftOut.Contains($"{property.DeclaringType!.Name}.{property.Name}"));

    // Bytes that the fields tell, and messages that stand in the handshake itself, are null in their second place.
    private static bool IsWrittenElsewhere(PropertyInfo property) =>
        Regex.IsMatch($"{property.DeclaringType!.Name}.{property.Name}", @"^(HandshakeMessage\.RawData|TlsExtension\.RawData|TlsMessage\.Handshake|CertificateMessage\.Certificates)$");

    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Of pcap with nanoseconds, in this machine's byte order as the samples have it.
    private const uint NanosecondMagic = 0xa1b23c4d;

    // Each has its reason in TlsTools.JsonGenerator/ObjectRules.cs; what is added there must be meant.
    private static readonly HashSet<string> s_leftOut =
    [
        "TlsHandshake.StartTimestamp", "TlsMessage.Timestamp", "TlsAlert.Timestamp", "TlsCertificate.Certificate", "CertificatePublicKey.RawData",
        "DistinguishedName.RelativeNames", "TlsMessage.HandshakeType", "TlsMessage.Alert", "HandshakeMessage.Summary", "Finding.Handshake",
    ];
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TlsTools.Fuzz;
using TlsTools.Handshakes;
using TlsTools.Tls.Messages;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.Oracle;

/// <summary>What a capture lacks makes an answer unknown, never another one: the sniffer's loss must not be held against an end.</summary>
public sealed class HoleTests
{
    public static TheoryData<string> Captures() => SameConnectionTests.Captures();

    [Theory]
    [MemberData(nameof(Captures))]
    public void Without_one_of_its_packets(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        Dictionary<int, TlsHandshake> whole = Read(file);
        int count = PacketList.TryRead(file)?.Packets.Count ?? 0;
        for (int lost = 0; lost < Math.Min(count, MostPackets); lost++)
        {
            PacketList packets = PacketList.TryRead(file)!;
            if (packets.Packets[lost].Payload >= 0)
            {
                packets.Packets.RemoveAt(lost);
                AssertNotOther($"{path} without packet {lost + 1}", whole, Read(packets.Write()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void With_its_packets_cut(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        Dictionary<int, TlsHandshake> whole = Read(file);
        foreach (int length in (int[])[68, 96, 200, 400, 800, 1500])
        {
            if (PacketList.TryRead(file) is { } packets)
            {
                for (int i = 0; i < packets.Packets.Count; i++)
                {
                    Packet packet = packets.Packets[i];
                    packets.Packets[i] = packet with { Data = packet.Data[..Math.Min(length, packet.Data.Length)] };
                }

                AssertNotOther($"{path} cut at {length} bytes", whole, Read(packets.Write()));
            }
        }
    }

    private static void AssertNotOther(string what, Dictionary<int, TlsHandshake> whole, Dictionary<int, TlsHandshake> damaged)
    {
        foreach ((int stream, TlsHandshake found) in damaged)
        {
            // Numbers move when a SYN is lost; then it is another connection's turn to be compared.
            if (whole.TryGetValue(stream, out TlsHandshake? handshake) && handshake.Client!.Equals(found.Client))
            {
                Unknown(what, "version", handshake.Version, found.Version);
                Unknown(what, "cipher suite", handshake.CipherSuite, found.CipherSuite);
                Unknown(what, "server name", handshake.ServerName, found.ServerName);
                Unknown(what, "ALPN", handshake.Alpn, found.Alpn);
                Unknown(what, "JA3", handshake.Ja3, found.Ja3);
                Unknown(what, "JA3S", handshake.Ja3s, found.Ja3s);
                Unknown(what, "JA4", handshake.Ja4, found.Ja4);
                Beginning(what, handshake.ServerCertificates, found.ServerCertificates, found.ServerCertificateMessage);
                Beginning(what, handshake.ClientCertificates, found.ClientCertificates, found.ClientCertificateMessage);
                Unknown(what, "acceptable authorities", Text(handshake.AcceptableCA), Text(found.AcceptableCA));
                Unknown(what, "resumption", handshake.Resumed, found.Resumed);
                Assert.True(
                    found.ClientAuthentication == handshake.ClientAuthentication || found.ClientAuthentication == ClientAuthentication.Unknown,
                    $"{what}: client authentication {found.ClientAuthentication} instead of {handshake.ClientAuthentication}");

                // What is lost right before a reset leaves no trace, for a reset need not have the right sequence number.
                Assert.True(
                    found.Outcome != HandshakeOutcome.Failed || handshake.Outcome == HandshakeOutcome.Failed || found.EndedBy == ConnectionEnding.Reset,
                    $"{what}: {found.Outcome} instead of {handshake.Outcome}");
            }
        }
    }

    private static void Unknown(string what, string field, object? expected, object? found) =>
        Assert.True(found is null || found.Equals(expected), $"{what}: {field} {found} instead of {expected}");

    // Of a chain that is cut off, the certificates before the cut are shown, and the message says that it is damaged.
    private static void Beginning(string what, IReadOnlyList<TlsCertificate>? expected, IReadOnlyList<TlsCertificate>? found, CertificateMessage? message)
    {
        if (found is not null)
        {
            string[] all = [.. expected?.Select(certificate => certificate.Thumbprint!) ?? []];
            Assert.True(
                found.Count == all.Length || (found.Count > 0 && found.Count < all.Length && message is { Fault: not null }),
                $"{what}: {found.Count} certificates instead of {all.Length}");
            Assert.Equal(all.Take(found.Count), found.Select(certificate => certificate.Thumbprint));
        }
    }

    private static string? Text(IReadOnlyList<DistinguishedName>? names) => names is null ? null : string.Join(";", names);

    private static Dictionary<int, TlsHandshake> Read(byte[] file) =>
        TlsCapture.ReadHandshakes(new MemoryStream(file)).ToDictionary(handshake => handshake.Stream!.Value);

    // Connections are set up in the first packets; one test must not take long.
    private const int MostPackets = 40;
}

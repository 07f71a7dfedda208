using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Probe;
using TlsTools.Probe.KeyAgreement;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using Xunit;

namespace TlsTools.Tests.Probe;

/// <summary>Our own hellos, read by the reader that captures are read with.</summary>
public sealed class ClientHelloOfferTests
{
    public static TheoryData<string> Versions => [.. OfferLists.Versions.Select(version => version.ToString())];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_hello_for_one_version_offers_that_version(string name)
    {
        ProtocolVersion version = ProtocolVersion.Parse(name);
        ClientHelloOffer offer = new()
        {
            Versions = [version],
            CipherSuites = OfferLists.SuitesFor([version], toFinish: false),
            ServerName = "server.example",
            Alpn = ["h2", "http/1.1"],
        };
        ClientHello hello = Read(offer);
        Assert.Null(hello.Fault);
        Assert.Equal(version, hello.OfferedVersions.Max(VersionComparer));
        Assert.Equal(offer.CipherSuites, hello.CipherSuites.Where(suite => suite != CipherSuite.TlsEmptyRenegotiationInfoScsv));
        Assert.Equal(version == ProtocolVersion.Ssl30 ? null : "server.example", hello.ServerName);
        Assert.Equal(version == ProtocolVersion.Ssl30, hello.Extensions is null or { Count: 0 });
        Assert.All(hello.Extensions ?? [], extension => Assert.Null(extension.Fault));
    }

    [Fact]
    public void A_hello_for_all_versions_names_them_all_and_has_its_keys()
    {
        IKeyAgreement agreement = KeyAgreements.TryBegin(NamedGroup.X25519)!;
        ClientHello hello = Read(new ClientHelloOffer
        {
            Versions = OfferLists.Versions,
            CipherSuites = OfferLists.SuitesFor(OfferLists.Versions, toFinish: true),
            KeyShares = [(NamedGroup.X25519, agreement.PublicKey)],
            Cookie = [1, 2, 3],
        });
        Assert.Equal(OfferLists.Versions, hello.OfferedVersions);
        Assert.Null(hello.ServerName);
        Assert.Contains(hello.Extensions!, extension => extension is KeyShareOffer { Fault: null } offer && offer.Shares[0] == new KeyShareEntry(NamedGroup.X25519, 32));
        Assert.Contains(hello.Extensions!, extension => extension is OpaqueValue { Value: [1, 2, 3] });
    }

    [Fact]
    public void An_address_is_no_name_to_ask_for() =>
        Assert.Null(Read(new ClientHelloOffer { Versions = [ProtocolVersion.Tls12], CipherSuites = OfferLists.OldSuites, ServerName = "192.0.2.1" }).ServerName);

    [Fact]
    public void What_can_be_finished_is_a_part_of_what_is_offered()
    {
        Assert.InRange(OfferLists.FinishedOldSuites.Count, 30, OfferLists.OldSuites.Count - 1);
        Assert.Empty(OfferLists.FinishedOldSuites.Except(OfferLists.OldSuites));
        Assert.Contains(CipherSuite.TlsAes128GcmSha256, OfferLists.FinishedTls13Suites);
        Assert.Equal(CipherSuite.Parse("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").KeyExchange, OfferLists.OldSuites[0].KeyExchange);
        Assert.DoesNotContain(OfferLists.OldSuites, suite => suite == CipherSuite.TlsFallbackScsv);
    }

    [Theory]
    [InlineData("host.example", "host.example", 443)]
    [InlineData(" host.example:8443 ", "host.example", 8443)]
    [InlineData("https://host.example/path", "host.example", 443)]
    [InlineData("https://host.example:9443/path", "host.example", 9443)]
    [InlineData("192.0.2.1:5671", "192.0.2.1", 5671)]
    [InlineData("2001:db8::1", "2001:db8::1", 443)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 443)]
    [InlineData("[2001:db8::1]:636", "2001:db8::1", 636)]
    public void Targets_are_read(string text, string name, int port)
    {
        Assert.True(ProbeTarget.TryParse(text, 443, out ProbeTarget target));
        Assert.Equal(new ProbeTarget(name, port), target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(":443")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:https")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]443")]
    public void What_is_no_target_is_refused(string? text) => Assert.False(ProbeTarget.TryParse(text, 443, out _));

    private static ClientHello Read(ClientHelloOffer offer)
    {
        byte[] message = offer.ToMessage();
        Assert.Equal(message.Length - 4, (message[1] << 16) | (message[2] << 8) | message[3]);
        return Assert.IsType<ClientHello>(HandshakeReader.Read((HandshakeType)message[0], message.AsSpan(4)));
    }

    private static readonly Comparer<ProtocolVersion> VersionComparer = Comparer<ProtocolVersion>.Create((left, right) => left.Code.CompareTo(right.Code));
}

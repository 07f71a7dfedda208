using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
using Xunit;

namespace TlsTools.Tests.Tls;

/// <summary>What handshakes share is what each would have read by itself.</summary>
public sealed class SharedContentTests
{
    public static TheoryData<string> Samples => new(MessageSample.All.Select(sample => sample.Name));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_message_says_the_same_whatever_was_read_before_it(string name)
    {
        MessageSample sample = MessageSample.All.Single(candidate => candidate.Name == name);
        SharedContent shared = new();
        foreach (int round in Enumerable.Range(0, 2))
        {
            for (int length = sample.Body.Length; length >= 0; length--)
            {
                ReadOnlySpan<byte> body = sample.Body.AsSpan(0, length);
                HandshakeMessage alone = HandshakeReader.Read(sample.Type, body, sample.Context);
                HandshakeMessage among = HandshakeReader.Read(sample.Type, body, sample.Context with { Shared = shared });

                Assert.Equal(Describe(alone, shared: null), Describe(among, shared));
            }
        }
    }

    [Fact]
    public void The_same_parts_are_the_same_objects()
    {
        SharedContent shared = new();
        ClientHello Read() => (ClientHello)HandshakeReader.Read(HandshakeType.ClientHello, Rfc8448.ClientHello, new MessageContext { Shared = shared });
        ClientHello first = Read();
        ClientHello second = Read();

        Assert.NotSame(first, second);
        Assert.Same(first.CipherSuites, second.CipherSuites);
        Assert.Same(first.Extension(ExtensionType.SignatureAlgorithms), second.Extension(ExtensionType.SignatureAlgorithms));
        Assert.NotSame(first.Extension(ExtensionType.KeyShare), second.Extension(ExtensionType.KeyShare));
        Assert.Same(Fingerprints.Of(first, shared), Fingerprints.Of(second, shared));
        Assert.Equal(Fingerprints.Of(first, shared: null), Fingerprints.Of(second, shared));
    }

    [Fact]
    public void A_part_with_a_fault_is_not_shared()
    {
        SharedContent shared = new();
        byte[] hello = [.. Rfc8448.ClientHello];
        int versions = hello.AsSpan().IndexOf(new byte[] { 0x00, 0x2b, 0x00, 0x03, 0x02 });
        hello[versions + 4] = 9;
        TlsExtension?[] read = [.. Enumerable.Range(0, 2).Select(_ =>
            ((ClientHello)HandshakeReader.Read(HandshakeType.ClientHello, hello, new MessageContext { Shared = shared })).Extension(ExtensionType.SupportedVersions))];

        Assert.All(read, extension => Assert.NotNull(extension?.Fault));
        Assert.NotSame(read[0], read[1]);
    }

    private static string Describe(HandshakeMessage message, SharedContent? shared) => string.Join('\n', message switch
    {
        ClientHello hello => [.. Common(message), .. hello.CipherSuites.Select(suite => suite.ToString()), .. Extensions(hello.Extensions), Fingerprints.Of(hello, shared).ToString()],
        ServerHello hello => [.. Common(message), .. Extensions(hello.Extensions), Fingerprints.Ja3s(hello, shared)],
        EncryptedExtensions extensions => [.. Common(message), .. Extensions(extensions.Extensions)],
        CertificateMessage certificates => [.. Common(message), .. certificates.Certificates.Select(certificate => certificate.Sha256!)],
        CertificateRequest request => [.. Common(message), .. request.Authorities.Select(name => name.Name), .. Extensions(request.Extensions)],
        _ => Common(message),
    });

    private static IEnumerable<string> Common(HandshakeMessage message) => [message.Summary, Convert.ToHexString(message.RawData), $"{message.Fault}"];

    private static IEnumerable<string> Extensions(IReadOnlyList<TlsExtension>? extensions) =>
        (extensions ?? []).Select(extension => $"{extension.GetType().Name} {extension.Type} {Convert.ToHexString(extension.RawData)} {extension.Fault}");
}

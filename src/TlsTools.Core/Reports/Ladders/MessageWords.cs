using System;
using System.Collections.Generic;
using System.Globalization;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Reports.Ladders;

/// <summary>Says in a few words what was in a message that can be read.</summary>
/// <param name="handshake">The handshake that it is of.</param>
internal sealed class MessageWords(TlsHandshake handshake)
{
    /// <summary>What is to be said of a handshake message, the most telling first.</summary>
    /// <param name="message">The message.</param>
    public IReadOnlyList<string> Of(TlsMessage message)
    {
        List<string> words = [.. Details(message)];
        if (message.IsIncomplete)
        {
            words.Add("not all of it was captured");
        }
        else if (message.Handshake?.Fault is { } fault)
        {
            words.Add($"damaged: {fault}");
        }

        return words;
    }

    private IEnumerable<string> Details(TlsMessage message) => message.Handshake switch
    {
        ClientHello hello => message.IsIncomplete || hello.Fault is not null ? OfCutHello(hello) : OfClientHello(hello),
        ServerHello { IsHelloRetryRequest: true } retry => [retry.SelectedGroup is { } group ? $"wants a hello with a key of {group}" : "wants another hello"],
        ServerHello hello => OfServerHello(hello),
        EncryptedExtensions { AlpnProtocol: { } protocol } => [$"chose ALPN {protocol}"],
        CertificateMessage certificate => OfCertificates(message.Sender, certificate),
        CompressedCertificate { Certificate: { } certificate } => [.. OfCertificates(message.Sender, certificate), "sent compressed"],
        CertificateRequest request => OfRequest(request),
        ServerKeyExchange exchange => OfKeyExchange(exchange),
        ClientKeyExchange { PskIdentity: { } identity } => [$"identity {identity}"],
        CertificateVerify { SignatureScheme: { } scheme } => [$"proves that it has the key, by {scheme}"],
        CertificateVerify => ["proves that it has the key"],
        NewSessionTicket ticket => [$"lets the client resume for {ticket.TicketLifetime.ToString(CultureInfo.InvariantCulture)} s"],
        CertificateStatus => ["an OCSP response for the server's certificate"],
        Ssl2Error error => [error.ErrorName ?? "an error that SSL 2.0 does not know"],
        _ when message.HandshakeType == HandshakeType.ServerHelloDone => DoneWords(),
        _ when message is { Handshake: null, HandshakeType: HandshakeType.Certificate, Sender: Side.Client } && handshake.ClientAuthentication == ClientAuthentication.RequestedEmpty =>
            [SentNone],
        _ => [],
    };

    // What is not there was cut off, not left out by the client.
    private static IEnumerable<string> OfCutHello(ClientHello hello)
    {
        if (hello.ServerName is { } name)
        {
            yield return $"for {name}";
        }

        if (hello.CipherSuites.Count > 0)
        {
            yield return $"{Count(hello.CipherSuites.Count, "cipher suite")} or more";
        }
    }

    private static IEnumerable<string> OfClientHello(ClientHello hello)
    {
        string offer = hello.OfferedVersions is { Count: > 0 } versions ? $"offers {string.Join(", ", versions)}" : "offers no version";
        yield return hello.ServerName is { } name ? $"{offer} for {name}" : offer;
        if (hello.ServerName is null)
        {
            yield return "names no server (no SNI)";
        }

        yield return Count(hello.CipherKinds?.Count ?? hello.CipherSuites.Count, "cipher suite");
        if (hello.AlpnProtocols is { Count: > 0 } protocols)
        {
            yield return $"ALPN {string.Join(", ", protocols)}";
        }

        if (hello.Extension(ExtensionType.PreSharedKey) is not null)
        {
            yield return "offers to resume or a pre-shared key";
        }

        if (hello.OffersEncryptedClientHello)
        {
            yield return "with an encrypted hello inside (ECH)";
        }
    }

    private IEnumerable<string> OfServerHello(ServerHello hello)
    {
        if (handshake.Version is { } version)
        {
            yield return $"chose {version}";
        }

        if (hello.HasChoice)
        {
            yield return hello.CipherSuite.ToString();
        }

        if (hello.SelectedGroup is { } group)
        {
            yield return group.ToString();
        }

        if (hello.AlpnProtocol is { } protocol)
        {
            yield return $"ALPN {protocol}";
        }

        if (handshake.Resumed == true)
        {
            yield return "resumes an earlier session: no certificates";
        }
    }

    private IEnumerable<string> OfCertificates(Side sender, CertificateMessage message)
    {
        if (message.Certificates.Count == 0)
        {
            if (message.OtherCredentials.Count > 0)
            {
                yield return "a key without an X.509 certificate";
            }
            else if (message.Fault is null)
            {
                yield return SentNone;
            }

            yield break;
        }

        TlsCertificate leaf = message.Certificates[0];
        yield return leaf.ToString();
        yield return leaf.IsSelfIssued ? "issued by itself" : $"issued by {leaf.Issuer?.Name ?? "nobody it names"}";
        if (Validity(leaf) is { } validity)
        {
            yield return validity;
        }

        if (message.Certificates.Count > 1)
        {
            yield return $"{Count(message.Certificates.Count - 1, "certificate")} more of its chain";
        }
        else if (!leaf.IsSelfIssued)
        {
            yield return sender == Side.Server ? "nothing more of its chain" : "nothing more of the client's chain";
        }
    }

    private string? Validity(TlsCertificate leaf)
    {
        if (handshake.StartTime is { } time)
        {
            if (leaf.NotAfter < time)
            {
                return $"EXPIRED on {Day(leaf.NotAfter)}";
            }

            if (leaf.NotBefore > time)
            {
                return $"NOT VALID before {Day(leaf.NotBefore)}";
            }
        }

        return leaf.NotAfter is null ? null : $"valid until {Day(leaf.NotAfter)}";
    }

    private static IEnumerable<string> OfRequest(CertificateRequest request)
    {
        yield return "asks for a client certificate " + request.Authorities switch
        {
            { Count: 0 } when request.Fault is not null => "of authorities that cannot be read",
            { Count: 0 } => "and names no authority: any may have issued it",
            { Count: 1 } list => $"of {list[0].Name}",
            { Count: var count } list => $"of one of {count.ToString(CultureInfo.InvariantCulture)} authorities, the first {list[0].Name}",
        };
        if (request.SignatureSchemes.Count > 0)
        {
            yield return Count(request.SignatureSchemes.Count, "signature scheme");
        }
    }

    private static IEnumerable<string> OfKeyExchange(ServerKeyExchange exchange)
    {
        if (exchange.Group is { } group)
        {
            yield return group.ToString();
        }
        else if (exchange.PrimeBits is { } bits)
        {
            yield return $"a prime of {bits.ToString(CultureInfo.InvariantCulture)} bits";
        }

        if (exchange.SignatureScheme is { } scheme)
        {
            yield return $"signed by {scheme}";
        }
    }

    private IEnumerable<string> DoneWords() => handshake.ClientAuthentication == ClientAuthentication.NotRequested ? ["asked for no client certificate"] : [];

    private static string Day(DateTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";

    internal static string Count(int count, string noun) => $"{count.ToString(CultureInfo.InvariantCulture)} {noun}{(count == 1 ? string.Empty : "s")}";

    private const string SentNone = "sent no certificate (empty Certificate message)";
}

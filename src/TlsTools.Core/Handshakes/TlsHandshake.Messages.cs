using System.Collections.Generic;
using TlsTools.Tls;
using TlsTools.Tls.Messages;
using TlsTools.X509;

namespace TlsTools.Handshakes;

/// <content>What the messages say.</content>
public sealed partial class TlsHandshake
{
    /// <summary>The client's first hello.</summary>
    public ClientHello? ClientHello
    {
        get => field ??= Find<ClientHello>(Side.Client, HandshakeType.ClientHello) ?? Find<ClientHello>(Side.Client, HandshakeType.Ssl2ClientHello);
        init;
    }

    /// <summary>The server's hello with which the handshake went on; a HelloRetryRequest is not it.</summary>
    public ServerHello? ServerHello
    {
        get => field ??= FindServerHello(isRetry: false);
        init;
    }

    /// <summary>What the server of TLS 1.3 adds to its hello under encryption.</summary>
    public EncryptedExtensions? EncryptedExtensions
    {
        get => field ??= Find<EncryptedExtensions>(Side.Server, HandshakeType.EncryptedExtensions);
        init;
    }

    /// <summary>The server's certificates as it sent them.</summary>
    public CertificateMessage? ServerCertificateMessage
    {
        get => field ??= FindCertificate(Side.Server);
        init;
    }

    /// <summary>The server's half of the key exchange, before TLS 1.3.</summary>
    public ServerKeyExchange? ServerKeyExchange
    {
        get => field ??= Find<ServerKeyExchange>(Side.Server, HandshakeType.ServerKeyExchange);
        init;
    }

    /// <summary>The server's wish for a client certificate.</summary>
    public CertificateRequest? CertificateRequest
    {
        get => field ??= Find<CertificateRequest>(Side.Server, HandshakeType.CertificateRequest);
        init;
    }

    /// <summary>The client's certificates as it sent them.</summary>
    public CertificateMessage? ClientCertificateMessage
    {
        get => field ??= FindCertificate(Side.Client);
        init;
    }

    /// <summary>The client's half of the key exchange, before TLS 1.3.</summary>
    public ClientKeyExchange? ClientKeyExchange
    {
        get => field ??= Find<ClientKeyExchange>(Side.Client, HandshakeType.ClientKeyExchange);
        init;
    }

    /// <summary>The client's proof that it has the private key.</summary>
    public CertificateVerify? CertificateVerify
    {
        get => field ??= Find<CertificateVerify>(Side.Client, HandshakeType.CertificateVerify);
        init;
    }

    /// <summary>The server's proof that it has the private key, in TLS 1.3.</summary>
    public CertificateVerify? ServerCertificateVerify
    {
        get => field ??= Find<CertificateVerify>(Side.Server, HandshakeType.CertificateVerify);
        init;
    }

    /// <summary>
    /// The server's certificates, leaf first, as sent; <see langword="null"/> when they cannot be seen. Of a message that the
    /// capture cuts off, which has a <see cref="HandshakeMessage.Fault"/>, those that are whole.
    /// </summary>
    public IReadOnlyList<TlsCertificate>? ServerCertificates
    {
        get => field ??= Visible(ServerCertificateMessage) ?? FindSsl2Certificate();
        init;
    }

    /// <summary>The client's certificates, leaf first, as sent; empty when it sent none, <see langword="null"/> when they cannot be seen.</summary>
    public IReadOnlyList<TlsCertificate>? ClientCertificates
    {
        get => field ??= Visible(ClientCertificateMessage);
        init;
    }

    /// <summary>
    /// The authorities that the server names in its request for a client certificate; empty when the request names none,
    /// <see langword="null"/> when no request was seen, or not that part of it.
    /// </summary>
    public IReadOnlyList<DistinguishedName>? AcceptableCA
    {
        get => field ?? (CertificateRequest is { } request && (request.Fault is null || request.Authorities.Count > 0) ? request.Authorities : null);
        init;
    }

    /// <summary>The name that the client asked for (SNI).</summary>
    public string? ServerName
    {
        get => field ?? ClientHello?.ServerName;
        init;
    }

    /// <summary>The protocol that the server chose (ALPN).</summary>
    public string? Alpn
    {
        get => field ?? ServerHello?.AlpnProtocol ?? EncryptedExtensions?.AlpnProtocol;
        init;
    }

    /// <summary>The negotiated version; <see langword="null"/> when the server chose none.</summary>
    public ProtocolVersion? Version
    {
        get => field ?? VersionOf(Chosen) ?? Ssl2ServerHello?.ServerVersion;
        init;
    }

    /// <summary>The versions that the client offered, in its order.</summary>
    public IReadOnlyList<ProtocolVersion>? OfferedVersions
    {
        get => field ?? ClientHello?.OfferedVersions;
        init;
    }

    /// <summary>The negotiated cipher suite.</summary>
    public CipherSuite? CipherSuite
    {
        get => field ?? (Chosen is { HasChoice: true } hello ? hello.CipherSuite : null);
        init;
    }

    /// <summary>The group in which keys were agreed; also before TLS 1.3, from the ServerKeyExchange.</summary>
    public NamedGroup? Group
    {
        get => field ?? ServerHello?.SelectedGroup ?? ServerKeyExchange?.Group;
        init;
    }

    /// <summary>The scheme with which the server signed.</summary>
    public SignatureScheme? SignatureScheme
    {
        get => field ?? ServerKeyExchange?.SignatureScheme ?? ServerCertificateVerify?.SignatureScheme;
        init;
    }

    /// <summary>Whether the server asked for another ClientHello.</summary>
    public bool HelloRetryRequest
    {
        get => field || FindServerHello(isRetry: true) is not null;
        init;
    }

    // An extension that cannot be read chooses no version; what stands before it does.
    private ProtocolVersion? VersionOf(ServerHello? hello)
    {
        // Where the capture lacks the extensions, a hello of TLS 1.3 looks like one of TLS 1.2.
        bool isOpen = hello is { Extensions: null or { Count: 0 } } && hello.LegacyVersion == ProtocolVersion.Tls12 && !IsWhole(hello);
        return isOpen ? null : hello?.SelectedVersion is { Code: > 0 } version ? version : hello?.LegacyVersion;
    }

    // A list that could not be read says nothing, not that it is empty.
    private static IReadOnlyList<TlsCertificate>? Visible(CertificateMessage? message) =>
        message is { Fault: not null, Certificates.Count: 0 } ? null : message?.Certificates;

    // A hello that ends before its choice chooses nothing.
    private ServerHello? Chosen => (ServerHello ?? FindServerHello(isRetry: true)) is { LegacyVersion.Code: > 0 } hello ? hello : null;

    private Ssl2ServerHello? Ssl2ServerHello => Find<Ssl2ServerHello>(Side.Server, HandshakeType.Ssl2ServerHello);

    private TlsCertificate[]? FindSsl2Certificate() => Ssl2ServerHello?.Certificate is { } certificate ? [certificate] : null;

    private CertificateMessage? FindCertificate(Side sender) =>
        Find<CertificateMessage>(sender, HandshakeType.Certificate)
        ?? Find<CompressedCertificate>(sender, HandshakeType.CompressedCertificate)?.Certificate;

    private ServerHello? FindServerHello(bool isRetry)
    {
        if (_transcript is not null)
        {
            return _transcript.FindServerHello(isRetry);
        }

        foreach (TlsMessage message in AllMessages)
        {
            if (message.HandshakeType is HandshakeType.ServerHello or HandshakeType.HelloRetryRequest
                && message.Handshake is ServerHello hello
                && hello.IsHelloRetryRequest == isRetry)
            {
                return hello;
            }
        }

        return null;
    }
}

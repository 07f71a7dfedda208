using System.Collections.Generic;
using TlsTools.Tls;
using TlsTools.Tls.Messages;

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

    /// <summary>The name that the client asked for (SNI).</summary>
    public string? ServerName
    {
        get => field ?? ClientHello?.ServerName;
        init;
    }

    /// <summary>The protocol that the server chose (ALPN).</summary>
    public string? Alpn
    {
        get => field ?? ServerHello?.AlpnProtocol;
        init;
    }

    /// <summary>The negotiated version; <see langword="null"/> when the server chose none.</summary>
    public ProtocolVersion? Version
    {
        get => field ?? (ServerHello ?? FindServerHello(isRetry: true))?.SelectedVersion;
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
        get => field ?? (ServerHello ?? FindServerHello(isRetry: true))?.CipherSuite;
        init;
    }

    /// <summary>The group in which keys were agreed; also before TLS 1.3, from the ServerKeyExchange.</summary>
    public NamedGroup? Group
    {
        get => field ?? ServerHello?.SelectedGroup;
        init;
    }

    /// <summary>Whether the server asked for another ClientHello.</summary>
    public bool HelloRetryRequest
    {
        get => field || FindServerHello(isRetry: true) is not null;
        init;
    }

    private ServerHello? FindServerHello(bool isRetry)
    {
        IReadOnlyList<TlsMessage> messages = Messages;
        for (int index = 0; index < messages.Count; index++)
        {
            if (messages[index].HandshakeType is HandshakeType.ServerHello or HandshakeType.HelloRetryRequest
                && messages[index].Handshake is ServerHello hello
                && hello.IsHelloRetryRequest == isRetry)
            {
                return hello;
            }
        }

        return null;
    }
}

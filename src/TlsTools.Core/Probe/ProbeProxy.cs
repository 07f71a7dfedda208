using System;
using System.Net;

namespace TlsTools.Probe;

/// <summary>An HTTP proxy through which targets are reached (CONNECT).</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110, 9.3.6</seealso>
public sealed class ProbeProxy
{
    private ProbeProxy(ProbeTarget place, NetworkCredential? credential)
    {
        Place = place;
        Credential = credential;
    }

    /// <summary>Where it is.</summary>
    public ProbeTarget Place { get; }

    /// <summary>What it is shown when it asks for it, by the scheme Basic; never shown to anybody else.</summary>
    internal NetworkCredential? Credential { get; }

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>http://host:port</c>. A proxy that speaks TLS itself, SOCKS, and credentials in the text are refused.</summary>
    /// <param name="text">The text.</param>
    /// <param name="credential">Name and password, where the proxy wants them.</param>
    /// <param name="proxy">The proxy.</param>
    public static bool TryParse(string? text, NetworkCredential? credential, out ProbeProxy? proxy)
    {
        string trimmed = (text ?? string.Empty).Trim();
        int scheme = trimmed.IndexOf("://", StringComparison.Ordinal);
        bool isRight = (scheme < 0 || trimmed.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) && trimmed.IndexOf('@') < 0;
        proxy = isRight && ProbeTarget.TryParse(trimmed, DefaultPort, out ProbeTarget place) ? new ProbeProxy(place, credential) : null;
        return proxy is not null;
    }

    /// <summary>Says where it is, and nothing of the credentials.</summary>
    public override string ToString() => Place.ToString();

    /// <summary>The port where none is named: 8080.</summary>
    public const int DefaultPort = 8080;
}

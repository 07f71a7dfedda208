using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>What an end said where TLS was expected.</summary>
/// <param name="Sender">The end that said it.</param>
/// <param name="Protocol">The protocol that it belongs to, for instance <c>http</c>; <see langword="null"/> where its beginning does not tell.</param>
/// <param name="Text">Its first line, safe to show.</param>
public sealed record Plaintext(Side Sender, string? Protocol, string Text)
{
    /// <summary>The first line of what was said, with its sender.</summary>
    public override string ToString() => $"{Sender}: {Text}";
}

namespace TlsTools.Tls.Messages;

/// <summary>A message of a type that no table row reads, kept as bytes.</summary>
public sealed record UnknownMessage : HandshakeMessage
{
    private protected override string Title => CodeText.Hexadecimal((int)Type, 2, isGrease: false);

    private protected override string Details => $"{Body.Length} bytes";
}

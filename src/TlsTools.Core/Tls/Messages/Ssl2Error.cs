using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>What SSL 2.0 has in place of an alert.</summary>
/// <remarks>
/// <code>
/// char ERROR-CODE[2];
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-hickman-netscape-ssl-00">draft-hickman-netscape-ssl</seealso>
public sealed record Ssl2Error : HandshakeMessage
{
    /// <summary>The error's code.</summary>
    public required ushort ErrorCode { get; init; }

    /// <summary>The error's name; <see langword="null"/> for a code that the protocol does not have.</summary>
    public string? ErrorName => ErrorCode switch
    {
        1 => "NO-CIPHER-ERROR",
        2 => "NO-CERTIFICATE-ERROR",
        4 => "BAD-CERTIFICATE-ERROR",
        6 => "UNSUPPORTED-CERTIFICATE-TYPE-ERROR",
        _ => null,
    };

    private protected override string Details => ErrorName ?? CodeText.Hexadecimal(ErrorCode, 4, isGrease: false);

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new Ssl2Error { ErrorCode = r.ReadUInt16("ERROR-CODE") };
}

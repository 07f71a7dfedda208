using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The client's choice of a cipher kind in SSL 2.0, with the key encrypted for the server.</summary>
/// <remarks>
/// <code>
/// char CIPHER-KIND[3];
/// char CLEAR-KEY-LENGTH[2]; char ENCRYPTED-KEY-LENGTH[2]; char KEY-ARG-LENGTH[2];
/// char CLEAR-KEY-DATA[]; char ENCRYPTED-KEY-DATA[]; char KEY-ARG-DATA[];
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-hickman-netscape-ssl-00">draft-hickman-netscape-ssl</seealso>
public sealed record Ssl2ClientMasterKey : HandshakeMessage
{
    /// <summary>The cipher kind in use from here on.</summary>
    public required Ssl2CipherKind CipherKind { get; init; }

    /// <summary>The part of the key that an export cipher shows to everyone.</summary>
    public required byte[] ClearKey { get; init; }

    /// <summary>The part of the key that is encrypted.</summary>
    public required byte[] EncryptedKey { get; init; }

    /// <summary>The initialization vector.</summary>
    public required byte[] KeyArgument { get; init; }

    private protected override string Details => CipherKind.ToString();

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        Ssl2CipherKind kind = Ssl2CipherKind.Read(ref r, "CIPHER-KIND");
        int clear = r.ReadUInt16("CLEAR-KEY-LENGTH");
        int encrypted = r.ReadUInt16("ENCRYPTED-KEY-LENGTH");
        int argument = r.ReadUInt16("KEY-ARG-LENGTH");
        return new Ssl2ClientMasterKey
        {
            CipherKind = kind,
            ClearKey = r.ReadBytes(clear, "CLEAR-KEY-DATA"),
            EncryptedKey = r.ReadBytes(encrypted, "ENCRYPTED-KEY-DATA"),
            KeyArgument = r.ReadBytes(argument, "KEY-ARG-DATA"),
        };
    }
}

using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>A key with which SRTP senders encrypt their own keys.</summary>
/// <remarks>
/// <code>
/// struct {
///     opaque ekt_key_value&lt;1..256&gt;;
///     opaque srtp_master_salt&lt;1..256&gt;;
///     uint16 ekt_spi;
///     uint24 ekt_ttl;
/// } EKTKey;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8870#section-5.2.2">RFC 8870, 5.2.2</seealso>
public sealed record EktKey : HandshakeMessage
{
    /// <summary>The key.</summary>
    public required byte[] Value { get; init; }

    /// <summary>The salt.</summary>
    public required byte[] SrtpMasterSalt { get; init; }

    /// <summary>The key's number.</summary>
    public required ushort SecurityParameterIndex { get; init; }

    /// <summary>The seconds that the key is good for.</summary>
    public required int TimeToLive { get; init; }

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new EktKey
    {
        Value = r.ReadOpaque16("ekt_key_value"),
        SrtpMasterSalt = r.ReadOpaque16("srtp_master_salt"),
        SecurityParameterIndex = r.ReadUInt16("ekt_spi"),
        TimeToLive = r.ReadUInt24("ekt_ttl"),
    };
}

using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>The PROXY protocol, versions 1 and 2, which load balancers put before the connection that they pass on.</summary>
/// <seealso href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol, 2</seealso>
internal sealed class ProxyProtocol : Dialogue
{
    /// <inheritdoc/>
    public override string Carrier => "ProxyProtocol";

    /// <summary>Either version's signature.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        client.IsEmpty ? Recognition.No : Start.Either(Start.Of(client, "PROXY "u8), Start.Of(client, Signature));

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        // The server does not speak this protocol; what it says belongs to the connection inside.
        if (sender == Side.Server)
        {
            return 0;
        }

        int length = bytes[0] == (byte)'P' ? bytes.IndexOf((byte)'\n') + 1 : BinaryLength(bytes);
        State = length > 0 && length <= bytes.Length ? DialogueState.Tunnel
            : bytes[0] == (byte)'P' && bytes.Length >= LongestLine ? DialogueState.Over
            : State;
        return State == DialogueState.Tunnel ? length : 0;
    }

    private static int BinaryLength(ReadOnlySpan<byte> bytes) => bytes.Length < HeaderLength
        ? 0
        : HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(14));

    private static ReadOnlySpan<byte> Signature => [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

    private const int HeaderLength = 16;

    // The specification's own limit for version 1, the ending zero included.
    private const int LongestLine = 108;
}

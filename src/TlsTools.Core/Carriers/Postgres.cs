using System;
using System.Buffers.Binary;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>SSLRequest in PostgreSQL.</summary>
/// <seealso href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL">PostgreSQL, SSL Session Encryption</seealso>
internal sealed class Postgres : Dialogue
{
    private bool _askedForGss;

    /// <inheritdoc/>
    public override string Carrier => "StartTls/postgres";

    /// <summary>The client asks for TLS, or for GSSAPI encryption before it; the answer is a single byte.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) => Start.Decide(
        Start.Either(Start.Of(client, SslRequest), Start.Of(client, GssRequest)),
        server.IsEmpty || (server[0] is Accepted or Rejected or Error or GssAccepted && (server.Length == 1 || !client.IsEmpty))
            ? Recognition.Yes
            : Recognition.No);

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes) => sender == Side.Client ? ReadClient(bytes) : ReadServer(bytes);

    private int ReadClient(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SslRequest.Length)
        {
            return 0;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(bytes) != SslRequest.Length)
        {
            State = DialogueState.Over;
            return 0;
        }

        HasAsked = bytes.StartsWith(SslRequest);
        _askedForGss = bytes.StartsWith(GssRequest);
        return SslRequest.Length;
    }

    private int ReadServer(ReadOnlySpan<byte> bytes)
    {
        switch (bytes[0])
        {
            case Accepted when HasAsked:
                State = DialogueState.Tls;
                break;
            case Rejected when _askedForGss:
                _askedForGss = false;
                break;
            case Rejected when HasAsked:
                Refuse("N"u8);
                break;
            case Error when HasAsked:
                Refuse(bytes);
                State = DialogueState.Over;
                break;
            default:
                State = DialogueState.Over;
                break;
        }

        return 1;
    }

    private const byte Accepted = (byte)'S';

    private const byte Rejected = (byte)'N';

    private const byte Error = (byte)'E';

    private const byte GssAccepted = (byte)'G';

    // Length 8, then 80877103.
    private static ReadOnlySpan<byte> SslRequest => [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

    // Length 8, then 80877104.
    private static ReadOnlySpan<byte> GssRequest => [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x30];
}

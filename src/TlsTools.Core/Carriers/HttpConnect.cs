using System;
using System.Buffers.Text;
using TlsTools.Tls;

namespace TlsTools.Carriers;

/// <summary>CONNECT through an HTTP proxy.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110, 9.3.6</seealso>
internal sealed class HttpConnect : Dialogue
{
    private int _skip;
    private bool _isForTls;

    /// <inheritdoc/>
    public override string Carrier => "HttpConnect";

    /// <summary>The client's first word tells.</summary>
    public static Recognition Recognize(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        Start.Decide(Start.Of(client, "CONNECT "u8), Start.Of(server, "HTTP/1."u8));

    /// <inheritdoc/>
    public override int Read(Side sender, ReadOnlySpan<byte> bytes)
    {
        if (sender == Side.Server && _skip > 0)
        {
            int skipped = Math.Min(_skip, bytes.Length);
            _skip -= skipped;
            return skipped;
        }

        int length = HeaderLength(bytes);
        if (length == 0)
        {
            State = bytes.Length < LongestHeader ? State : DialogueState.Over;
            return 0;
        }

        ReadOnlySpan<byte> header = bytes.Slice(0, length);
        ReadOnlySpan<byte> line = header.Slice(0, header.IndexOf((byte)'\n'));
        line = line.Slice(0, line.Length - (line.EndsWith("\r"u8) ? 1 : 0));
        if (sender == Side.Client)
        {
            _isForTls = IsForTls(line);
            HasAsked = line.StartsWith("CONNECT "u8);
            State = HasAsked ? State : DialogueState.Over;
            Refusal = null;
        }
        else
        {
            ReadResponse(line, header);
        }

        return length;
    }

    private void ReadResponse(ReadOnlySpan<byte> line, ReadOnlySpan<byte> header)
    {
        if (!line.StartsWith("HTTP/1."u8) || line.Length < 12)
        {
            State = DialogueState.Over;
            return;
        }

        switch (line[9])
        {
            case (byte)'1':
                break;
            case (byte)'2':
                State = DialogueState.Tunnel;
                break;
            default:
                // 407 asks for credentials: the client may try again on the same connection.
                _skip = ContentLength(header);
                if (_isForTls)
                {
                    Refuse(line);
                }

                break;
        }
    }

    // What a tunnel to another port would have been for, nobody knows.
    private static bool IsForTls(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> target = line.Slice(Math.Min(line.Length, 8));
        int end = target.IndexOf((byte)' ');
        target = end < 0 ? target : target.Slice(0, end);
        int port = target.LastIndexOf((byte)':');
        return port >= 0 && (target.Slice(port).SequenceEqual(":443"u8) || target.Slice(port).SequenceEqual(":8443"u8));
    }

    private static int HeaderLength(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        int loose = bytes.IndexOf("\n\n"u8);
        return end >= 0 && (loose < 0 || end < loose) ? end + 4 : loose >= 0 ? loose + 2 : 0;
    }

    private static int ContentLength(ReadOnlySpan<byte> header)
    {
        for (int start = header.IndexOf((byte)'\n') + 1; start > 0 && start < header.Length;)
        {
            ReadOnlySpan<byte> field = header.Slice(start);
            if (Start.Contains(field.Slice(0, Math.Min(field.Length, ContentLengthField.Length)), ContentLengthField))
            {
                ReadOnlySpan<byte> value = field.Slice(ContentLengthField.Length);
                while (!value.IsEmpty && value[0] == (byte)' ')
                {
                    value = value.Slice(1);
                }

                return Utf8Parser.TryParse(value, out uint length, out _) ? (int)Math.Min(length, int.MaxValue) : 0;
            }

            int next = field.IndexOf((byte)'\n');
            start = next < 0 ? 0 : start + next + 1;
        }

        return 0;
    }

    private const string ContentLengthField = "CONTENT-LENGTH:";

    // Proxies themselves take no more; tickets of Kerberos in Proxy-Authorization are the longest fields.
    private const int LongestHeader = 32 * 1024;
}

using System;
using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace TlsTools.Cli.Json;

/// <summary>Writes endpoints as <c>192.0.2.1:443</c> and <c>[2001:db8::1]:443</c>, without a string between.</summary>
internal sealed class EndPointWriter : ValueWriter<IPEndPoint?>
{
    public override void Write(Utf8Output output, IPEndPoint? value)
    {
        if (value is null)
        {
            output.Raw("null"u8);
            return;
        }

        bool isVersion6 = value.AddressFamily == AddressFamily.InterNetworkV6;
        Span<byte> text = stackalloc byte[LongestEndPoint];
        (isVersion6 ? "\"["u8 : "\""u8).CopyTo(text);
        int length = isVersion6 ? 2 : 1;
        value.Address.TryFormat(text[length..], out int address);
        length += address;
        (isVersion6 ? "]:"u8 : ":"u8).CopyTo(text[length..]);
        length += isVersion6 ? 2 : 1;
        Utf8Formatter.TryFormat(value.Port, text[length..], out int port, default(StandardFormat));
        length += port;
        text[length] = (byte)'"';
        output.Raw(text[..(length + 1)]);
    }

    // An IPv6 address with a zone of ten digits, brackets, quotes and port.
    private const int LongestEndPoint = 96;
}

using System;
using System.Buffers.Text;
using System.Text;
using TlsTools.Capture;

namespace TlsTools.Cli.Json;

/// <summary>Writes times as <see cref="CaptureTime.ToString"/> does; the date and time of the last second are kept, as most packets share it.</summary>
internal sealed class CaptureTimeWriter : ValueWriter<CaptureTime>
{
    private long _second = long.MinValue;
    private byte[] _dateAndTime = [];

    public override void Write(Utf8Output output, CaptureTime value)
    {
        long second = Math.DivRem(value.Nanoseconds, NanosecondsPerSecond, out long fraction);
        if (fraction < 0)
        {
            second--;
            fraction += NanosecondsPerSecond;
        }

        if (second != _second)
        {
            _dateAndTime = Encoding.ASCII.GetBytes(new CaptureTime(second * NanosecondsPerSecond, 0).ToString().TrimEnd('Z'));
            _second = second;
        }

        Span<byte> text = stackalloc byte[LongestTime];
        text[0] = (byte)'"';
        _dateAndTime.CopyTo(text[1..]);
        int length = _dateAndTime.Length + 1;
        if (value.Digits > 0)
        {
            text[length] = (byte)'.';
            Utf8Formatter.TryFormat(fraction, text[(length + 1)..], out _, new System.Buffers.StandardFormat('D', 9));
            length += 1 + Math.Min((int)value.Digits, 9);
        }

        text[length] = (byte)'Z';
        text[length + 1] = (byte)'"';
        output.Raw(text[..(length + 2)]);
    }

    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int LongestTime = 48;
}

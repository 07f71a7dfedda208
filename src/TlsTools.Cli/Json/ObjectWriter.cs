using System;
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Stores;

namespace TlsTools.Cli.Json;

/// <summary>
/// Writes objects with everything in them. The methods for objects, lists and enumerations are made at build from the object
/// model (TlsTools.JsonGenerator), which leaves nothing to reflection and its start-up time; here are the values at the ends.
/// </summary>
/// <param name="repeated">What is kept of what was written, if other writers share it.</param>
internal sealed partial class ObjectWriter(RepeatedJson? repeated = null)
{
    private readonly Repetition _repetition = new();
    private readonly RepeatedJson _repeated = repeated ?? new RepeatedJson();
    private long _second = long.MinValue;
    private byte[] _dateAndTime = [];

    /// <summary>Writes one handshake.</summary>
    public void WriteHandshake(Utf8Output output, TlsHandshake handshake)
    {
        _repetition.Handshake = handshake;
        WriteFields(output, handshake);
    }

    /// <summary>Writes one entry of a key store.</summary>
    public void WriteEntry(Utf8Output output, KeyStoreEntry entry) => WriteFields(output, entry);

    private static void WritePlain(Utf8Output output, TimeSpan value)
    {
        Span<byte> text = stackalloc byte[LongestTime];
        value.TryFormat(text, out int written, "c", CultureInfo.InvariantCulture);
        output.Quoted(text[..written]);
    }

    private static void WritePlain(Utf8Output output, double value)
    {
        Span<byte> text = stackalloc byte[LongestNumber];
        value.TryFormat(text, out int written, "R", CultureInfo.InvariantCulture);
        output.Raw(text[..written]);
    }

    private static void WritePlain(Utf8Output output, DateTime value)
    {
        Span<byte> text = stackalloc byte[LongestTime];
        value.TryFormat(text, out int written, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        output.Quoted(text[..written]);
    }

    private static void WritePlain(Utf8Output output, IPAddress? value) => output.Text(value?.ToString());

    // As CaptureTime.ToString does; the date and time of the last second are kept, as most packets share it.
    private void WritePlain(Utf8Output output, CaptureTime value)
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
        _dateAndTime.AsSpan().CopyTo(text[1..]);
        int length = _dateAndTime.Length + 1;
        if (value.Digits > 0)
        {
            text[length] = (byte)'.';
            Utf8Formatter.TryFormat(fraction, text[(length + 1)..], out _, new StandardFormat('D', 9));
            length += 1 + Math.Min((int)value.Digits, 9);
        }

        text[length] = (byte)'Z';
        text[length + 1] = (byte)'"';
        output.Raw(text[..(length + 2)]);
    }

    // 192.0.2.1:443 and [2001:db8::1]:443, without a string between.
    private static void WritePlain(Utf8Output output, IPEndPoint? value)
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
        length += Format(value.Address, text[length..]);
        (isVersion6 ? "]:"u8 : ":"u8).CopyTo(text[length..]);
        length += isVersion6 ? 2 : 1;
        Utf8Formatter.TryFormat(value.Port, text[length..], out int port);
        length += port;
        text[length] = (byte)'"';
        output.Raw(text[..(length + 1)]);
    }

    // Those of version 4 without the platform's general code, which is made only when the program runs.
    private static int Format(IPAddress address, Span<byte> text)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            address.TryFormat(text, out int written);
            return written;
        }

        Span<byte> octets = stackalloc byte[4];
        address.TryWriteBytes(octets, out _);
        int length = 0;
        foreach (byte octet in octets)
        {
            Utf8Formatter.TryFormat(octet, text[length..], out int digits);
            length += digits;
            text[length++] = (byte)'.';
        }

        return length - 1;
    }

    // Several flags, or a value that the enumeration has no name for.
    private static void WriteUnnamed<T>(Utf8Output output, T value)
        where T : struct, Enum =>
        output.Text(typeof(T).IsDefined(typeof(FlagsAttribute), false) ? value.ToString() : "0x" + value.ToString("x").ToLowerInvariant());

    private const long NanosecondsPerSecond = 1_000_000_000;

    private const int LongestTime = 48;

    // A sign, 17 digits, a point and an exponent.
    private const int LongestNumber = 32;

    // An IPv6 address with a zone of ten digits, brackets, quotes and port.
    private const int LongestEndPoint = 96;
}

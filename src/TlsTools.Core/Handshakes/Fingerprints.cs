using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;

namespace TlsTools.Handshakes;

/// <summary>The fingerprints of hellos that other tools know.</summary>
/// <seealso href="https://github.com/salesforce/ja3">JA3</seealso>
/// <seealso href="https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md">JA4</seealso>
internal static class Fingerprints
{
    /// <summary>JA3 of a ClientHello.</summary>
    public static string Ja3(ClientHello hello)
    {
        List<int> suites = [];
        foreach (CipherSuite suite in hello.CipherSuites)
        {
            AddUnlessGrease(suites, suite.Code);
        }

        List<int> groups = [];
        foreach (NamedGroup group in hello.SupportedGroups)
        {
            AddUnlessGrease(groups, group.Code);
        }

        string text = string.Join(
            ",",
            hello.LegacyVersion.Code.ToString(CultureInfo.InvariantCulture),
            string.Join("-", suites),
            string.Join("-", ExtensionTypes(hello.Extensions)),
            string.Join("-", groups),
            string.Join("-", PointFormats(hello)));
        return Md5(text);
    }

    /// <summary>JA3S of a ServerHello.</summary>
    public static string Ja3s(ServerHello hello) => Md5(string.Join(
        ",",
        hello.LegacyVersion.Code.ToString(CultureInfo.InvariantCulture),
        hello.CipherSuite.Code.ToString(CultureInfo.InvariantCulture),
        string.Join("-", ExtensionTypes(hello.Extensions))));

    /// <summary>JA4 of a ClientHello that came over TCP.</summary>
    public static string Ja4(ClientHello hello)
    {
        List<int> suites = [];
        foreach (CipherSuite suite in hello.CipherSuites)
        {
            AddUnlessGrease(suites, suite.Code);
        }

        List<int> types = ExtensionTypes(hello.Extensions);
        string head = string.Concat(
            "t",
            Ja4Version(hello),
            types.Contains(ExtensionType.ServerName.Code) ? "d" : "i",
            TwoDigits(suites.Count),
            TwoDigits(types.Count));
        return $"{head}{Ja4Alpn(hello)}_{Ja4Hash(Sorted(suites))}_{Ja4Hash(Ja4Extensions(hello, types))}";
    }

    private static string Ja4Extensions(ClientHello hello, List<int> types)
    {
        types.RemoveAll(static type =>
            type == ExtensionType.ServerName.Code || type == ExtensionType.ApplicationLayerProtocolNegotiation.Code);
        List<int> schemes = [];
        foreach (SignatureScheme scheme in hello.SignatureSchemes)
        {
            AddUnlessGrease(schemes, scheme.Code);
        }

        string text = Sorted(types);
        return schemes.Count == 0 ? text : $"{text}_{Hexadecimal(schemes)}";
    }

    private static string Ja4Version(ClientHello hello)
    {
        int highest = 0;
        foreach (ProtocolVersion version in hello.OfferedVersions)
        {
            highest = Math.Max(highest, version.Code);
        }

        return highest switch
        {
            0x0304 => "13",
            0x0303 => "12",
            0x0302 => "11",
            0x0301 => "10",
            0x0300 => "s3",
            0x0002 => "s2",
            _ => "00",
        };
    }

    // The first and last character of the first protocol; where one of them is no letter or digit, of its hexadecimal form.
    private static string Ja4Alpn(ClientHello hello)
    {
        ReadOnlySpan<byte> data = hello.Extension(ExtensionType.ApplicationLayerProtocolNegotiation) is { } extension
            ? extension.Data.Span
            : default;
        if (data.Length < 4 || data[2] == 0 || data[2] > data.Length - 3)
        {
            return "00";
        }

        ReadOnlySpan<byte> name = data.Slice(3, data[2]);
        byte first = name[0];
        byte last = name[name.Length - 1];
        return IsLetterOrDigit(first) && IsLetterOrDigit(last)
            ? $"{(char)first}{(char)last}"
            : $"{first.ToString("x2", CultureInfo.InvariantCulture)[0]}{last.ToString("x2", CultureInfo.InvariantCulture)[1]}";
    }

    private static bool IsLetterOrDigit(byte character) =>
        character is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z');

    private static string TwoDigits(int count) => Math.Min(count, 99).ToString("D2", CultureInfo.InvariantCulture);

    private static string Sorted(List<int> codes)
    {
        List<int> sorted = [.. codes];
        sorted.Sort();
        return Hexadecimal(sorted);
    }

    private static string Hexadecimal(List<int> codes) =>
        string.Join(",", codes.ConvertAll(static code => code.ToString("x4", CultureInfo.InvariantCulture)));

    private static List<int> ExtensionTypes(IReadOnlyList<TlsExtension>? extensions)
    {
        List<int> types = [];
        foreach (TlsExtension extension in extensions ?? [])
        {
            AddUnlessGrease(types, extension.Type.Code);
        }

        return types;
    }

    private static List<int> PointFormats(ClientHello hello)
    {
        List<int> formats = [];
        if (hello.Extension(ExtensionType.EcPointFormats) is { } extension)
        {
            ReadOnlySpan<byte> data = extension.Data.Span;
            for (int index = 1; index < data.Length && index <= data[0]; index++)
            {
                formats.Add(data[index]);
            }
        }

        return formats;
    }

    // RFC 8701: both bytes are equal and end in 0xa.
    private static void AddUnlessGrease(List<int> codes, int code)
    {
        if ((code & 0x0f0f) != 0x0a0a || code >> 8 != (code & 0xff))
        {
            codes.Add(code);
        }
    }

    private static string Ja4Hash(string text) =>
        text.Length == 0 ? new string('0', Ja4HashLength) : Hex(SHA256.HashData(Encoding.ASCII.GetBytes(text))).Substring(0, Ja4HashLength);

    private static string Md5(string text) => Hex(MD5.HashData(Encoding.ASCII.GetBytes(text)));

    private static string Hex(byte[] bytes)
    {
        StringBuilder text = new(bytes.Length * 2);
        foreach (byte value in bytes)
        {
            _ = text.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private const int Ja4HashLength = 12;
}

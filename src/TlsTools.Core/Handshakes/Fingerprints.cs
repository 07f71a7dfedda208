using System;
using System.Collections.Generic;
using System.Globalization;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;

namespace TlsTools.Handshakes;

/// <summary>The fingerprints of hellos that other tools know.</summary>
/// <seealso href="https://github.com/salesforce/ja3">JA3</seealso>
/// <seealso href="https://github.com/FoxIO-LLC/ja4/blob/main/technical_details/JA4.md">JA4</seealso>
internal static class Fingerprints
{
    /// <summary>JA3 and JA4 of a ClientHello that came over TCP.</summary>
    public static ClientFingerprints Of(ClientHello hello, SharedContent? shared)
    {
        // A client says the same in every hello but for its random and its keys, and hashing is what fingerprints cost.
        ReadOnlySpan<byte> content = shared is null ? default : Describe(hello).Written;
        if (shared?.ClientFingerprints.Find(0, content) is { } known)
        {
            return known;
        }

        ClientFingerprints made = new(Ja3(hello), Ja4(hello));
        shared?.ClientFingerprints.Keep(0, content.ToArray(), made);
        return made;
    }

    /// <summary>JA3S of a ServerHello.</summary>
    public static string Ja3s(ServerHello hello, SharedContent? shared)
    {
        ReadOnlySpan<byte> content = shared is null ? default : Describe(hello).Written;
        if (shared?.ServerFingerprints.Find(0, content) is { } known)
        {
            return known;
        }

        string made = Ja3s(hello);
        shared?.ServerFingerprints.Keep(0, content.ToArray(), made);
        return made;
    }

    // Everything that the fingerprints of a ClientHello are made of.
    private static FingerprintText Describe(ClientHello hello)
    {
        FingerprintText text = FingerprintText.Again();
        text.Binary(hello.LegacyVersion.Code);
        CipherSuite[] suites = hello.CipherSuites as CipherSuite[] ?? [.. hello.CipherSuites];
        text.Binary(suites.Length);
        foreach (CipherSuite suite in suites)
        {
            text.Binary(suite.Code);
        }

        foreach (TlsExtension extension in hello.Extensions as TlsExtension[] ?? [.. hello.Extensions ?? []])
        {
            text.Binary(extension.Type.Code);
            if (extension is SupportedGroups or PointFormatList or SignatureSchemeList or SupportedVersionsOffer or ProtocolNameList)
            {
                text.Binary(extension.Data.Length);
                text.Binary(extension.Data.Span);
            }
        }

        return text;
    }

    private static FingerprintText Describe(ServerHello hello)
    {
        FingerprintText text = FingerprintText.Again();
        text.Binary(hello.LegacyVersion.Code);
        text.Binary(hello.CipherSuite.Code);
        for (int index = 0; index < hello.Extensions?.Count; index++)
        {
            text.Binary(hello.Extensions[index].Type.Code);
        }

        return text;
    }

    private static string Ja3(ClientHello hello)
    {
        FingerprintText text = new();
        text.Decimal([hello.LegacyVersion.Code], '-');
        text.Separate(',');
        text.Decimal(Suites(hello), '-');
        text.Separate(',');
        text.Decimal(ExtensionTypes(hello.Extensions), '-');
        text.Separate(',');
        text.Decimal(Groups(hello), '-');
        text.Separate(',');
        text.Decimal(PointFormats(hello), '-');
        return text.Md5();
    }

    private static string Ja3s(ServerHello hello)
    {
        FingerprintText text = new();
        text.Decimal([hello.LegacyVersion.Code], '-');
        text.Separate(',');
        text.Decimal([hello.CipherSuite.Code], '-');
        text.Separate(',');
        text.Decimal(ExtensionTypes(hello.Extensions), '-');
        return text.Md5();
    }

    private static string Ja4(ClientHello hello)
    {
        ushort[] suites = Suites(hello);
        ushort[] types = ExtensionTypes(hello.Extensions);
        string name = Array.IndexOf(types, ExtensionType.ServerName.Code) >= 0 ? "d" : "i";
        string head = $"t{Ja4Version(hello)}{name}{TwoDigits(suites.Length)}{TwoDigits(types.Length)}{Ja4Alpn(hello)}";
        Array.Sort(suites);
        FingerprintText suiteText = new();
        suiteText.Hexadecimal(suites, ',');
        return $"{head}_{Ja4Hash(suiteText)}_{Ja4Hash(Ja4Extensions(hello, types))}";
    }

    private static FingerprintText Ja4Extensions(ClientHello hello, ushort[] types)
    {
        FingerprintText text = new();
        types = Array.FindAll(types, static type =>
            type != ExtensionType.ServerName.Code && type != ExtensionType.ApplicationLayerProtocolNegotiation.Code);
        Array.Sort(types);
        text.Hexadecimal(types, ',');
        List<ushort> schemes = [];
        foreach (SignatureScheme scheme in hello.SignatureSchemes)
        {
            AddUnlessGrease(schemes, scheme.Code);
        }

        if (schemes.Count > 0)
        {
            text.Separate('_');
            text.Hexadecimal(schemes.ToArray(), ',');
        }

        return text;
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

    private static string Ja4Hash(FingerprintText text) => text.IsEmpty ? new string('0', 2 * Ja4HashBytes) : text.Sha256(Ja4HashBytes);

    private static ushort[] Suites(ClientHello hello)
    {
        List<ushort> codes = new(hello.CipherSuites.Count);
        foreach (CipherSuite suite in hello.CipherSuites)
        {
            AddUnlessGrease(codes, suite.Code);
        }

        return [.. codes];
    }

    private static ushort[] Groups(ClientHello hello)
    {
        List<ushort> codes = new(hello.SupportedGroups.Count);
        foreach (NamedGroup group in hello.SupportedGroups)
        {
            AddUnlessGrease(codes, group.Code);
        }

        return [.. codes];
    }

    private static ushort[] ExtensionTypes(IReadOnlyList<TlsExtension>? extensions)
    {
        List<ushort> types = [];
        foreach (TlsExtension extension in extensions ?? [])
        {
            AddUnlessGrease(types, extension.Type.Code);
        }

        return [.. types];
    }

    private static ushort[] PointFormats(ClientHello hello)
    {
        List<ushort> formats = [];
        if (hello.Extension(ExtensionType.EcPointFormats) is PointFormatList { Fault: null } list)
        {
            for (int index = 0; index < list.Formats.Count; index++)
            {
                formats.Add(list.Formats[index].Code);
            }
        }
        else if (hello.Extension(ExtensionType.EcPointFormats) is { } extension)
        {
            ReadOnlySpan<byte> data = extension.Data.Span;
            for (int index = 1; index < data.Length && index <= data[0]; index++)
            {
                formats.Add(data[index]);
            }
        }

        return [.. formats];
    }

    // RFC 8701: both bytes are equal and end in 0xa.
    private static void AddUnlessGrease(List<ushort> codes, ushort code)
    {
        if ((code & 0x0f0f) != 0x0a0a || code >> 8 != (code & 0xff))
        {
            codes.Add(code);
        }
    }

    private const int Ja4HashBytes = 6;
}

using System;
using System.Collections.Generic;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using TlsTools.Handshakes;
using TlsTools.Tls;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Cli.Json;

/// <summary>
/// The writers of values. A type that has no row gets the same writer when it is met first; a row for it lets the compiler make
/// its code before the program starts, which is most of what the first line of JSON would wait for.
/// </summary>
internal static class ValueTable
{
    /// <summary>Makes the table.</summary>
    /// <param name="model">Writes the objects that values are.</param>
    public static Dictionary<Type, ValueWriter> Create(ObjectModel model)
    {
        Dictionary<Type, ValueWriter> table = new()
        {
            [typeof(string)] = new FunctionWriter<string?>(WriteText),
            [typeof(byte[])] = new FunctionWriter<byte[]?>(WriteBytes),
            [typeof(IPEndPoint)] = new EndPointWriter(),
            [typeof(IPAddress)] = new FunctionWriter<IPAddress?>(static (output, value) => WriteText(output, value?.ToString())),
            [typeof(TlsCertificate)] = new RepeatedWriter<TlsCertificate>(new ObjectWriter<TlsCertificate>(model)),
            [typeof(DistinguishedName)] = new RepeatedWriter<DistinguishedName>(new ObjectWriter<DistinguishedName>(model)),
        };
        Add(table, new FunctionWriter<bool>(static (output, value) => output.Raw(value ? "true"u8 : "false"u8)));
        Add(table, new FunctionWriter<byte>(static (output, value) => output.Number(value)));
        Add(table, new FunctionWriter<ushort>(static (output, value) => output.Number(value)));
        Add(table, new FunctionWriter<int>(static (output, value) => output.Number(value)));
        Add(table, new FunctionWriter<uint>(static (output, value) => output.Number(value)));
        Add(table, new FunctionWriter<long>(static (output, value) => output.Number(value)));
        Add(table, new FunctionWriter<TimeSpan>(static (output, value) => output.Ascii(value, "c")));
        Add(table, new FunctionWriter<DateTime>(static (output, value) => output.Ascii(value, "yyyy-MM-dd'T'HH:mm:ss'Z'")));
        Add(table, new CaptureTimeWriter());

        Add(table, new CodeWriter<AlertDescription>());
        Add(table, new CodeWriter<CertificateType>());
        Add(table, new CodeWriter<CipherSuite>());
        Add(table, new CodeWriter<CompressionMethod>());
        Add(table, new CodeWriter<CurveType>());
        Add(table, new CodeWriter<ExtensionType>());
        Add(table, new CodeWriter<NamedGroup>());
        Add(table, new CodeWriter<PointFormat>());
        Add(table, new CodeWriter<ProtocolVersion>());
        Add(table, new CodeWriter<PskKeyExchangeMode>());
        Add(table, new CodeWriter<SignatureScheme>());
        Add(table, new CodeWriter<Ssl2CipherKind>());

        Add(table, new EnumWriter<ClientAuthentication>());
        Add(table, new EnumWriter<ConnectionEnding>());
        Add(table, new EnumWriter<ContentType>());
        Add(table, new EnumWriter<FaultKind>());
        Add(table, new EnumWriter<GeneralNameKind>());
        Add(table, new EnumWriter<HandshakeOutcome>());
        Add(table, new EnumWriter<HandshakePhase>());
        Add(table, new EnumWriter<HandshakeType>());
        Add(table, new EnumWriter<KeyExchange>());
        Add(table, new EnumWriter<Side>());
        Add(table, new EnumWriter<X509KeyUsageFlags>());
        return table;
    }

    private static void Add<T>(Dictionary<Type, ValueWriter> table, ValueWriter<T> writer)
        where T : struct
    {
        table.Add(typeof(T), writer);
        table.Add(typeof(T?), new NullableWriter<T>(writer));
        table.Add(typeof(IReadOnlyList<T>), new ListWriter<IReadOnlyList<T>, T>(writer));
    }

    private static void WriteText(Utf8Output output, string? text)
    {
        if (text is null)
        {
            output.Raw("null"u8);
        }
        else
        {
            output.String(text);
        }
    }

    private static void WriteBytes(Utf8Output output, byte[]? bytes)
    {
        if (bytes is null)
        {
            output.Raw("null"u8);
        }
        else
        {
            output.Hex(bytes);
        }
    }
}

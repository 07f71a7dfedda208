using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Reflection;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.X509;

namespace TlsTools.Cli.Json;

/// <summary>
/// How the public objects become JSON: every public property by its name. The shape of a type is taken from the type when
/// the first object of it is written, so that a message or an extension that is added to the object model needs no row here.
/// </summary>
internal sealed class ObjectModel
{
    private readonly Dictionary<Type, ObjectShape> _shapes = [];
    private readonly Dictionary<Type, ValueWriter> _values;

    public ObjectModel() => _values = new()
    {
        [typeof(string)] = new FunctionWriter<string?>(WriteText),
        [typeof(bool)] = new FunctionWriter<bool>(static (output, value) => output.Raw(value ? "true"u8 : "false"u8)),
        [typeof(byte)] = new FunctionWriter<byte>(static (output, value) => output.Number(value)),
        [typeof(ushort)] = new FunctionWriter<ushort>(static (output, value) => output.Number(value)),
        [typeof(int)] = new FunctionWriter<int>(static (output, value) => output.Number(value)),
        [typeof(uint)] = new FunctionWriter<uint>(static (output, value) => output.Number(value)),
        [typeof(long)] = new FunctionWriter<long>(static (output, value) => output.Number(value)),
        [typeof(byte[])] = new FunctionWriter<byte[]?>(WriteBytes),
        [typeof(ReadOnlyMemory<byte>)] = new FunctionWriter<ReadOnlyMemory<byte>>(static (output, value) => output.Hex(value.Span)),
        [typeof(TimeSpan)] = new FunctionWriter<TimeSpan>(static (output, value) => output.Ascii(value, "c")),
        [typeof(DateTime)] = new FunctionWriter<DateTime>(static (output, value) => output.Ascii(value, "yyyy-MM-dd'T'HH:mm:ss'Z'")),
        [typeof(CaptureTime)] = new CaptureTimeWriter(),
        [typeof(IPEndPoint)] = new EndPointWriter(),
        [typeof(IPAddress)] = new FunctionWriter<IPAddress?>(static (output, value) => WriteText(output, value?.ToString())),
        [typeof(TlsCertificate)] = new RepeatedWriter<TlsCertificate>(new ObjectWriter<TlsCertificate>(this)),
        [typeof(DistinguishedName)] = new RepeatedWriter<DistinguishedName>(new ObjectWriter<DistinguishedName>(this)),
    };

    /// <summary>What is written of a type.</summary>
    public ObjectShape Shape(Type type)
    {
        if (!_shapes.TryGetValue(type, out ObjectShape? shape))
        {
            shape = new ObjectShape(type, [.. Properties(type).Select(row => Value(row.Source.PropertyType).ForProperty(row.Name, row.Source))]);
            _shapes.Add(type, shape);
        }

        return shape;
    }

    /// <summary>The names under which the properties of a type are written, and where the values come from.</summary>
    internal static IEnumerable<(string Name, PropertyInfo Source)> Properties(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0 && !IsLeftOut(property)
        select (property.Name, ExactTime(type, property) ?? property);

    private ValueWriter Value(Type type)
    {
        if (!_values.TryGetValue(type, out ValueWriter? value))
        {
            value = Make(type);
            _values.Add(type, value);
        }

        return value;
    }

    private ValueWriter Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Create(typeof(NullableWriter<>), [underlying], Value(underlying));
        }

        if (type.IsEnum)
        {
            return Create(typeof(EnumWriter<>), [type]);
        }

        if (type.IsValueType)
        {
            return Create(typeof(CodeWriter<>), [type]);
        }

        Type? item = type.GetInterfaces().Append(type)
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))?
            .GetGenericArguments()[0];
        return item is null
            ? Create(typeof(ObjectWriter<>), [type], this)
            : Create(typeof(ListWriter<,>), [type, item], Value(item));
    }

    private static ValueWriter Create(Type writer, Type[] of, params object[] arguments) =>
        (ValueWriter)Activator.CreateInstance(writer.MakeGenericType(of), arguments)!;

    /// <summary>Times are written with all the digits of the capture, which only the twin of the property has.</summary>
    private static PropertyInfo? ExactTime(Type type, PropertyInfo property) =>
        s_exactTimes.TryGetValue(property.Name, out string? twin) ? type.GetProperty(twin) : null;

    private static bool IsLeftOut(PropertyInfo property) =>
        s_exactTimes.ContainsValue(property.Name) || s_leftOut.Contains((property.DeclaringType!, property.Name));

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

    private static readonly Dictionary<string, string> s_exactTimes = new()
    {
        [nameof(TlsHandshake.StartTime)] = nameof(TlsHandshake.StartTimestamp),
        [nameof(TlsMessage.Time)] = nameof(TlsMessage.Timestamp),
    };

    private static readonly HashSet<(Type Type, string Name)> s_leftOut =
    [
        // The platform's own type; its bytes are in RawData.
        (typeof(TlsCertificate), nameof(TlsCertificate.Certificate)),

        // The bytes that the fields beside it hold already.
        (typeof(CertificatePublicKey), nameof(CertificatePublicKey.RawData)),
    ];
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TlsTools.Handshakes;
using TlsTools.Tls.Extensions;
using TlsTools.Tls.Messages;
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
    private readonly Repetition _repetition = new();

    public ObjectModel() => _values = ValueTable.Create(this);

    /// <summary>What is written of a type.</summary>
    public ObjectShape Shape(Type type)
    {
        if (!_shapes.TryGetValue(type, out ObjectShape? shape))
        {
            shape = new ObjectShape(type, [.. Properties(type).Select(row => Writer(row.Name, row.Source))]);
            _shapes.Add(type, shape);
        }

        return shape;
    }

    /// <summary>The names under which the properties of a type are written, and where the values come from.</summary>
    internal static IEnumerable<(string Name, PropertyInfo Source)> Properties(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0 && !IsLeftOut(property)
        select (property.Name, ExactTime(type, property) ?? property);

    /// <summary>The handshake whose properties are written next.</summary>
    public void Begin(TlsHandshake handshake) => _repetition.Handshake = handshake;

    private PropertyWriter Writer(string name, PropertyInfo property)
    {
        PropertyWriter writer = Value(property.PropertyType).ForProperty(name, property);
        return (property.DeclaringType!.Name, name) switch
        {
            (nameof(HandshakeMessage) or nameof(TlsExtension), nameof(HandshakeMessage.RawData)) =>
                new ConditionalWriter(name, writer, Repetition.IsUnread),
            (nameof(TlsMessage), nameof(TlsMessage.Handshake)) =>
                new ConditionalWriter(name, writer, owner => !_repetition.StandsInHandshake(((TlsMessage)owner).Handshake)),
            (nameof(CertificateMessage), nameof(CertificateMessage.Certificates)) =>
                new ConditionalWriter(name, writer, owner => !_repetition.StandsInHandshake(owner)),
            _ => writer,
        };
    }

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

    private static readonly Dictionary<string, string> s_exactTimes = new()
    {
        [nameof(TlsHandshake.StartTime)] = nameof(TlsHandshake.StartTimestamp),
        [nameof(TlsMessage.Time)] = nameof(TlsMessage.Timestamp),
    };

    private static readonly HashSet<(Type Type, string Name)> s_leftOut =
    [
        // The platform's own type; its bytes are in RawData.
        (typeof(TlsCertificate), nameof(TlsCertificate.Certificate)),

        // What stands beside it already, or above it in the handshake.
        (typeof(CertificatePublicKey), nameof(CertificatePublicKey.RawData)),
        (typeof(DistinguishedName), nameof(DistinguishedName.RelativeNames)),
        (typeof(TlsMessage), nameof(TlsMessage.Alert)),
    ];
}

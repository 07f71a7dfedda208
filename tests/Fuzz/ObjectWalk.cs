using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using TlsTools.Wire;

namespace TlsTools.Fuzz;

/// <summary>Reads every property of everything that can be reached from an object, and notes what kinds of values it met.</summary>
/// <remarks>
/// What it notes are features: which property was null, empty or not, which enumeration value, which fault in which field. An input that shows
/// a new one is worth keeping. That is weaker than knowing which code ran, and needs no instrumented build.
/// </remarks>
internal sealed class ObjectWalk(ISet<ulong> features)
{
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many features this walk was the first to see.</summary>
    public int NewFeatures { get; private set; }

    public void Visit(object? value)
    {
        if (value is null || IsLeaf(value.GetType()) || !(value.GetType().IsValueType || _seen.Add(value)))
        {
            return;
        }

        // What people see: none of it may fail either.
        _ = value.ToString();
        _ = value.GetHashCode();
        _ = value.Equals(value);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Visit(item);
            }

            return;
        }

        TypeShape shape = s_shapes.GetOrAdd(value.GetType(), type => new(type));
        for (int i = 0; i < shape.Properties.Length; i++)
        {
            object? read = Read(shape.Properties[i], value);
            Note(shape.Number, i, Kind(read));
            Visit(read);
        }
    }

    /// <summary>Notes that two named things came together.</summary>
    public void Note(string left, string right) => Note(ushort.MaxValue, Name(left), (uint)Name(right));

    private void Note(int type, int property, uint kind)
    {
        if (features.Add(((ulong)type << 48) | ((ulong)(ushort)property << 32) | kind))
        {
            NewFeatures++;
        }
    }

    // A getter's own exception, not the reflection's wrapping, is what the report has to show.
    private static object? Read(PropertyInfo property, object value) =>
        property.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null);

    private static uint Kind(object? value) => value switch
    {
        null => 0,
        bool truth => truth ? 2u : 1u,
        Enum member => 16 + (uint)(Convert.ToInt64(member) & 0xffff),
        Fault fault => 0x20000 + (uint)Name($"{fault.Kind} {fault.Field}"),
        ICollection items => 4 + (uint)Math.Min(items.Count, 3),
        string { Length: 0 } => 4,
        _ => 3,
    };

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type.IsArray && IsLeaf(type.GetElementType()!)
        || (type.Namespace?.StartsWith("TlsTools", StringComparison.Ordinal) != true && !typeof(IEnumerable).IsAssignableFrom(type));

    private static int Name(string text) => s_names.GetOrAdd(text, _ => s_names.Count + 1);

    private static readonly ConcurrentDictionary<Type, TypeShape> s_shapes = new();
    private static readonly ConcurrentDictionary<string, int> s_names = new();

    private sealed class TypeShape(Type type)
    {
        private static int s_count;

        public int Number { get; } = System.Threading.Interlocked.Increment(ref s_count);

        public PropertyInfo[] Properties { get; } =
            [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)];
    }
}

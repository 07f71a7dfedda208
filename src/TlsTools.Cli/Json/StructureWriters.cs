using System;
using System.Collections.Generic;
using System.Globalization;

namespace TlsTools.Cli.Json;

/// <summary>Writes a value that may be missing.</summary>
/// <typeparam name="T">The value's type.</typeparam>
internal sealed class NullableWriter<T>(ValueWriter<T> writer) : ValueWriter<T?>
    where T : struct
{
    public override void Write(Utf8Output output, T? item)
    {
        if (item is { } present)
        {
            writer.Write(output, present);
        }
        else
        {
            output.Raw("null"u8);
        }
    }
}

/// <summary>Writes a list as an array, in its order.</summary>
/// <typeparam name="TList">The list's type.</typeparam>
/// <typeparam name="TItem">The type of what is in it.</typeparam>
internal sealed class ListWriter<TList, TItem>(ValueWriter<TItem> item) : ValueWriter<TList>
    where TList : class, IReadOnlyList<TItem>
{
    public override void Write(Utf8Output output, TList? value)
    {
        if (value is null)
        {
            output.Raw("null"u8);
            return;
        }

        output.Raw((byte)'[');
        for (int i = 0; i < value.Count; i++)
        {
            if (i > 0)
            {
                output.Raw((byte)',');
            }

            item.Write(output, value[i]);
        }

        output.Raw((byte)']');
    }
}

/// <summary>Writes an enumeration by its names, and a value that has none in hex.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class EnumWriter<T> : ValueWriter<T>
    where T : struct, Enum
{
    private readonly Dictionary<T, string> _names = [];

    public override void Write(Utf8Output output, T value)
    {
        if (!_names.TryGetValue(value, out string? name))
        {
            name = Enum.IsDefined(value) || typeof(T).IsDefined(typeof(FlagsAttribute), false)
                ? value.ToString()
                : "0x" + value.ToString("x").ToLower(CultureInfo.InvariantCulture);
            _names.Add(value, name);
        }

        output.String(name);
    }
}

/// <summary>Writes a code of a registry as its name, or as the hex that its text is when the registry does not name it.</summary>
/// <typeparam name="T">The code's type.</typeparam>
internal sealed class CodeWriter<T> : ValueWriter<T>
    where T : struct
{
    public override void Write(Utf8Output output, T value) => output.String(value.ToString());
}

/// <summary>Writes an object by its public properties; which those are is decided by what it is, not by where it stands.</summary>
/// <typeparam name="T">The type that the object is declared as.</typeparam>
internal sealed class ObjectWriter<T>(ObjectModel model) : ValueWriter<T>
    where T : class
{
    private ObjectShape? _last;

    public override void Write(Utf8Output output, T? value)
    {
        if (value is null)
        {
            output.Raw("null"u8);
            return;
        }

        ObjectShape shape = _last is { } last && last.Type == value.GetType() ? last : _last = model.Shape(value.GetType());
        shape.Write(output, value);
    }
}

/// <summary>
/// Writes objects that appear again and again, such as the certificate of a busy server, from the JSON they had the first time.
/// </summary>
/// <typeparam name="T">The object's type.</typeparam>
internal sealed class RepeatedWriter<T>(ValueWriter<T> writer) : ValueWriter<T>
    where T : class
{
    private readonly Dictionary<object, byte[]> _known = new(ReferenceEqualityComparer.Instance);
    private long _bytes;

    public override void Write(Utf8Output output, T? item)
    {
        if (item is null)
        {
            output.Raw("null"u8);
        }
        else if (_known.TryGetValue(item, out byte[]? json))
        {
            output.Raw(json);
        }
        else
        {
            int start = output.Position;
            writer.Write(output, item);
            Keep(item, output.Since(start));
        }
    }

    private void Keep(T item, byte[] json)
    {
        if (_bytes + json.Length > MostBytes)
        {
            _known.Clear();
            _bytes = 0;
        }

        _known.Add(item, json);
        _bytes += json.Length;
    }

    // Protects the memory from a capture in which every connection has certificates of its own.
    private const int MostBytes = 4 * 1024 * 1024;
}

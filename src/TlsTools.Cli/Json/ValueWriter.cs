using System;
using System.Reflection;

namespace TlsTools.Cli.Json;

/// <summary>Writes the values of one type.</summary>
internal abstract class ValueWriter
{
    /// <summary>Makes the writer of a property that has this type.</summary>
    public abstract PropertyWriter ForProperty(string name, PropertyInfo property);
}

/// <summary>Writes the values of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
internal abstract class ValueWriter<T> : ValueWriter
{
    /// <summary>Writes a value.</summary>
    public abstract void Write(Utf8Output output, T value);

    public override PropertyWriter ForProperty(string name, PropertyInfo property) => new PropertyWriter<T>(name, property, this);
}

/// <summary>Writes the values of one type as a function says.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class FunctionWriter<T>(Action<Utf8Output, T> write) : ValueWriter<T>
{
    public override void Write(Utf8Output output, T value) => write(output, value);
}

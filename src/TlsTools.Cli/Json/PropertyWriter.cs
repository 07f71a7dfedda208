using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace TlsTools.Cli.Json;

/// <summary>Writes one property of an object, its name and a comma included.</summary>
internal abstract class PropertyWriter(string name)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes($"\"{name}\":");

    /// <summary>Writes the property of an object of the type that it belongs to.</summary>
    public void Write(Utf8Output output, object owner)
    {
        output.Raw(_name);
        WriteValue(output, owner);
        output.Raw((byte)',');
    }

    /// <summary>Writes the property's value alone.</summary>
    public abstract void WriteValue(Utf8Output output, object owner);
}

/// <summary>Writes one property by a delegate made of its getter, which costs no more than a virtual call.</summary>
/// <typeparam name="T">The property's type.</typeparam>
internal sealed class PropertyWriter<T>(string name, PropertyInfo property, ValueWriter<T> value) : PropertyWriter(name)
{
    // Owners are always of the type that the getter belongs to. A type argument for it would say so to the compiler, but
    // then each property of each type would have code of its own, which is not compiled ahead and costs the start.
    private readonly Func<object, T> _get = Unsafe.As<Func<object, T>>(
        property.GetMethod!.CreateDelegate(typeof(Func<,>).MakeGenericType(property.DeclaringType!, typeof(T))));

    public override void WriteValue(Utf8Output output, object owner) => value.Write(output, _get(owner));
}

using System;
using System.Reflection;
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

    /// <summary>Writes the property's value.</summary>
    protected abstract void WriteValue(Utf8Output output, object owner);
}

/// <summary>Writes one property by a delegate made of its getter, which costs no more than a virtual call.</summary>
/// <typeparam name="TOwner">The type that the property belongs to.</typeparam>
/// <typeparam name="TValue">The property's type.</typeparam>
internal sealed class PropertyWriter<TOwner, TValue>(string name, PropertyInfo property, ValueWriter<TValue> value) : PropertyWriter(name)
    where TOwner : class
{
    private readonly Func<TOwner, TValue> _get = property.GetMethod!.CreateDelegate<Func<TOwner, TValue>>();

    protected override void WriteValue(Utf8Output output, object owner) => value.Write(output, _get((TOwner)owner));
}

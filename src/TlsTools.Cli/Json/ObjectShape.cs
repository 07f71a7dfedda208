using System;
using System.Collections.Generic;

namespace TlsTools.Cli.Json;

/// <summary>What of a type is written, in which order.</summary>
internal sealed class ObjectShape(Type type, IReadOnlyList<PropertyWriter> properties)
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;

    /// <summary>Writes an object of the type.</summary>
    public void Write(Utf8Output output, object value)
    {
        output.Raw((byte)'{');
        for (int i = 0; i < properties.Count; i++)
        {
            properties[i].Write(output, value);
        }

        if (properties.Count == 0)
        {
            output.Raw((byte)'}');
        }
        else
        {
            output.ReplaceLast((byte)'}');
        }
    }
}

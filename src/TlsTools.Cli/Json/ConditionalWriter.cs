using System;

namespace TlsTools.Cli.Json;

/// <summary>Writes a property only of objects of which it says something that is not written elsewhere, and null for the others.</summary>
internal sealed class ConditionalWriter(string name, PropertyWriter property, Predicate<object> isWritten) : PropertyWriter(name)
{
    public override void WriteValue(Utf8Output output, object owner)
    {
        if (isWritten(owner))
        {
            property.WriteValue(output, owner);
        }
        else
        {
            output.Raw("null"u8);
        }
    }
}

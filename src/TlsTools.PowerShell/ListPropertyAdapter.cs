using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using TlsTools.Handshakes;

namespace TlsTools.Commands;

/// <summary>
/// Shows the shell the properties of this module's objects, lists with a text of their own (<see cref="ShellValue"/>). It stands between
/// shell and objects, so that the objects themselves pay nothing for it.
/// </summary>
public sealed class ListPropertyAdapter : PSPropertyAdapter
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, PropertyInfo>> s_properties = new();

    /// <summary>What tells the shell which types are shown so: all that have a list. For <c>Update-TypeData</c>.</summary>
    public static TypeData[] Types { get; } =
    [
        .. typeof(TlsHandshake).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && Readable(type).Any(IsList))
            .Select(type => new TypeData(type.FullName) { TypeAdapter = typeof(ListPropertyAdapter) }),
    ];

    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject) => new([.. PropertiesOf(baseObject).Values.Select(Adapt)]);

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName) =>
        PropertiesOf(baseObject).TryGetValue(propertyName, out PropertyInfo? property) ? Adapt(property) : null;

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => false;

    /// <inheritdoc/>
    public override object? GetPropertyValue(PSAdaptedProperty adaptedProperty) =>
        ShellValue.Of(Source(adaptedProperty).GetValue(adaptedProperty.BaseObject));

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value) =>
        throw new SetValueException($"The property {Source(adaptedProperty).Name} is read-only.");

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) =>
        Microsoft.PowerShell.ToStringCodeMethods.Type(new PSObject(Source(adaptedProperty).PropertyType));

    private static Dictionary<string, PropertyInfo> PropertiesOf(object shown) =>
        s_properties.GetOrAdd(shown.GetType(), type => Readable(type).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<PropertyInfo> Readable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0 && property.GetMethod is { IsPublic: true });

    private static bool IsList(PropertyInfo property) =>
        property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType);

    private static PSAdaptedProperty Adapt(PropertyInfo property) => new(property.Name, property);

    private static PropertyInfo Source(PSAdaptedProperty adapted) => (PropertyInfo)adapted.Tag;
}

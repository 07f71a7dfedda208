using System.Collections.Generic;
using TlsTools.Tls;
using TlsTools.Tls.Extensions;

namespace TlsTools.Diagnosis;

/// <summary>Asks for the order of the extensions in a hello.</summary>
/// <param name="extensions">The extensions as sent.</param>
internal readonly struct ExtensionOrder(IReadOnlyList<TlsExtension> extensions)
{
    /// <summary>Whether there is an extension of a type.</summary>
    public bool Has(ExtensionType type) => PlaceOf(type) >= 0;

    /// <summary>Whether an extension of a type is the first.</summary>
    public bool Begins(ExtensionType type) => extensions[0].Type.Equals(type);

    /// <summary>Whether an extension of a type is the last.</summary>
    public bool Ends(ExtensionType type) => extensions[extensions.Count - 1].Type.Equals(type);

    /// <summary>Whether all of these types are there, in this order.</summary>
    public bool IsInOrder(ExtensionType first, ExtensionType second) => PlaceOf(first) is >= 0 and var place && place < PlaceOf(second);

    /// <summary>Whether all of these types are there, in this order.</summary>
    public bool IsInOrder(ExtensionType first, ExtensionType second, ExtensionType third) => IsInOrder(first, second) && IsInOrder(second, third);

    /// <summary>Whether all of these types are there, in this order.</summary>
    public bool IsInOrder(ExtensionType first, ExtensionType second, ExtensionType third, ExtensionType fourth) =>
        IsInOrder(first, second, third) && IsInOrder(third, fourth);

    /// <summary>Whether all of these types are there, in this order.</summary>
    public bool IsInOrder(ExtensionType first, ExtensionType second, ExtensionType third, ExtensionType fourth, ExtensionType fifth) =>
        IsInOrder(first, second, third, fourth) && IsInOrder(fourth, fifth);

    private int PlaceOf(ExtensionType type)
    {
        for (int index = 0; index < extensions.Count; index++)
        {
            if (extensions[index].Type.Equals(type))
            {
                return index;
            }
        }

        return -1;
    }
}

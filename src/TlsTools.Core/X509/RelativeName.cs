using System;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.X509;

/// <summary>One part of a distinguished name; nearly always a single attribute.</summary>
/// <remarks>
/// <code>
/// RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
/// </code>
/// The attributes are a set: their order makes no difference.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4">RFC 5280, 4.1.2.4</seealso>
public sealed class RelativeName : IEquatable<RelativeName>
{
    internal RelativeName(IReadOnlyList<AttributeTypeAndValue> attributes) => Attributes = attributes;

    /// <summary>The attributes in the order of the encoding.</summary>
    public IReadOnlyList<AttributeTypeAndValue> Attributes { get; }

    /// <summary>Whether both hold the same attributes.</summary>
    /// <param name="other">The other part.</param>
    public bool Equals(RelativeName? other)
    {
        if (other is null || other.Attributes.Count != Attributes.Count)
        {
            return false;
        }

        if (Attributes.Count == 1)
        {
            return Attributes[0].Equals(other.Attributes[0]);
        }

        List<AttributeTypeAndValue> unmatched = other.Attributes.ToList();
        return Attributes.All(unmatched.Remove);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RelativeName);

    /// <inheritdoc/>
    public override int GetHashCode() => Attributes.Aggregate(0, (sum, attribute) => unchecked(sum + attribute.GetHashCode()));

    /// <summary>Writes the part as RFC 4514 does, for instance <c>CN=broker+OU=lab</c>.</summary>
    public override string ToString() => NameText.Write([this]);
}

using System;

namespace TlsTools.X509;

/// <summary>One attribute of a distinguished name.</summary>
/// <remarks>
/// <code>
/// AttributeTypeAndValue ::= SEQUENCE {
///      type     AttributeType,
///      value    AttributeValue }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4">RFC 5280, 4.1.2.4</seealso>
public sealed class AttributeTypeAndValue : IEquatable<AttributeTypeAndValue>
{
    private readonly byte[] _encodedValue;
    private string? _prepared;

    internal AttributeTypeAndValue(string oid, int tag, string? value, byte[] encodedValue)
    {
        Oid = oid;
        Tag = tag;
        Text = value;
        _encodedValue = encodedValue;
    }

    /// <summary>The type's object identifier, for instance <c>2.5.4.3</c>.</summary>
    public string Oid { get; }

    /// <summary>The type's short name, for instance <c>CN</c>; the object identifier where there is none.</summary>
    public string Type => ObjectNames.Attribute(Oid) ?? Oid;

    /// <summary>The text, safe to show; <see langword="null"/> where the value is no text or cannot be decoded. <see cref="RawValue"/> has it as it was encoded.</summary>
    public string? Value => Text is null ? null : NameText.Neutralize(Text);

    /// <summary>The text as it was encoded, unsafe to show.</summary>
    internal string? Text { get; }

    /// <summary>The value's ASN.1 identifier octet, for instance 12 for UTF8String and 19 for PrintableString.</summary>
    public int Tag { get; }

    /// <summary>The DER bytes of the value with tag and length.</summary>
    public byte[] RawValue => _encodedValue;

    /// <summary>Whether type and value are the same, the value compared as RFC 5280, 7.1 says.</summary>
    /// <param name="other">The other attribute.</param>
    public bool Equals(AttributeTypeAndValue? other) =>
        other is not null
        && Oid == other.Oid
        && (Text is null || other.Text is null
            ? _encodedValue.AsSpan().SequenceEqual(other._encodedValue)
            : Prepared == other.Prepared);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeTypeAndValue);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        unchecked((ContentHash.Of(Oid) * 31) + (Text is null ? ContentHash.Of(_encodedValue) : ContentHash.Of(Prepared)));

    /// <summary>Writes the attribute as RFC 4514 does, for instance <c>CN=broker</c>.</summary>
    public override string ToString() => NameText.Write(this);

    private string Prepared => _prepared ??= NamePreparation.Prepare(Text!);
}

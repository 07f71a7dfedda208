using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using TlsTools.Wire;

namespace TlsTools.X509;

/// <summary>A name of a certificate's subject or issuer, or one that a CertificateRequest lists; read when somebody looks at it.</summary>
/// <remarks>
/// <code>
/// opaque DistinguishedName&lt;1..2^16-1&gt;;
///
/// Name ::= CHOICE { rdnSequence  RDNSequence }
/// RDNSequence ::= SEQUENCE OF RelativeDistinguishedName
/// </code>
/// Two names are equal as RFC 5280, 7.1 says: letter case, the amount of space and the string type make no difference.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4">RFC 5280, 4.1.2.4</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-7.1">RFC 5280, 7.1</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.2.4">RFC 8446, 4.2.4</seealso>
public sealed class DistinguishedName : IEquatable<DistinguishedName>
{
    private readonly byte[] _rawData;
    private ParsedName? _parsed;
    private string? _name;
    private int _hash;

    private DistinguishedName(byte[] rawData) => _rawData = rawData;

    /// <summary>
    /// The name as RFC 4514 writes it, most specific part first; <c>#</c> and the bytes in hex where they are no readable name.
    /// Control, direction and other invisible characters are escaped, so that the text can be shown on a terminal.
    /// </summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc4514">RFC 4514</seealso>
    public string Name => _name ??= Fault is null ? NameText.Write(RelativeNames) : NameText.WriteHex(_rawData);

    /// <summary>The DER bytes as they were sent.</summary>
    public byte[] RawData => _rawData;

    /// <summary>The parts in the order of the encoding, least specific first; what stands before a fault is kept.</summary>
    public IReadOnlyList<RelativeName> RelativeNames => Parsed.RelativeNames;

    /// <summary>What is wrong with the encoding, or <see langword="null"/>.</summary>
    public Fault? Fault => Parsed.Fault;

    private ParsedName Parsed => _parsed ??= ParsedName.Read(_rawData);

    /// <summary>Takes a copy of an encoded name; it is never refused, <see cref="Fault"/> says what is wrong with it.</summary>
    /// <param name="encoded">The DER bytes of a <c>Name</c>.</param>
    public static DistinguishedName FromDer(ReadOnlySpan<byte> encoded) => new(encoded.ToArray());

    /// <summary>Reads a name from the text that tools print: RFC 4514, Java, Windows, and OpenSSL with slashes or with commas.</summary>
    /// <param name="text">The text, for instance <c>CN=broker,O=lab,C=AU</c>, <c>/C=AU/O=lab/CN=broker</c> or <c>C = AU, O = lab, CN = broker</c>.</param>
    /// <param name="order">In which order the parts stand.</param>
    /// <exception cref="FormatException">The text is no name.</exception>
    public static DistinguishedName Parse(string text, DistinguishedNameOrder order = DistinguishedNameOrder.Detect)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, order, out DistinguishedName? name)
            ? name
            : throw new FormatException($"'{NameText.Neutralize(text)}' is no distinguished name.");
    }

    /// <summary>Reads a name from the text that tools print.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name; its <see cref="RawData"/> is this library's encoding, not necessarily the issuer's.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DistinguishedName? name) =>
        TryParse(text, DistinguishedNameOrder.Detect, out name);

    /// <summary>Reads a name from the text that tools print.</summary>
    /// <param name="text">The text.</param>
    /// <param name="order">In which order the parts stand.</param>
    /// <param name="name">The name; its <see cref="RawData"/> is this library's encoding, not necessarily the issuer's.</param>
    public static bool TryParse(string? text, DistinguishedNameOrder order, [NotNullWhen(true)] out DistinguishedName? name)
    {
        string trimmed = text?.TrimStart() ?? string.Empty;
        List<List<TypedText>>? parts = trimmed.Length > 0 && trimmed[0] == '/'
            ? OneLineName.Read(trimmed.TrimEnd())
            : text is null ? null : NameTextReader.Read(trimmed, order);
        byte[]? encoded = parts is null ? null : NameEncoding.Write(parts);
        name = encoded is null ? null : new DistinguishedName(encoded);
        return name is not null;
    }

    /// <summary>Whether two names are the same.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    public static bool operator ==(DistinguishedName? left, DistinguishedName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    public static bool operator !=(DistinguishedName? left, DistinguishedName? right) => !(left == right);

    /// <summary>Whether the other name is the same; names that cannot be read are the same when all their bytes are.</summary>
    /// <param name="other">The other name.</param>
    public bool Equals(DistinguishedName? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || _rawData.AsSpan().SequenceEqual(other._rawData)
            || (Fault is null && other.Fault is null && GetHashCode() == other.GetHashCode() && RelativeNames.SequenceEqual(other.RelativeNames)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DistinguishedName);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash != 0 ? _hash : _hash = ComputeHash();

    /// <summary>Gives <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    internal static DistinguishedName Read(ref WireReader r) => new(ReadBytes(ref r).ToArray());

    internal static DistinguishedName Read(ref WireReader r, X509Cache? known) =>
        known is null ? Read(ref r) : known.Name(ReadBytes(ref r));

    private int ComputeHash()
    {
        if (Fault is not null)
        {
            return ContentHash.Of(_rawData);
        }

        int hash = RelativeNames.Count;
        foreach (RelativeName relativeName in RelativeNames)
        {
            hash = unchecked((hash * 31) + relativeName.GetHashCode());
        }

        return hash;
    }

    private static ReadOnlySpan<byte> ReadBytes(ref WireReader r)
    {
        WireReader name = r.ReadVector16("DistinguishedName");
        if (name.AtEnd)
        {
            r.Reject("DistinguishedName");
        }

        return name.ReadRestInPlace("DistinguishedName");
    }
}

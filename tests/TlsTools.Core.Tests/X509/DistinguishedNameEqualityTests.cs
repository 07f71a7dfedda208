using System.Collections.Generic;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.X509;

/// <summary>Which names are the same by RFC 5280, 7.1.</summary>
public sealed class DistinguishedNameEqualityTests
{
    public static TheoryData<string, byte[], byte[]> Same => new()
    {
        { "letter case", Der.Named("Kafka Test CA"), Der.Named("KAFKA test ca") },
        { "string type", Der.Named("Lab CA", Der.Utf8), Der.Named("Lab CA", Der.Printable) },
        { "string type of two bytes", Der.Named("L\u00e4b", Der.Utf8), Der.Named("L\u00c4B", Der.Bmp) },
        { "string type of four bytes", Der.Named("Lab", Der.Universal), Der.Named("Lab", Der.Teletex) },
        { "space around", Der.Named("  Lab CA "), Der.Named("Lab CA") },
        { "space inside", Der.Named("Lab   CA"), Der.Named("Lab CA") },
        { "tab and no-break space", Der.Named("Lab\t\u00a0CA"), Der.Named("Lab CA") },
        { "soft hyphen", Der.Named("La\u00adb"), Der.Named("Lab") },
        { "zero width space", Der.Named("La\u200bb"), Der.Named("Lab") },
        { "variation selector", Der.Named("Lab\ufe0f"), Der.Named("Lab") },
        { "letter and mark", Der.Named("Mu\u0308ller"), Der.Named("M\u00fcller") },
        { "letter and mark, upper case", Der.Named("MU\u0308LLER"), Der.Named("m\u00fcller") },
        { "full width", Der.Named("\uff2c\uff21\uff22"), Der.Named("lab") },
        { "sharp s", Der.Named("Stra\u00dfe"), Der.Named("STRASSE") },
        { "final sigma", Der.Named("\u039f\u0394\u039f\u03a3"), Der.Named("\u03bf\u03b4\u03bf\u03c2") },
        {
            "order in a set",
            Der.Name(Der.Relative(Der.Attribute(Der.CommonName, "a"), Der.Attribute(Der.Organization, "b"))),
            Der.Name(Der.Relative(Der.Attribute(Der.Organization, "B"), Der.Attribute(Der.CommonName, "A")))
        },
        {
            "domain component",
            Der.Name(Der.Relative(Der.Attribute(Der.DomainComponent, "Example", Der.Ia5))),
            Der.Name(Der.Relative(Der.Attribute(Der.DomainComponent, "example")))
        },
        { "length written long", Der.Named("Lab"), [0x30, 0x81, 0x0e, .. Der.Named("Lab")[2..]] },
        { "no part", Der.Name(), Der.Name() },
        { "unreadable", [1, 2, 3], [1, 2, 3] },
        { "unreadable value", Unreadable(0x28), Unreadable(0x28) },
    };

    public static TheoryData<string, byte[], byte[]> Different => new()
    {
        { "text", Der.Named("Lab CA 1"), Der.Named("Lab CA 2") },
        { "space against none", Der.Named("LabCA"), Der.Named("Lab CA") },
        { "type", Der.Named("Lab"), Der.Name(Der.Relative(Der.Attribute(Der.Organization, "Lab"))) },
        { "mark", Der.Named("Muller"), Der.Named("M\u00fcller") },
        {
            "order of parts",
            Der.Name(Der.Relative(Der.Attribute(Der.CommonName, "a")), Der.Relative(Der.Attribute(Der.Organization, "b"))),
            Der.Name(Der.Relative(Der.Attribute(Der.Organization, "b")), Der.Relative(Der.Attribute(Der.CommonName, "a")))
        },
        {
            "one set against two",
            Der.Name(Der.Relative(Der.Attribute(Der.CommonName, "a"), Der.Attribute(Der.Organization, "b"))),
            Der.Name(Der.Relative(Der.Attribute(Der.CommonName, "a")), Der.Relative(Der.Attribute(Der.Organization, "b")))
        },
        {
            "twice against two in a set",
            Der.Name(Der.Relative(Der.Attribute(Der.CommonName, "a"), Der.Attribute(Der.CommonName, "a"))),
            Der.Name(Der.Relative(Der.Attribute(Der.CommonName, "a"), Der.Attribute(Der.CommonName, "b")))
        },
        { "more parts", Der.Named("a"), Der.Name(Der.Relative(Der.Attribute(Der.CommonName, "a")), Der.Relative(Der.Attribute(Der.CommonName, "a"))) },
        { "no part", Der.Name(), Der.Named(string.Empty) },
        { "unreadable", [1, 2, 3], [1, 2, 4] },
        { "unreadable against read", [.. Der.Named("a"), 0], Der.Named("a") },
        { "unreadable value", Unreadable(0x28), Unreadable(0x29) },
    };

    [Theory]
    [MemberData(nameof(Same))]
    public void Is_the_same(string difference, byte[] left, byte[] right)
    {
        DistinguishedName one = DistinguishedName.FromDer(left);
        DistinguishedName other = DistinguishedName.FromDer(right);

        Assert.True(one.Equals(other) && other.Equals(one) && one == other, difference);
        Assert.True(one.GetHashCode() == other.GetHashCode(), difference);
        Assert.Contains(one, new HashSet<DistinguishedName> { other });
    }

    [Theory]
    [MemberData(nameof(Different))]
    public void Is_not_the_same(string difference, byte[] left, byte[] right)
    {
        DistinguishedName one = DistinguishedName.FromDer(left);
        DistinguishedName other = DistinguishedName.FromDer(right);

        Assert.False(one.Equals(other) || other.Equals(one), difference);
        Assert.True(one != other, difference);
    }

    [Fact]
    public void Nothing_is_no_name()
    {
        DistinguishedName name = DistinguishedName.FromDer(Der.Named("a"));

        Assert.False(name.Equals(null));
        Assert.False(name == null);
        Assert.True((DistinguishedName?)null == null);
    }

    private static byte[] Unreadable(byte last) => Der.Name(Der.Relative(Der.Attribute(Der.CommonName, [Der.Utf8, 2, 0xc3, last])));
}

using System;
using System.Linq;
using TlsTools.Wire;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.X509;

/// <summary>Names as text: the examples of RFC 4514, 4, and what it leaves to us.</summary>
public sealed class DistinguishedNameTextTests
{
    public static TheoryData<string, byte[]> Examples => new()
    {
        {
            "UID=jsmith,DC=example,DC=net",
            Der.Name(
                Der.Relative(Der.Attribute(Der.DomainComponent, "net", Der.Ia5)),
                Der.Relative(Der.Attribute(Der.DomainComponent, "example", Der.Ia5)),
                Der.Relative(Der.Attribute(Der.UserId, "jsmith")))
        },
        {
            "OU=Sales+CN=J.  Smith,DC=example",
            Der.Name(
                Der.Relative(Der.Attribute(Der.DomainComponent, "example", Der.Ia5)),
                Der.Relative(Der.Attribute(Der.OrganizationalUnit, "Sales"), Der.Attribute(Der.CommonName, "J.  Smith")))
        },
        { @"CN=James \""Jim\"" Smith\, III", Der.Named("James \"Jim\" Smith, III") },
        { @"CN=Before\0DAfter", Der.Named("Before\rAfter") },
        { "1.3.6.1.4.1.1466.0=#04024869", Der.Name(Der.Relative(Der.Attribute([0x06, 0x08, 0x2b, 6, 1, 4, 1, 0x8b, 0x3a, 0], [4, 2, 0x48, 0x69]))) },
        { "CN=Lu\u010Di\u0107", Der.Named("Lu\u010Di\u0107") },
        { string.Empty, Der.Name() },
        { @"CN=\#5 \+\;\<\>\\=\ ", Der.Named("#5 +;<>\\= ") },
        { @"CN=\ ", Der.Named(" ") },
        { "CN=", Der.Named(string.Empty) },
        { "emailAddress=ca@example.org", Der.Name(Der.Relative(Der.Attribute(Der.EmailAddress, "ca@example.org", Der.Ia5))) },
        { @"CN=a\1B[31mb\C2\9B", Der.Named("a\u001b[31mb\u009b") },
        { @"CN=\E2\80\AEgnp.exe\E2\80\8B\C2\A0", Der.Named("\u202egnp.exe\u200b\u00a0") },
        { @"CN=\00", Der.Named("\0") },
        { "CN=\U0001F512", Der.Named("\U0001F512") },
        { "CN=#0c02c328", Der.Name(Der.Relative(Der.Attribute(Der.CommonName, [Der.Utf8, 2, 0xc3, 0x28]))) },
        { "CN=#1e03004100", Der.Name(Der.Relative(Der.Attribute(Der.CommonName, [Der.Bmp, 3, 0, 0x41, 0]))) },
        { "CN=#03020780", Der.Name(Der.Relative(Der.Attribute(Der.CommonName, [3, 2, 7, 0x80]))) },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Written_as_rfc_4514_says(string expected, byte[] encoded)
    {
        DistinguishedName name = DistinguishedName.FromDer(encoded);

        Assert.Null(name.Fault);
        Assert.Equal(expected, name.Name);
        Assert.Equal(expected, name.ToString());
        Assert.Equal(encoded, name.RawData);
    }

    [Theory]
    [InlineData(Der.Utf8)]
    [InlineData(Der.Bmp)]
    [InlineData(Der.Universal)]
    [InlineData(Der.Teletex)]
    public void Every_string_type_with_letters_is_read(byte tag) =>
        Assert.Equal("CN=M\u00fcller", DistinguishedName.FromDer(Der.Named("M\u00fcller", tag)).Name);

    [Theory]
    [InlineData(Der.Numeric)]
    [InlineData(Der.Printable)]
    [InlineData(Der.Ia5)]
    public void Every_seven_bit_type_is_read(byte tag) => Assert.Equal("CN=0815", DistinguishedName.FromDer(Der.Named("0815", tag)).Name);

    [Fact]
    public void Parts_are_given_in_the_order_of_the_encoding()
    {
        DistinguishedName name = DistinguishedName.FromDer(Der.Name(
            Der.Relative(Der.Attribute(Der.Country, "AT", Der.Printable)),
            Der.Relative(Der.Attribute(Der.Organization, "Lab"), Der.Attribute(Der.CommonName, "a,b"))));

        Assert.Equal(["C", "O", "CN"], name.RelativeNames.SelectMany(part => part.Attributes).Select(attribute => attribute.Type));
        AttributeTypeAndValue common = name.RelativeNames[1].Attributes[1];
        Assert.Equal(("2.5.4.3", "a,b", (int)Der.Utf8), (common.Oid, common.Value, common.Tag));
        Assert.Equal(Der.Text(Der.Utf8, "a,b"), common.RawValue);
        Assert.Equal(@"O=Lab+CN=a\,b", name.RelativeNames[1].ToString());
    }

    [Theory]
    [InlineData('\u001b')]
    [InlineData('\u202e')]
    [InlineData('\r')]
    public void What_a_terminal_would_act_on_is_in_no_part_of_a_name(char unit)
    {
        DistinguishedName name = DistinguishedName.FromDer(Der.Name(Der.Relative(Der.Attribute(Der.CommonName, $"a{unit}b"))));
        AttributeTypeAndValue common = Assert.Single(Assert.Single(name.RelativeNames).Attributes);

        Assert.DoesNotContain(unit, common.Value!);
        Assert.DoesNotContain(unit, common.ToString());
        Assert.Equal(Der.Text(Der.Utf8, $"a{unit}b"), common.RawValue);
    }

    [Fact]
    public void Bytes_that_are_no_name_are_shown_in_hex()
    {
        DistinguishedName name = DistinguishedName.FromDer([0xde, 0xad]);

        Assert.NotNull(name.Fault);
        Assert.Equal("#dead", name.Name);
    }

    [Fact]
    public void Cut_short_anywhere_it_faults_and_never_throws()
    {
        foreach (byte[] encoded in Examples.Select(row => (byte[])row[1]))
        {
            for (int length = 0; length < encoded.Length; length++)
            {
                DistinguishedName name = DistinguishedName.FromDer(encoded.AsSpan(0, length));

                Assert.Equal(FaultKind.Truncated, name.Fault?.Kind);
                Assert.StartsWith("#", name.Name, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_byte_changed_to_every_value_it_never_throws()
    {
        foreach (byte[] encoded in Examples.Select(row => ((byte[])row[1]).ToArray()))
        {
            for (int index = 0; index < encoded.Length; index++)
            {
                byte kept = encoded[index];
                for (int value = 0; value < 256; value++)
                {
                    encoded[index] = (byte)value;
                    DistinguishedName name = DistinguishedName.FromDer(encoded);
                    Assert.DoesNotContain(name.Name, char.IsControl);
                    Assert.Equal(name.GetHashCode(), DistinguishedName.FromDer(encoded).GetHashCode());
                }

                encoded[index] = kept;
            }
        }
    }

    [Fact]
    public void Data_behind_the_name_is_a_fault() =>
        Assert.Equal(FaultKind.TrailingData, DistinguishedName.FromDer([.. Der.Named("a"), 0]).Fault?.Kind);

    [Fact]
    public void On_the_wire_its_length_stands_before_it()
    {
        byte[] encoded = Der.Named("CA");
        FaultSlot faults = new();
        WireReader reader = new([0, (byte)encoded.Length, .. encoded, 0xff], faults);

        Assert.Equal("CN=CA", DistinguishedName.Read(ref reader).Name);
        Assert.Equal(1, reader.Remaining);
        Assert.Null(faults.First);
    }

    [Fact]
    public void On_the_wire_an_empty_one_is_a_fault()
    {
        FaultSlot faults = new();
        WireReader reader = new([0, 0, 0xff], faults);

        DistinguishedName.Read(ref reader);

        Assert.Equal(FaultKind.InvalidValue, faults.First?.Kind);
    }
}

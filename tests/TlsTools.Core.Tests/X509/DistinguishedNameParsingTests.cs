using System;
using System.Linq;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.X509;

/// <summary>Reads names from the forms in which tools print them.</summary>
public sealed class DistinguishedNameParsingTests
{
    // RFC 4514, 4 gives the first six.
    [Theory]
    [InlineData("UID=jsmith,DC=example,DC=net", "UID=jsmith,DC=example,DC=net")]
    [InlineData("OU=Sales+CN=J.  Smith,DC=example,DC=net", "OU=Sales+CN=J.  Smith,DC=example,DC=net")]
    [InlineData("CN=James \\\"Jim\\\" Smith\\, III,DC=example,DC=net", "CN=James \\\"Jim\\\" Smith\\, III,DC=example,DC=net")]
    [InlineData("CN=Before\\0dAfter,DC=example,DC=net", "CN=Before\\0DAfter,DC=example,DC=net")]
    [InlineData("1.3.6.1.4.1.1466.0=#04024869", "1.3.6.1.4.1.1466.0=#04024869")]
    [InlineData("CN=Lu\\C4\\8Di\\C4\\87", "CN=Lučić")]
    [InlineData("", "")]
    [InlineData("CN=x\\ ", "CN=x\\ ")]
    [InlineData(" cn = x ; ou=\"a, b\" ; o=y", "O=y,OU=a\\, b,CN=x")]
    [InlineData("cn=ca,ou=ca,o=ca,l=BLR,st=KA,c=IN", "CN=ca,OU=ca,O=ca,L=BLR,ST=KA,C=IN")]
    [InlineData("CN=Duke, OU=Java Software, O=\"Sun Microsystems, Inc.\",\nL=Cupertino, ST=CA, C=US", "CN=Duke,OU=Java Software,O=Sun Microsystems\\, Inc.,L=Cupertino,ST=CA,C=US")]
    [InlineData("EMAILADDRESS=a@b.example, CN=x, OID.2.5.4.5=1, C=AU", "emailAddress=a@b.example,CN=x,serialNumber=1,C=AU")]
    [InlineData("E=a@b.example, CN=x, S=VIC, C=AU", "emailAddress=a@b.example,CN=x,ST=VIC,C=AU")]
    [InlineData("CN=MyCompany Test SHA2 CA G2, DC=testcore, DC=test, DC=dir, DC=mycompany, DC=com", "CN=MyCompany Test SHA2 CA G2,DC=testcore,DC=test,DC=dir,DC=mycompany,DC=com")]
    [InlineData("C = AU, ST = VIC, O = \"Lab, Inc\", CN = x", "CN=x,O=Lab\\, Inc,ST=VIC,C=AU")]
    [InlineData("C=AU, ST=VIC, O=Lab, CN=x", "CN=x,O=Lab,ST=VIC,C=AU")]
    [InlineData("C = AU, CN = x + OU = y", "CN=x+OU=y,C=AU")]
    [InlineData("DC = com, DC = example, CN = x", "CN=x,DC=example,DC=com")]
    [InlineData("/C=AU/ST=VIC/L=MELBOURNE/O=MyCompany/OU=ITS/CN=nonprod-api.mycompany.com", "CN=nonprod-api.mycompany.com,OU=ITS,O=MyCompany,L=MELBOURNE,ST=VIC,C=AU")]
    [InlineData("/C=AU/O=a/b=c/CN=http://x/y", "CN=http://x/y,O=a/b=c,C=AU")]
    [InlineData("/CN=Lu\\xC4\\x8Di\\xC4\\x87", "CN=Lučić")]
    public void A_text_becomes_the_name_that_it_shows(string text, string expected) =>
        Assert.Equal(expected, DistinguishedName.Parse(text).Name);

    [Theory]
    [InlineData("CN")]
    [InlineData("CN=x,")]
    [InlineData("CN=x+")]
    [InlineData("=x")]
    [InlineData("nonsense=x")]
    [InlineData("CN=\"x")]
    [InlineData("CN=\"x\"y")]
    [InlineData("CN=#04")]
    [InlineData("CN=#zz")]
    [InlineData("CN=#0403")]
    [InlineData("3.1=x")]
    [InlineData("1.40=x")]
    [InlineData("/nonsense=x")]
    [InlineData("/")]
    public void What_is_no_name_is_refused(string text)
    {
        Assert.False(DistinguishedName.TryParse(text, out DistinguishedName? name));
        Assert.Null(name);
        Assert.Throws<FormatException>(() => DistinguishedName.Parse(text));
    }

    [Fact]
    public void No_text_is_refused() => Assert.False(DistinguishedName.TryParse(null, out _));

    [Fact]
    public void The_order_can_be_prescribed()
    {
        DistinguishedName forward = DistinguishedName.Parse("C=AU,CN=x", DistinguishedNameOrder.LeastSpecificFirst);
        Assert.Equal("CN=x,C=AU", forward.Name);
        Assert.Equal("C=AU,CN=x", DistinguishedName.Parse("C=AU, CN=x", DistinguishedNameOrder.MostSpecificFirst).Name);
    }

    [Theory]
    [InlineData(Der.Utf8)]
    [InlineData(Der.Printable)]
    [InlineData(Der.Teletex)]
    [InlineData(Der.Bmp)]
    [InlineData(Der.Universal)]
    public void The_text_of_a_name_reads_back_as_the_same_name(byte tag)
    {
        foreach (string value in new[] { "x", " x ", "#x", "a,b;c+d", "\"q\"", "back\\slash", "a=b/c" })
        {
            DistinguishedName name = DistinguishedName.FromDer(Der.Name(
                Der.Relative(Der.Attribute(Der.Country, "AU", Der.Printable)),
                Der.Relative(Der.Attribute(Der.CommonName, value, tag), Der.Attribute(Der.UserId, value, tag))));
            Assert.Equal(name, DistinguishedName.Parse(name.Name));
        }
    }

    [Fact]
    public void Characters_beyond_the_basic_plane_stay_whole()
    {
        DistinguishedName name = DistinguishedName.Parse("CN=\U0001F512 key");
        Assert.Equal("\U0001F512 key", name.RelativeNames.Single().Attributes.Single().Value);
    }

    [Fact]
    public void String_types_are_those_that_RFC_5280_prescribes()
    {
        DistinguishedName name = DistinguishedName.Parse("emailAddress=a@b,CN=x,DC=y,C=AU");
        Assert.Equal([Der.Printable, Der.Ia5, Der.Utf8, Der.Ia5], name.RelativeNames.Select(part => (byte)part.Attributes[0].Tag));
    }
}

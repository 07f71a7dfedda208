using TlsTools.Wire;
using Xunit;
using static TlsTools.Tests.Tls.Bytes;

namespace TlsTools.Tests.Tls;

public class WireTextTests
{
    [Theory]
    [InlineData("6578616d706c65", "example")]
    [InlineData("c3bc2e6465", "ü.de")]
    [InlineData("f09f9880", "😀")]
    [InlineData("1b5b324a", @"\u{1b}[2J")]
    [InlineData("0d0a", @"\u{d}\u{a}")]
    [InlineData("c29b", @"\u{9b}")]
    [InlineData("e280ae", @"\u{202e}")]
    [InlineData("e281a6", @"\u{2066}")]
    [InlineData("e280a8", @"\u{2028}")]
    [InlineData("5c75", @"\\u")]
    [InlineData("ff", @"\x{ff}")]
    [InlineData("c0af", @"\x{c0}\x{af}")]
    [InlineData("eda080", @"\x{ed}\x{a0}\x{80}")]
    [InlineData("", "")]
    public void Text_of_peers_is_safe_to_show(string bytes, string text) =>
        Assert.Equal(text, WireText.FromUtf8(Hex(bytes)));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\tb", @"a\u{9}b")]
    [InlineData("\u200f", @"\u{200f}")]
    public void Strings_too(string text, string safe) => Assert.Equal(safe, WireText.Neutralize(text));

    [Fact]
    public void Halves_of_a_character_are_written_as_codes() => Assert.Equal(@"\u{d800}a", WireText.Neutralize(new string([(char)0xd800, 'a'])));
}

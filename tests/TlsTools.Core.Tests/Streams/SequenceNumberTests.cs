using TlsTools.Streams;
using Xunit;

namespace TlsTools.Tests.Streams;

public sealed class SequenceNumberTests
{
    [Theory]
    [InlineData(0u, 1u, -1)]
    [InlineData(1u, 0u, 1)]
    [InlineData(0xffff_ffffu, 0u, -1)]
    [InlineData(0u, 0xffff_ffffu, 1)]
    [InlineData(0x7fff_ffffu, 0u, int.MaxValue)]
    [InlineData(0u, 0x8000_0000u, int.MinValue)]
    [InlineData(0x8000_0000u, 0u, int.MinValue)]
    public void The_difference_goes_the_short_way_round(uint left, uint right, int expected)
    {
        SequenceNumber one = new(left);
        SequenceNumber other = new(right);
        Assert.Equal(expected, one - other);
        Assert.Equal(expected < 0, one < other);
        Assert.Equal(expected > 0, one > other);
        Assert.Equal(expected <= 0, one <= other);
        Assert.Equal(expected >= 0, one >= other);
    }

    [Fact]
    public void Adding_wraps() => Assert.Equal(new SequenceNumber(4), new SequenceNumber(0xffff_fffe) + 6);

    [Fact]
    public void The_later_of_two_is_the_one_behind_the_wrap() =>
        Assert.Equal(new SequenceNumber(3), SequenceNumber.Later(new(0xffff_fff0), new(3)));
}

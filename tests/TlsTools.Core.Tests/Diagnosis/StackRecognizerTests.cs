using System.Linq;
using TlsTools.Diagnosis;
using Xunit;

namespace TlsTools.Tests.Diagnosis;

/// <summary>The recogniser of libraries may not know, but what it is sure of is right.</summary>
public sealed class StackRecognizerTests
{
    [Fact]
    public void It_is_never_wrong_where_it_is_sure() =>
        Assert.Empty(StackAccuracy.All().Where(end => end.Guess is { } guess && guess != end.Truth).Select(end => $"{end.Scenario}, {end.End}: {end.Truth} taken for {end.Guess}"));

    [Theory]
    [InlineData(nameof(TlsStack.OpenSsl), "client", 80)]
    [InlineData(nameof(TlsStack.Jsse), "client", 80)]
    [InlineData(nameof(TlsStack.DotNet), "client", 80)]
    [InlineData(nameof(TlsStack.GnuTls), "client", 80)]
    [InlineData(nameof(TlsStack.Nss), "client", 70)]
    [InlineData(nameof(TlsStack.Jsse), "server", 50)]
    public void It_knows_most_of_those_it_can_know(string stack, string end, int percent)
    {
        var ends = StackAccuracy.All().Where(known => known.End == end && known.Truth.ToString() == stack).ToList();
        int right = ends.Count(known => known.Guess == known.Truth);
        Assert.True(right * 100 >= ends.Count * percent, $"{right} of {ends.Count}: unknown are {string.Join(", ", ends.Where(known => known.Guess is null).Select(known => known.Scenario))}");
    }
}

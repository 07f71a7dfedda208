using System.Linq;
using TlsTools.X509;
using Xunit;

namespace TlsTools.Tests.X509;

/// <summary>The same bytes give the same object, within a bound.</summary>
public sealed class ContentCacheTests
{
    [Fact]
    public void The_same_bytes_give_the_same_object()
    {
        X509Cache cache = new();
        byte[] reused = [1, 2, 3];
        TlsCertificate first = cache.Certificate(reused);

        Assert.Same(first, cache.Certificate([1, 2, 3]));
        Assert.NotSame(first, cache.Certificate([1, 2, 4]));
        reused[0] = 9;
        Assert.Equal([1, 2, 3], first.RawData);
    }

    [Fact]
    public void What_does_not_fit_any_more_is_given_up()
    {
        X509Cache cache = new();
        TlsCertificate first = cache.Certificate([1, 2, 3]);
        byte[] filling = new byte[60_000];
        foreach (int number in Enumerable.Range(0, 40))
        {
            filling[0] = (byte)number;
            Assert.Equal(filling, cache.Certificate(filling).RawData);
        }

        TlsCertificate again = cache.Certificate([1, 2, 3]);
        Assert.NotSame(first, again);
        Assert.Equal(first, again);
        Assert.Same(again, cache.Certificate([1, 2, 3]));
    }

    [Fact]
    public void A_huge_one_throws_out_no_other()
    {
        X509Cache cache = new();
        TlsCertificate first = cache.Certificate([1, 2, 3]);
        cache.Certificate(new byte[3_000_000]);

        Assert.Same(first, cache.Certificate([1, 2, 3]));
    }

    [Fact]
    public void The_same_bytes_of_another_kind_are_something_else()
    {
        ContentCache<string> cache = new(1000);
        cache.Keep(1, [1, 2, 3], "one");
        cache.Keep(2, [1, 2, 3], "two");

        Assert.Equal("one", cache.Find(1, [1, 2, 3]));
        Assert.Equal("two", cache.Find(2, [1, 2, 3]));
        Assert.Null(cache.Find(3, [1, 2, 3]));
    }

    [Fact]
    public void However_many_come_it_stays_within_its_places()
    {
        ContentCache<string> cache = new(int.MaxValue);
        int Kept() => Enumerable.Range(0, 10_000).Count(number => cache.Find(number, [1]) is not null);
        foreach (int number in Enumerable.Range(0, 10_000))
        {
            cache.Keep(number, [1], "made");
            Assert.Equal("made", cache.Find(number, [1]));
        }

        Assert.InRange(Kept(), 500, 1024);
    }
}

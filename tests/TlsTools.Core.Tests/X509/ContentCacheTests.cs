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
        ContentCache<TlsCertificate> cache = new X509Cache().Certificates;
        byte[] reused = [1, 2, 3];
        TlsCertificate first = cache.Intern(reused);

        Assert.Same(first, cache.Intern([1, 2, 3]));
        Assert.NotSame(first, cache.Intern([1, 2, 4]));
        reused[0] = 9;
        Assert.Equal([1, 2, 3], first.RawData);
    }

    [Fact]
    public void What_does_not_fit_any_more_is_given_up()
    {
        ContentCache<TlsCertificate> cache = new X509Cache().Certificates;
        TlsCertificate first = cache.Intern([1, 2, 3]);
        byte[] filling = new byte[60_000];
        foreach (int number in Enumerable.Range(0, 40))
        {
            filling[0] = (byte)number;
            Assert.Equal(filling, cache.Intern(filling).RawData);
        }

        TlsCertificate again = cache.Intern([1, 2, 3]);
        Assert.NotSame(first, again);
        Assert.Equal(first, again);
        Assert.Same(again, cache.Intern([1, 2, 3]));
    }

    [Fact]
    public void A_huge_one_throws_out_no_other()
    {
        ContentCache<TlsCertificate> cache = new X509Cache().Certificates;
        TlsCertificate first = cache.Intern([1, 2, 3]);
        cache.Intern(new byte[3_000_000]);

        Assert.Same(first, cache.Intern([1, 2, 3]));
    }
}

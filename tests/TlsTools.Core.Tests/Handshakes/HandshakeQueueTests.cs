using System.Collections.Generic;
using System.Linq;
using TlsTools.Handshakes;
using Xunit;

namespace TlsTools.Tests.Handshakes;

public sealed class HandshakeQueueTests
{
    [Fact]
    public void Numbers_follow_the_first_packets_and_have_no_holes()
    {
        HandshakeQueue queue = new();
        QueuePlace first = queue.Add();
        QueuePlace second = queue.Add();
        QueuePlace third = queue.Add();
        third.Decide(isTls: true);
        third.Finish(new TlsHandshake { Source = "third" });
        Assert.Null(queue.Take());
        second.Decide(isTls: false);
        Assert.Null(queue.Take());
        first.Decide(isTls: true);
        TlsHandshake? out1 = queue.Take();
        Assert.Equal(("third", 2), (out1?.Source, out1?.Number));
        first.Finish(new TlsHandshake { Source = "first" });
        TlsHandshake? out2 = queue.Take();
        Assert.Equal(("first", 1), (out2?.Source, out2?.Number));
        Assert.Null(queue.Take());
    }

    [Fact]
    public void A_silent_conversation_holds_back_no_more_than_the_limit()
    {
        HandshakeQueue queue = new();
        QueuePlace silent = queue.Add();
        List<int> numbers = [];
        for (int count = 0; count < 5000; count++)
        {
            QueuePlace place = queue.Add();
            place.Decide(isTls: true);
            place.Finish(new TlsHandshake());
            while (queue.Take() is { } handshake)
            {
                numbers.Add(handshake.Number);
            }
        }

        Assert.Equal(Enumerable.Range(1, 5000), numbers);
        silent.Decide(isTls: true);
        silent.Finish(new TlsHandshake());
        Assert.Equal(5001, queue.Take()?.Number);
    }
}

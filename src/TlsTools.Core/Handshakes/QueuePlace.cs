namespace TlsTools.Handshakes;

/// <summary>A conversation's place in the order of first packets, until its number is known.</summary>
/// <param name="queue">The queue that it stands in.</param>
internal sealed class QueuePlace(HandshakeQueue queue)
{
    /// <summary>Whether the conversation is TLS; null until that is known.</summary>
    public bool? IsTls { get; private set; }

    /// <summary>The number of its handshake; 0 until it is known.</summary>
    public int Number { get; set; }

    /// <summary>Whether those behind it did not wait for it any longer.</summary>
    public bool IsPassed { get; set; }

    /// <summary>The finished handshake while it waits for its number.</summary>
    public TlsHandshake? Finished { get; set; }

    /// <summary>Says whether the conversation is TLS.</summary>
    public void Decide(bool isTls)
    {
        IsTls ??= isTls;
        queue.Advance(this);
    }

    /// <summary>Hands over the finished handshake; it leaves the queue as soon as its number is known.</summary>
    public void Finish(TlsHandshake handshake)
    {
        Finished = handshake;
        queue.Finish(this);
    }
}

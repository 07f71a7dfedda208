using System.Collections.Generic;

namespace TlsTools.Handshakes;

/// <summary>
/// Numbers handshakes in the order in which their conversations began, without holes, and lets them out as soon as they are
/// finished and numbered.
/// </summary>
internal sealed class HandshakeQueue
{
    private readonly Queue<QueuePlace> _places = new();
    private readonly Queue<TlsHandshake> _ready = new();
    private int _numbers;
    private int _waiting;

    /// <summary>Adds a conversation that has just begun.</summary>
    public QueuePlace Add()
    {
        QueuePlace place = new(this);
        _places.Enqueue(place);
        if (_places.Count > MaximumPlaces)
        {
            SkipFirst();
        }

        return place;
    }

    /// <summary>Takes the next handshake that is ready.</summary>
    public TlsHandshake? Take() => _ready.Count > 0 ? _ready.Dequeue() : null;

    /// <summary>A conversation was decided: gives numbers as far as that is possible.</summary>
    public void Advance(QueuePlace decided)
    {
        if (decided is { IsPassed: true, Number: 0 })
        {
            Leave(decided);
        }

        Advance();
    }

    private void Advance()
    {
        while (_places.Count > 0 && _places.Peek().IsTls is not null)
        {
            Leave(_places.Dequeue());
        }
    }

    /// <summary>A handshake is finished.</summary>
    public void Finish(QueuePlace place)
    {
        if (place.Number > 0)
        {
            Release(place);
            return;
        }

        _waiting++;
        if (_waiting > MaximumWaiting)
        {
            SkipFirst();
        }
    }

    private void SkipFirst()
    {
        // What stands first is undecided: if it turns out to be TLS after all, it gets a later number.
        if (_places.Count > 0)
        {
            _places.Dequeue().IsPassed = true;
            Advance();
        }
    }

    private void Leave(QueuePlace place)
    {
        if (place.IsTls != true)
        {
            return;
        }

        place.Number = ++_numbers;
        if (place.Finished is not null)
        {
            _waiting--;
            Release(place);
        }
    }

    private void Release(QueuePlace place)
    {
        TlsHandshake handshake = place.Finished!;
        handshake.Number = place.Number;
        place.Finished = null;
        _ready.Enqueue(handshake);
    }

    // A conversation that began early and stays silent must not hold back the output of a long capture, nor fill the memory.
    private const int MaximumWaiting = 1000;

    // Conversations that began after one that is still undecided; a few dozen bytes each.
    private const int MaximumPlaces = 100_000;
}

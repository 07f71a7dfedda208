namespace TlsTools.Handshakes;

/// <summary>
/// Application data after the first records: the last ones are kept one by one, those between are folded into one entry a
/// sender. The first and the last tell how a handshake of TLS 1.3 and its connection ended, which only lengths show.
/// </summary>
internal sealed class RecentRecords
{
    private readonly TranscriptEvent[] _last = new TranscriptEvent[LastKept];
    private readonly TranscriptEvent[] _folded = new TranscriptEvent[2];
    private long _count;

    /// <summary>Takes the next record.</summary>
    public void Add(in TranscriptEvent record)
    {
        ref TranscriptEvent slot = ref _last[_count % LastKept];
        if (_count >= LastKept)
        {
            Fold(slot);
        }

        slot = record;
        _count++;
    }

    /// <summary>Adds what is kept to the other entries; the caller sorts.</summary>
    public void AddTo(EventList events)
    {
        foreach (TranscriptEvent folded in _folded)
        {
            if (folded.Count > 0)
            {
                events.Add(folded);
            }
        }

        for (int index = 0; index < LastKept && index < _count; index++)
        {
            events.Add(_last[index]);
        }
    }

    private void Fold(in TranscriptEvent record)
    {
        ref TranscriptEvent folded = ref _folded[record.Half];
        if (folded.Count == 0)
        {
            folded = record;
            return;
        }

        folded.Count++;
        folded.Length += record.Length;
        folded.Packet = record.Packet;
        folded.Time = record.Time;
    }

    /// <summary>
    /// A flight of TLS 1.3 is at most a dozen records from each side, with early data or large chains some more; tickets and
    /// the first exchange after it decide whether a client certificate was accepted.
    /// </summary>
    public const int FirstKept = 48;

    // Alerts, close_notify and what just preceded them on either side.
    private const int LastKept = 8;
}

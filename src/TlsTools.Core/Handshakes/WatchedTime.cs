using System.Collections.Generic;
using TlsTools.Capture;

namespace TlsTools.Handshakes;

/// <summary>
/// How long a capture watched. Where its packets stop for hours, two recordings were most likely joined into one file: nothing that
/// did not come in between was seen not to come.
/// </summary>
internal sealed class WatchedTime
{
    private readonly List<CaptureTime> _pauses = [];
    private bool _hasBegun;
    private CaptureTime _latest;

    /// <summary>Notes the next packet's time.</summary>
    public void Note(CaptureTime time)
    {
        if (_hasBegun && time.Nanoseconds - _latest.Nanoseconds > LongestPause && _pauses.Count < MostPauses)
        {
            _pauses.Add(_latest);
        }

        _hasBegun = true;
        _latest = time;
    }

    /// <summary>Until when the capture would have shown something that came after a time.</summary>
    public CaptureTime Until(CaptureTime since)
    {
        foreach (CaptureTime pause in _pauses)
        {
            if (pause >= since)
            {
                return pause;
            }
        }

        return _latest;
    }

    /// <summary>Nanoseconds without a packet behind which another recording begins.</summary>
    public const long LongestPause = 3_600_000_000_000;
    private const int MostPauses = 1000;
}

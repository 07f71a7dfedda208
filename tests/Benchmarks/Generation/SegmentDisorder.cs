using System;
using System.Collections.Generic;

namespace TlsTools.Benchmarks.Generation;

/// <summary>Does to the segments of a connection what networks do.</summary>
internal static class SegmentDisorder
{
    /// <summary>Sends some segments again and lets some overtake the one before them.</summary>
    public static Queue<Frame> Apply(IReadOnlyList<Frame> frames, int disturbedOf1000, Random random)
    {
        List<Frame> sent = [.. frames];
        for (int i = 0; i < sent.Count; i++)
        {
            if (!sent[i].HasPayload)
            {
                continue;
            }

            int fate = random.Next(1000);
            if (fate < disturbedOf1000)
            {
                Frame again = sent[i];
                int later = Math.Min(i + random.Next(1, 6), sent.Count);
                sent.Insert(later, again);
                i++;
            }
            else if (fate < 2 * disturbedOf1000 && i + 1 < sent.Count && sent[i + 1].HasPayload && sent[i + 1].Direction == sent[i].Direction)
            {
                (sent[i], sent[i + 1]) = (sent[i + 1], sent[i]);
                i++;
            }
        }

        return new Queue<Frame>(sent);
    }
}

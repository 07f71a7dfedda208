using System;

namespace TlsTools.Capture;

/// <summary>One packet of a capture, valid until the next one is read.</summary>
internal ref struct CapturedPacket
{
    /// <summary>1 for the first packet of the capture, as Wireshark counts frames.</summary>
    public long Number;

    /// <summary>When it was captured.</summary>
    public CaptureTime Time;

    /// <summary>What the bytes begin with.</summary>
    public LinkType LinkType;

    /// <summary>Bytes that the packet had on the wire; more than <see cref="Data"/> when a snapshot length cut it.</summary>
    public int OriginalLength;

    /// <summary>The captured bytes, in the reader's own buffer.</summary>
    public ReadOnlySpan<byte> Data;
}

using TlsTools.Capture;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>One entry of a transcript: what was seen, and where its bytes are; nothing is decoded yet.</summary>
internal struct TranscriptEvent
{
    /// <summary>Counts the records of a connection, so that folded ones can be put back into order.</summary>
    public int Ordinal;

    /// <summary>What this is.</summary>
    public EventKind Kind;

    /// <summary>0 or 1: the sender, as it was pushed; the transcript knows which one is the client.</summary>
    public byte Half;

    /// <summary>The record's content type as on the wire.</summary>
    public ContentType ContentType;

    /// <summary>The handshake message's type, the alert's description, or the type of a message of SSL 2.0.</summary>
    public byte Code;

    /// <summary>The alert's level.</summary>
    public byte Level;

    /// <summary>Whether keys opened the record that it stands in.</summary>
    public bool IsDecrypted;

    /// <summary>The version in the record's header.</summary>
    public ushort RecordVersion;

    /// <summary>What the handshake had reached before this.</summary>
    public HandshakePhase Phase;

    /// <summary>Where the bytes begin in the sender's kept bytes.</summary>
    public int Offset;

    /// <summary>How many bytes were kept; less than <see cref="Length"/> where the capture has a hole.</summary>
    public int Available;

    /// <summary>Bytes of the message's body or of the record; of all records where several are folded into one entry.</summary>
    public long Length;

    /// <summary>How many records this entry stands for.</summary>
    public long Count;

    /// <summary>The packet of the first byte.</summary>
    public long FirstPacket;

    /// <summary>The packet in which it became complete.</summary>
    public long Packet;

    /// <summary>When it became complete.</summary>
    public CaptureTime Time;

    /// <summary>The packet that decides about the order: a folded entry stands where its first record stood.</summary>
    public readonly long FirstOrder => Count > 1 ? FirstPacket : Packet;
}

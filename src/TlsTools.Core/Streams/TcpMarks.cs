using System;

namespace TlsTools.Streams;

/// <summary>What is known of one direction of a conversation.</summary>
[Flags]
internal enum TcpMarks : byte
{
    /// <summary>No segment was seen, nor an acknowledgment of one.</summary>
    None = 0,

    /// <summary>A segment of the direction said where it stands.</summary>
    Anchored = 0x01,

    /// <summary>Only acknowledgments of the other side say where the direction stands.</summary>
    Assumed = 0x02,

    /// <summary>The initial sequence number is known, or guessed as Wireshark does.</summary>
    HasOrigin = 0x04,

    /// <summary>A FIN was seen.</summary>
    FinSeen = 0x08,

    /// <summary>All bytes up to the FIN were delivered, and the FIN.</summary>
    FinDelivered = 0x10,

    /// <summary>A credible RST was seen.</summary>
    Reset = 0x20,

    /// <summary>A SYN was seen, with or without ACK.</summary>
    Syn = 0x40,
}

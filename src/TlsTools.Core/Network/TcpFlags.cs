using System;

namespace TlsTools.Network;

/// <summary>The control bits of a TCP header.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293, 3.1</seealso>
[Flags]
internal enum TcpFlags : byte
{
    /// <summary>No bit is set.</summary>
    None = 0,

    /// <summary>The sender sends no more.</summary>
    Fin = 0x01,

    /// <summary>Sequence numbers begin here.</summary>
    Syn = 0x02,

    /// <summary>The connection is reset.</summary>
    Rst = 0x04,

    /// <summary>Push.</summary>
    Psh = 0x08,

    /// <summary>The acknowledgment number counts.</summary>
    Ack = 0x10,

    /// <summary>The urgent pointer counts.</summary>
    Urg = 0x20,

    /// <summary>ECN echo.</summary>
    Ece = 0x40,

    /// <summary>Congestion window reduced.</summary>
    Cwr = 0x80,
}

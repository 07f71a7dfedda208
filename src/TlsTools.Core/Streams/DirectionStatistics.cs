namespace TlsTools.Streams;

/// <summary>What was counted of one direction of a conversation.</summary>
/// <param name="Packets">Segments seen, repeated ones too.</param>
/// <param name="Bytes">Payload bytes seen, each once.</param>
/// <param name="Retransmissions">Segments that brought only bytes seen before.</param>
/// <param name="Duplicates">Packets captured twice, as far as they can be told from retransmissions.</param>
/// <param name="MissingBytes">Bytes that were on the wire, as later segments or acknowledgments show, but not in the capture.</param>
/// <param name="UnreceivedBytes">Of these, bytes that the receiver never acknowledged though it did acknowledge what went before.</param>
/// <param name="IsAcknowledged">Whether the receiver acknowledged all that was seen of it.</param>
/// <param name="CutPackets">Packets whose payload was cut by the snapshot length.</param>
/// <param name="CutBytes">Bytes so lost.</param>
/// <param name="SawFin">Whether its sender closed it.</param>
/// <param name="SawReset">Whether its sender reset the connection.</param>
/// <param name="Last">The latest packet.</param>
internal readonly record struct DirectionStatistics(
    int Packets,
    long Bytes,
    int Retransmissions,
    int Duplicates,
    long MissingBytes,
    long UnreceivedBytes,
    bool IsAcknowledged,
    int CutPackets,
    long CutBytes,
    bool SawFin,
    bool SawReset,
    Provenance Last);

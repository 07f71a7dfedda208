namespace TlsTools.Streams;

/// <summary>One of the two directions of a TCP conversation; which end is the TLS client is not known here.</summary>
internal enum StreamDirection : byte
{
    /// <summary>From the end that sent the SYN, or the first packet seen.</summary>
    FromInitiator = 0,

    /// <summary>From the other end.</summary>
    FromResponder = 1,
}

using System;
using TlsTools.Streams;

namespace TlsTools.Handshakes;

/// <summary>Takes what was found in the records of one sender.</summary>
internal interface IRecordSink
{
    /// <summary>Whether a hello can still follow after a change of keys, as in TLS 1.3 after a HelloRetryRequest or with early data.</summary>
    bool ExpectsHello { get; }

    /// <summary>Something whose bytes are known or do not matter.</summary>
    /// <param name="seen">What it is; the sink adds what only it knows.</param>
    /// <param name="body">Its bytes, as far as the capture has them.</param>
    void OnEvent(ref TranscriptEvent seen, ReadOnlySpan<byte> body);

    /// <summary>A record with handshake messages begins.</summary>
    void OnMessagesBegin(byte half);

    /// <summary>A record with handshake messages has ended; those that it brought became visible only now.</summary>
    void OnMessagesEnd(byte half, scoped in Provenance provenance);

    /// <summary>A record of application data, which is the most frequent thing of all.</summary>
    /// <param name="half">The sender.</param>
    /// <param name="version">The version in the record's header.</param>
    /// <param name="length">Bytes of the record.</param>
    /// <param name="isOpened">Whether keys showed that it holds application data; in TLS 1.3 its header says that of every protected record.</param>
    /// <param name="firstPacket">The packet of its first byte.</param>
    /// <param name="provenance">Where it became complete.</param>
    void OnApplicationData(byte half, ushort version, int length, bool isOpened, long firstPacket, scoped in Provenance provenance);
}

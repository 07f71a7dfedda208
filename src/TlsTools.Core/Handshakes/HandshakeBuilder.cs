using System;
using TlsTools.Capture;
using TlsTools.Decryption;
using TlsTools.Streams;
using TlsTools.Tls;

namespace TlsTools.Handshakes;

/// <summary>
/// The one entrance for bytes: takes what both ends of a connection sent, whether captured, exchanged by a probe or made up by
/// a test, and makes a <see cref="TlsHandshake"/> of it. Who the client is, is corrected by the messages themselves.
/// </summary>
internal sealed partial class HandshakeBuilder : IRecordSink
{
    private readonly EventList _events = new();
    private readonly int[] _recordStart = new int[2];
    private readonly Provenance[] _latest = new Provenance[2];
    private readonly HandshakeProgress _progress = new();
    private readonly RecordReader[] _readers;
    private readonly SharedContent _shared;
    private RecentRecords? _recent;
    private int _ordinal;
    private int _applicationRecords;
    private bool _eventsDropped;

    /// <summary>Begins a connection that stands alone.</summary>
    public HandshakeBuilder()
        : this(new MemoryBudget(), new SharedContent(), secrets: null)
    {
    }

    /// <summary>Begins a connection.</summary>
    /// <param name="budget">What all connections of a capture may keep together.</param>
    /// <param name="shared">What other connections of the capture showed.</param>
    /// <param name="secrets">What protected records can be opened with.</param>
    public HandshakeBuilder(MemoryBudget budget, SharedContent shared, SecretSources? secrets)
    {
        _shared = shared;
        _secrets = secrets;
        _readers = [new RecordReader(0, this, budget), new RecordReader(1, this, budget)];
    }

    /// <summary>What is known of the handshake so far.</summary>
    public HandshakeProgress Progress => _progress;

    /// <summary>Where the connection was seen first.</summary>
    public Provenance? First { get; private set; }

    /// <summary>Where something of it was seen last.</summary>
    public Provenance Last { get; private set; }

    /// <summary>When an end first closed or reset the connection; null when none did.</summary>
    public CaptureTime? FirstEnd { get; private set; }

    /// <summary>Whether anything but plaintext was read.</summary>
    public bool HasRecords { get; private set; }

    /// <summary>Whether an end sent something that is no TLS.</summary>
    public bool HasPlaintext { get; private set; }

    /// <inheritdoc/>
    public bool ExpectsHello => !_progress.ServerHelloSeen;

    /// <summary>The next bytes of an end.</summary>
    /// <param name="sender">The end, as far as the caller knows.</param>
    /// <param name="bytes">What it sent; valid during the call only.</param>
    /// <param name="provenance">Where the bytes were seen.</param>
    public void Push(Side sender, ReadOnlySpan<byte> bytes, scoped in Provenance provenance)
    {
        if (_decryptor is null && _secrets is { HasSecrets: true })
        {
            BeginDecryption();
        }

        _readers[(int)sender].Push(bytes, Seen(sender, provenance));
    }

    /// <summary>
    /// How many of the next bytes of an end need not be pushed, which are then taken as pushed: the inside of a record that
    /// nobody looks into.
    /// </summary>
    public int Skip(Side sender) => _readers[(int)sender].Skip();

    /// <summary>Bytes of an end that were not captured.</summary>
    public void Gap(Side sender, long length, GapReason reason, scoped in Provenance provenance)
    {
        Missing[(int)sender] += length;
        CutPackets += reason == GapReason.SnapshotLength ? 1 : 0;
        _readers[(int)sender].Gap(length, Seen(sender, provenance));
    }

    /// <summary>An end closed its direction.</summary>
    public void Fin(Side sender, scoped in Provenance provenance)
    {
        _ = Seen(sender, provenance);
        FirstEnd ??= provenance.Time;
        _progress.Sender((int)sender).Closed ??= provenance.Packet;
    }

    /// <summary>An end reset the connection.</summary>
    public void Reset(Side sender, scoped in Provenance provenance)
    {
        _ = Seen(sender, provenance);
        FirstEnd ??= provenance.Time;
        _progress.Sender((int)sender).Reset ??= provenance.Packet;
    }

    /// <summary>Nothing more comes; makes what was seen ready to be judged.</summary>
    public void End()
    {
        _readers[0].End(_latest[0]);
        _readers[1].End(_latest[1]);
        _recent?.AddTo(_events);
        _events.Sort();
    }

    /// <summary>The events in order; complete after <see cref="End"/>.</summary>
    public ReadOnlySpan<TranscriptEvent> Events => _events.Span;

    /// <summary>Bytes that the capture does not have, by sender.</summary>
    public long[] Missing { get; } = new long[2];

    /// <summary>Whether the capture lacks bytes of the connection: then no end can be blamed for what was not seen.</summary>
    public bool HasHole => Missing[0] + Missing[1] > 0;

    /// <summary>Packets that the snapshot length cut.</summary>
    public int CutPackets { get; private set; }

    /// <summary>Whether a half's bytes end in what is no whole record, so that it said more than its events tell.</summary>
    public bool EndsUnread(int half) => _readers[half].EndsUnread;

    /// <summary>How often record framing was lost and found again.</summary>
    public int Resynchronizations => _readers[0].Resynchronizations + _readers[1].Resynchronizations;

    /// <summary>Whether a limit kept something from being kept.</summary>
    public bool LimitReached => _eventsDropped || _readers[0].LimitReached || _readers[1].LimitReached;

    /// <summary>Copies what outlives the builder.</summary>
    public Transcript ToTranscript() => new(
        _events.Span.ToArray(),
        _readers[0].Kept.ToArray(),
        _readers[1].Kept.ToArray(),
        _progress,
        _shared);

    /// <summary>Gives rented memory back; the builder is of no use after it.</summary>
    public void Release()
    {
        _readers[0].Release();
        _readers[1].Release();
        _events.Release();
        _decryptor?.Clear();
    }

    /// <inheritdoc/>
    public void OnEvent(ref TranscriptEvent seen, ReadOnlySpan<byte> body)
    {
        HasRecords |= seen.Kind != EventKind.Plaintext;
        HasPlaintext |= seen.Kind == EventKind.Plaintext;
        seen.Ordinal = _ordinal++;
        seen.Phase = _progress.Phase;
        _progress.Note(seen, body);
        if (_events.Count < MaximumEvents)
        {
            _events.Add(seen);
        }
        else
        {
            _eventsDropped = true;
        }

        if (_decryptor is not null)
        {
            Tell(seen);
        }
    }

    /// <inheritdoc/>
    public void OnMessagesBegin(byte half) => _recordStart[half] = _events.Count;

    /// <inheritdoc/>
    public void OnMessagesEnd(byte half, scoped in Provenance provenance)
    {
        // As everywhere in Wireshark, a message belongs to the packet that completes its record.
        Span<TranscriptEvent> events = _events.Span;
        for (int index = _recordStart[half]; index < events.Length; index++)
        {
            if (events[index].Half == half && events[index].Kind == EventKind.Handshake)
            {
                events[index].Packet = provenance.Packet;
                events[index].Time = provenance.Time;
            }
        }
    }

    /// <inheritdoc/>
    public void OnApplicationData(byte half, ushort version, int length, bool isOpened, long firstPacket, scoped in Provenance provenance)
    {
        HasRecords = true;
        TranscriptEvent seen = new()
        {
            Ordinal = _ordinal++,
            Kind = EventKind.Encrypted,
            Half = half,
            ContentType = ContentType.ApplicationData,
            IsDecrypted = isOpened,
            RecordVersion = version,
            Phase = _progress.Phase,
            Length = length,
            Count = 1,
            FirstPacket = firstPacket,
            Packet = provenance.Packet,
            Time = provenance.Time,
        };
        _progress.NoteApplicationData(half);
        if (_applicationRecords < RecentRecords.FirstKept)
        {
            _applicationRecords++;
            _events.Add(seen);
        }
        else
        {
            (_recent ??= new RecentRecords()).Add(seen);
        }
    }

    // Bytes that waited behind a hole become part of the stream only with the packet that fills it.
    private Provenance Seen(Side sender, in Provenance provenance)
    {
        First ??= provenance;
        Last = provenance.Packet > Last.Packet ? provenance : Last;
        ref Provenance latest = ref _latest[(int)sender];
        latest = provenance.Packet >= latest.Packet ? provenance : latest;
        return latest;
    }

    // Protects memory from a peer that sends empty handshake messages or alerts without end.
    private const int MaximumEvents = 1024;
}

using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using TlsTools.Capture;
using TlsTools.Handshakes;
using TlsTools.Network;
using TlsTools.Streams;
using TlsTools.Wire;

namespace TlsTools.Protection;

/// <summary>
/// Makes a copy of a capture that may be shared: it has the handshakes and alerts of the connections that carry TLS, and nothing of
/// what was sent through them.
/// </summary>
/// <remarks>
/// The capture is read three times: which connections are kept, what of each, and to write it. Beside the present packet a plan of
/// each kept connection is in memory, some 500 bytes and 24 for each application data record of another length than the one before.
/// </remarks>
public sealed class CaptureProtector : IDisposable
{
    private readonly ProtectionOptions _options;
    private readonly NameReplacement? _names;
    private readonly AddressReplacement? _addresses;

    /// <summary>Begins; what is replaced is replaced by the same in all captures of a protector.</summary>
    /// <param name="options">What is kept and replaced.</param>
    public CaptureProtector(ProtectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ReplaceName && options.Key.Length < ShortestKey)
        {
            throw new ArgumentException($"Names are replaced with a key of {ShortestKey} bytes or more.", nameof(options));
        }

        _options = options;
        _names = options.ReplaceName ? new NameReplacement(options.Key) : null;
        _addresses = options.ReplaceAddress ? new AddressReplacement() : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _names?.Dispose();

    /// <summary>Copies a capture.</summary>
    /// <param name="source">The capture: a file.</param>
    /// <param name="destination">The copy: pcapng where its name says so, else pcap; packed by gzip where it ends in <c>.gz</c>. Overwritten.</param>
    /// <param name="damage">What is wrong with the capture where it is damaged; the copy has all that stands before.</param>
    /// <param name="cancellationToken">Stops; the copy is deleted.</param>
    /// <exception cref="CaptureFormatException">The file is no capture.</exception>
    /// <exception cref="IOException">The capture cannot be read, or the copy not be written.</exception>
    public ProtectedCapture Protect(string source, string destination, out CaptureFormatException? damage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        if (string.Equals(Path.GetFullPath(source), Path.GetFullPath(destination), StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException("A capture cannot be overwritten by its copy.");
        }

        damage = null;
        Dictionary<int, PlannedHandshake> handshakes = ReadHandshakes(source, ref damage, cancellationToken);
        Dictionary<int, ConnectionPlan> plans = [];
        int secrets = 0;
        bool isPrecise = false;
        Walk(
            source,
            conversation =>
            {
                if (!handshakes.TryGetValue(conversation.Stream, out PlannedHandshake? handshake) || plans.ContainsKey(conversation.Stream))
                {
                    return s_nobody;
                }

                return plans[conversation.Stream] = new ConnectionPlan(conversation, handshake, _names, _addresses, _options.KeepCertificate);
            },
            (int _, scoped in TcpSegment _, CaptureTime time) => isPrecise |= time.Digits > 6,
            ref secrets,
            cancellationToken);
        try
        {
            using Stream file = Create(destination);
            PacketWriter writer = new(file, IsPcapNg(destination)) { IsPrecise = isPrecise };
            PacketCopy copy = new(writer, plans, new PacketBuilder(_addresses), _options.Truncate);
            secrets = 0;
            Walk(source, static _ => s_nobody, copy.Take, ref secrets, cancellationToken);
            copy.End();
            return new ProtectedCapture
            {
                Source = source,
                Destination = destination,
                Connections = plans.Count,
                Packets = copy.Packets,
                PacketsLeftOut = copy.PacketsLeftOut,
                BytesKept = copy.BytesKept,
                BytesRemoved = copy.BytesRemoved,
                SecretsLeftOut = secrets,
                Addresses = ToList(_addresses?.Addresses),
                Names = ToList(_names?.Words),
            };
        }
        catch (Exception)
        {
            File.Delete(destination);
            throw;
        }
    }

    private static Replacement[] ToList(IReadOnlyDictionary<string, string>? replaced) =>
        [.. (replaced ?? new Dictionary<string, string>()).Select(pair => new Replacement(Readable(pair.Key), pair.Value))];

    // Words are kept byte by byte; those of other alphabets are UTF-8.
    private static string Readable(string word) => WireText.FromUtf8([.. word.Select(character => (byte)character)]);

    private Dictionary<int, PlannedHandshake> ReadHandshakes(string source, ref CaptureFormatException? damage, CancellationToken cancellationToken)
    {
        Dictionary<int, PlannedHandshake> handshakes = [];
        try
        {
            foreach (TlsHandshake handshake in TlsCapture.ReadHandshakes(source, _options.Selection with { IgnoreCarriedSecrets = true, Secrets = null, CarriedSecrets = null }, cancellationToken))
            {
                if (handshake.Stream is { } stream)
                {
                    handshakes[stream] = new PlannedHandshake(handshake.Carrier, handshake.Client);
                }
            }
        }
        catch (CaptureFormatException reason) when (reason.Offset > 0)
        {
            damage = reason;
        }

        return handshakes;
    }

    private static void Walk(
        string source, Func<TcpConversation, IConversationHandler?> accept, PacketTaker take, ref int secrets, CancellationToken cancellationToken)
    {
        using CaptureReader capture = CaptureFormats.Open(source);
        PacketDecoder decoder = new();
        TcpTracker tracker = new(accept);
        try
        {
            for (long count = 0; capture.TryRead(out CapturedPacket packet); count++)
            {
                if (count % PacketsAtOnce == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                int stream = -1;
                if (decoder.TryDecode(packet, out TcpSegment segment))
                {
                    stream = tracker.Push(segment, new Provenance(packet.Number, packet.Time));
                }

                take(stream, segment, packet.Time);
            }
        }
        catch (CaptureFormatException) when (capture.Position > 0)
        {
            // The first reading has told of it.
        }

        tracker.Complete();
        secrets = capture.SecretsCount;
    }

    private static Stream Create(string destination)
    {
        FileStream file = new(destination, FileMode.Create, FileAccess.Write, FileShare.None, 128 * 1024);
        return destination.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : file;
    }

    private static bool IsPcapNg(string destination) =>
        destination.EndsWith(".pcapng", StringComparison.OrdinalIgnoreCase)
        || destination.EndsWith(".pcapng.gz", StringComparison.OrdinalIgnoreCase)
        || destination.EndsWith(".ntar", StringComparison.OrdinalIgnoreCase);

    // A handler that wants nothing: with one, connections are told apart as they were when they were read.
    private static readonly IConversationHandler s_nobody = new Nobody();

    private const int PacketsAtOnce = 4096;
    private const int ShortestKey = 16;

    private sealed class Nobody : IConversationHandler
    {
        public void OnData(StreamDirection direction, ReadOnlySpan<byte> bytes, in Provenance provenance)
        {
        }

        public void OnGap(StreamDirection direction, long length, GapReason reason, in Provenance provenance)
        {
        }

        public void OnFin(StreamDirection direction, in Provenance provenance)
        {
        }

        public void OnReset(StreamDirection direction, in Provenance provenance)
        {
        }

        public void OnEnd(ConversationEnd end)
        {
        }
    }
}

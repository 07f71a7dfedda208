using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace TlsTools.Capture;

/// <summary>Reads the packets of one capture, front to back.</summary>
/// <param name="buffer">Stands at the first byte of the capture; is closed with the reader.</param>
internal abstract class CaptureReader(CaptureBuffer buffer) : IDisposable
{
    /// <summary>Bytes of the source consumed so far, for progress; of the packed file where it is compressed.</summary>
    public long Position => Buffer.SourcePosition;

    /// <summary>The decryption secrets met so far, in the order of the capture.</summary>
    public virtual IReadOnlyList<DecryptionSecrets> Secrets => [];

    /// <summary>How many of them there are; cheap enough to be asked for each packet.</summary>
    public int SecretsCount { get; private protected set; }

    /// <summary>Where the capture is read from.</summary>
    protected CaptureBuffer Buffer { get; } = buffer;

    /// <summary>Reads the next packet.</summary>
    /// <param name="packet">The packet; its data is valid until the next call.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="CaptureFormatException">The capture is damaged or cut off here.</exception>
    public abstract bool TryRead(out CapturedPacket packet);

    /// <summary>Closes the source.</summary>
    public void Dispose() => Buffer.Dispose();

    /// <summary>The byte order of the machine that wrote the file.</summary>
    private protected bool IsBigEndian { get; set; }

    private protected ushort ReadUInt16(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private protected uint ReadUInt32(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private protected ulong ReadUInt64(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}

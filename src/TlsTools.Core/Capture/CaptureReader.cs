using System;
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

    /// <summary>Where the capture is read from.</summary>
    protected CaptureBuffer Buffer { get; } = buffer;

    /// <summary>Reads the next packet.</summary>
    /// <param name="packet">The packet; its data is valid until the next call.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="CaptureFormatException">The capture is damaged or cut off here.</exception>
    public abstract bool TryRead(out CapturedPacket packet);

    /// <summary>Closes the source.</summary>
    public void Dispose() => Buffer.Dispose();
}

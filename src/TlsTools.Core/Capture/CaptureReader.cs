using System;

namespace TlsTools.Capture;

/// <summary>Reads the packets of one capture, front to back.</summary>
internal abstract class CaptureReader : IDisposable
{
    /// <summary>Bytes of the source consumed so far, for progress; of the packed file where it is compressed.</summary>
    public abstract long Position { get; }

    /// <summary>Reads the next packet.</summary>
    /// <param name="packet">The packet; its data is valid until the next call.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="CaptureFormatException">The capture is damaged or cut off here.</exception>
    public abstract bool TryRead(out CapturedPacket packet);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the source.</summary>
    /// <param name="disposing">Always true; there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

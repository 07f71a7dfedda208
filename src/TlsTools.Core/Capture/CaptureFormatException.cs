using System;

namespace TlsTools.Capture;

/// <summary>The input is no capture, or it is damaged from <see cref="Offset"/> on. All packets before that were read.</summary>
public sealed class CaptureFormatException : Exception
{
    /// <summary>Says what is wrong, where.</summary>
    /// <param name="message">What is wrong, in a sentence.</param>
    /// <param name="offset">Bytes from the start of the (unpacked) capture.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public CaptureFormatException(string message, long offset, Exception? innerException = null)
        : base(message, innerException) => Offset = offset;

    /// <summary>Bytes from the start of the (unpacked) capture to what cannot be read.</summary>
    public long Offset { get; }
}

using System;
using System.Runtime.InteropServices;

namespace TlsTools.Stores.Encryption;

/// <summary>Bytes that are cleared when they are no longer needed, and that the garbage collector does not copy meanwhile.</summary>
internal sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private GCHandle _pin;

    public SecretBytes(int length)
        : this(new byte[length])
    {
    }

    private SecretBytes(byte[] bytes)
    {
        _bytes = bytes;
        _pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
    }

    ~SecretBytes() => Clear();

    public byte[] Array => _bytes;

    public int Length => _bytes.Length;

    public ReadOnlyMemory<byte> Memory => _bytes;

    public Span<byte> Span => _bytes;

    /// <summary>Takes over an array; nobody else may hold it.</summary>
    public static SecretBytes TakeOver(byte[] bytes) => new(bytes);

    public static SecretBytes CopyOf(ReadOnlySpan<byte> bytes)
    {
        SecretBytes copy = new(bytes.Length);
        bytes.CopyTo(copy.Span);
        return copy;
    }

    public void Dispose()
    {
        Clear();
        GC.SuppressFinalize(this);
    }

    private void Clear()
    {
        System.Array.Clear(_bytes, 0, _bytes.Length);
        if (_pin.IsAllocated)
        {
            _pin.Free();
        }
    }
}

using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;

namespace TlsTools.Stores.Formats;

/// <summary>Reads what Java's DataOutputStream wrote.</summary>
internal sealed class JavaReader(ReadOnlyMemory<byte> content)
{
    private ReadOnlyMemory<byte> _rest = content;

    public bool AtEnd => _rest.IsEmpty;

    public byte ReadByte() => Take(1).Span[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort)).Span);

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)).Span);

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong)).Span);

    /// <summary>Bytes after their length.</summary>
    public ReadOnlyMemory<byte> ReadBytes() => Take(ReadUInt32());

    /// <summary>Text after its length; Java's variant of UTF-8 differs for U+0000 and beyond U+FFFF only.</summary>
    public string ReadText() => Encoding.UTF8.GetString(Take(ReadUInt16()).ToArray());

    /// <exception cref="EndOfStreamException">There are not so many bytes left.</exception>
    public ReadOnlyMemory<byte> Take(uint count)
    {
        if (count > _rest.Length)
        {
            throw new EndOfStreamException();
        }

        ReadOnlyMemory<byte> taken = _rest.Slice(0, (int)count);
        _rest = _rest.Slice((int)count);
        return taken;
    }
}

using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TlsTools.Decryption.Records;

/// <summary>The MAC of records before ciphers had tags.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-6.2.3.1">RFC 5246, 6.2.3.1</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6101#section-5.2.3.1">RFC 6101, 5.2.3.1</seealso>
internal sealed class RecordMac : IDisposable
{
    private readonly HashAlgorithmName _hash;
    private readonly byte[] _key;
    private readonly bool _isSsl3;
    private readonly IncrementalHash _function;

    /// <summary>Begins with a key, which is taken over.</summary>
    public RecordMac(HashAlgorithmName hash, byte[] key, bool isSsl3)
    {
        _hash = hash;
        _key = key;
        _isSsl3 = isSsl3;
        _function = isSsl3 ? IncrementalHash.CreateHash(hash) : IncrementalHash.CreateHMAC(hash, key);
    }

    /// <summary>Bytes of the MAC.</summary>
    public int Length => Hashing.LengthOf(_hash);

    /// <summary>Whether a MAC is right.</summary>
    /// <param name="record">The record whose number, type and version are authenticated.</param>
    /// <param name="content">What is authenticated.</param>
    /// <param name="mac">The MAC.</param>
    public bool Verify(in ProtectedRecord record, ReadOnlySpan<byte> content, ReadOnlySpan<byte> mac) => mac.SequenceEqual(Compute(record, content));

    /// <summary>The MAC.</summary>
    /// <param name="record">The record whose number, type and version are authenticated.</param>
    /// <param name="content">What is authenticated.</param>
    public byte[] Compute(in ProtectedRecord record, ReadOnlySpan<byte> content)
    {
        byte[] header = new byte[HeaderLength];
        WriteHeader(record, content.Length, header);
        byte[] copy = content.ToArray();
        byte[] mac = _isSsl3 ? ComputeSsl3(header, copy) : Compute(header, copy);
        Array.Clear(copy, 0, copy.Length);
        return mac;
    }

    /// <summary>Writes number, type, version and length as they are authenticated.</summary>
    /// <returns>How many bytes.</returns>
    public static int WriteHeader(in ProtectedRecord record, int length, Span<byte> header)
    {
        BinaryPrimitives.WriteUInt64BigEndian(header, record.Sequence);
        header[8] = (byte)record.Type;
        BinaryPrimitives.WriteUInt16BigEndian(header.Slice(9), record.Version);
        BinaryPrimitives.WriteUInt16BigEndian(header.Slice(11), (ushort)length);
        return HeaderLength;
    }

    public void Dispose()
    {
        Array.Clear(_key, 0, _key.Length);
        _function.Dispose();
    }

    private byte[] Compute(byte[] header, byte[] content)
    {
        _function.AppendData(header);
        _function.AppendData(content);
        return _function.GetHashAndReset();
    }

    // hash(secret + pad_2 + hash(secret + pad_1 + number + type + length + content)); the version is left out.
    private byte[] ComputeSsl3(byte[] header, byte[] content)
    {
        int padding = _hash == HashAlgorithmName.MD5 ? 48 : 40;
        _function.AppendData(_key);
        _function.AppendData(Fill(0x36, padding));
        _function.AppendData(header, 0, 9);
        _function.AppendData(header, 11, 2);
        _function.AppendData(content);
        byte[] inner = _function.GetHashAndReset();
        _function.AppendData(_key);
        _function.AppendData(Fill(0x5c, padding));
        _function.AppendData(inner);
        return _function.GetHashAndReset();
    }

    private static byte[] Fill(byte value, int length)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    /// <summary>Bytes that <see cref="WriteHeader"/> writes.</summary>
    public const int HeaderLength = 13;
}

using System;
using System.Buffers.Binary;
using TlsTools.Decryption.Ciphers;

namespace TlsTools.Decryption.Records;

/// <summary>Records of ciphers with a tag, in TLS 1.2 and 1.3.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-6.2.3.3">RFC 5246, 6.2.3.3</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-5.2">RFC 8446, 5.2</seealso>
internal sealed class AeadProtection : RecordProtection
{
    private readonly IAead _cipher;
    private readonly byte[] _vector;
    private readonly int _tagLength;
    private readonly BulkCipher _kind;

    /// <summary>Begins with keys, which are taken over.</summary>
    /// <param name="kind">The cipher.</param>
    /// <param name="key">Its key.</param>
    /// <param name="vector">12 bytes, with which the record's number is mixed; or 4, and the record brings the other 8.</param>
    public AeadProtection(BulkCipher kind, byte[] key, byte[] vector)
    {
        _kind = kind;
        _tagLength = Aead.TagLengthOf(kind);
        _cipher = Aead.Create(kind, key);
        _vector = vector;
    }

    /// <summary>Whether the content's type stands in its end.</summary>
    public bool IsTls13 { get; init; }

    /// <summary>Whether TLS 1.3 authenticates the header.</summary>
    public bool HasHeader { get; init; } = true;

    private int ExplicitLength => Aead.NonceLength - _vector.Length;

    public override int Open(in ProtectedRecord record, Span<byte> plaintext)
    {
        int length = record.Fragment.Length - ExplicitLength - _tagLength;
        if (length < 0)
        {
            return -1;
        }

        Span<byte> nonce = stackalloc byte[Aead.NonceLength];
        Span<byte> associated = stackalloc byte[LongestAssociated];
        WriteNonce(record, nonce);
        associated = associated.Slice(0, WriteAssociated(record, length, associated));
        return _cipher.TryOpen(nonce, record.Fragment.Slice(ExplicitLength), associated, plaintext.Slice(0, length)) ? length : -1;
    }

    public override byte[] Seal(in ProtectedRecord content)
    {
        byte[] sent = new byte[ExplicitLength + content.Fragment.Length + _tagLength];
        if (ExplicitLength > 0)
        {
            BinaryPrimitives.WriteUInt64BigEndian(sent, content.Sequence);
        }

        ProtectedRecord record = new() { Type = content.Type, Version = content.Version, Sequence = content.Sequence, Fragment = sent };
        Span<byte> nonce = stackalloc byte[Aead.NonceLength];
        Span<byte> associated = stackalloc byte[LongestAssociated];
        WriteNonce(record, nonce);
        associated = associated.Slice(0, WriteAssociated(record, content.Fragment.Length, associated));
        _cipher.Seal(nonce, content.Fragment, associated, sent.AsSpan(ExplicitLength));
        return sent;
    }

    public override void Dispose()
    {
        _cipher.Dispose();
        Array.Clear(_vector, 0, _vector.Length);
    }

    private void WriteNonce(in ProtectedRecord record, Span<byte> nonce)
    {
        _vector.CopyTo(nonce);
        if (ExplicitLength > 0)
        {
            record.Fragment.Slice(0, ExplicitLength).CopyTo(nonce.Slice(_vector.Length));
            return;
        }

        Span<byte> end = nonce.Slice(Aead.NonceLength - sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(end, BinaryPrimitives.ReadUInt64BigEndian(end) ^ record.Sequence);
    }

    private int WriteAssociated(in ProtectedRecord record, int length, Span<byte> associated)
    {
        if (!IsTls13)
        {
            return RecordMac.WriteHeader(record, length, associated);
        }

        if (!HasHeader)
        {
            return 0;
        }

        associated[0] = (byte)record.Type;
        BinaryPrimitives.WriteUInt16BigEndian(associated.Slice(1), record.Version);
        BinaryPrimitives.WriteUInt16BigEndian(associated.Slice(3), (ushort)record.Fragment.Length);
        return 5;
    }

    private const int LongestAssociated = RecordMac.HeaderLength;
}

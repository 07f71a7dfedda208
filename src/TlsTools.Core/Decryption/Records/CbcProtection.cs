using System;
using System.Security.Cryptography;
using TlsTools.Decryption.Ciphers;

namespace TlsTools.Decryption.Records;

/// <summary>Records of block ciphers in CBC mode.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#section-6.2.3.2">RFC 5246, 6.2.3.2</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc7366#section-3">RFC 7366, 3</seealso>
internal sealed class CbcProtection : RecordProtection
{
    private readonly RecordMac _mac;
    private readonly SymmetricAlgorithm _cipher;
    private readonly byte[] _vector;
    private readonly bool _isChained;

    /// <summary>Begins with keys, which are taken over.</summary>
    /// <param name="kind">The cipher.</param>
    /// <param name="key">Its key.</param>
    /// <param name="vector">The first vector; empty where each record brings its own, since TLS 1.1.</param>
    /// <param name="mac">The MAC.</param>
    public CbcProtection(BulkCipher kind, byte[] key, byte[] vector, RecordMac mac)
    {
        _cipher = kind switch
        {
            BulkCipher.AesCbc => Aes.Create(),
            BulkCipher.TripleDesCbc => TripleDES.Create(),
            _ => DES.Create(),
        };
        _cipher.Mode = CipherMode.CBC;
        _cipher.Padding = PaddingMode.None;
        _cipher.Key = key;
        Array.Clear(key, 0, key.Length);
        _mac = mac;
        _isChained = vector.Length > 0;
        _vector = _isChained ? vector : new byte[_cipher.BlockSize / 8];
    }

    /// <summary>Whether the MAC is over the ciphertext.</summary>
    public bool EncryptsFirst { get; init; }

    /// <summary>Whether the padding of SSL 3.0 may hold anything.</summary>
    public bool IsSsl3 { get; init; }

    public override bool IsChained => _isChained;

    public override int Open(in ProtectedRecord record, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> text = record.Fragment;
        if (EncryptsFirst)
        {
            if (text.Length < _mac.Length || !_mac.Verify(record, text.Slice(0, text.Length - _mac.Length), text.Slice(text.Length - _mac.Length)))
            {
                Pass(record);
                return -1;
            }

            text = text.Slice(0, text.Length - _mac.Length);
        }

        byte[] vector = (byte[])_vector.Clone();
        if (!_isChained && text.Length >= vector.Length)
        {
            text.Slice(0, vector.Length).CopyTo(vector);
            text = text.Slice(vector.Length);
        }

        Pass(record);
        if (text.IsEmpty || text.Length % vector.Length != 0)
        {
            return -1;
        }

        byte[] opened = Decrypt(vector, text.ToArray());
        int length = Verify(record, opened);
        if (length > 0)
        {
            opened.AsSpan(0, length).CopyTo(plaintext);
        }

        Array.Clear(opened, 0, opened.Length);
        return length;
    }

    public override byte[] Seal(in ProtectedRecord content)
    {
        byte[] text = EncryptsFirst ? content.Fragment.ToArray() : [.. content.Fragment, .. _mac.Compute(content, content.Fragment)];
        int padding = _vector.Length - (text.Length % _vector.Length);
        byte[] padded = new byte[text.Length + padding];
        padded.AsSpan().Fill((byte)(padding - 1));
        text.CopyTo(padded, 0);
        byte[] vector = (byte[])_vector.Clone();
        if (!_isChained)
        {
            using RandomNumberGenerator random = RandomNumberGenerator.Create();
            random.GetBytes(vector);
        }

        using ICryptoTransform transform = _cipher.CreateEncryptor(_cipher.Key, vector);
        byte[] encrypted = transform.TransformFinalBlock(padded, 0, padded.Length);
        byte[] sent = _isChained ? encrypted : [.. vector, .. encrypted];
        byte[] whole = EncryptsFirst ? [.. sent, .. _mac.Compute(content, sent)] : sent;
        Pass(new ProtectedRecord { Fragment = whole });
        return whole;
    }

    public override void Pass(in ProtectedRecord record)
    {
        int end = record.Fragment.Length - (EncryptsFirst ? _mac.Length : 0);
        if (_isChained && end >= _vector.Length)
        {
            record.Fragment.Slice(end - _vector.Length, _vector.Length).CopyTo(_vector);
        }
    }

    public override void Dispose()
    {
        _cipher.Dispose();
        _mac.Dispose();
        Array.Clear(_vector, 0, _vector.Length);
    }

    private byte[] Decrypt(byte[] vector, byte[] text)
    {
        using ICryptoTransform transform = _cipher.CreateDecryptor(_cipher.Key, vector);
        return transform.TransformFinalBlock(text, 0, text.Length);
    }

    private int Verify(in ProtectedRecord record, ReadOnlySpan<byte> opened)
    {
        int padding = opened[opened.Length - 1] + 1;
        int length = opened.Length - padding - (EncryptsFirst ? 0 : _mac.Length);
        if (length < 0 || !IsPadding(opened.Slice(opened.Length - padding)))
        {
            return -1;
        }

        return EncryptsFirst || _mac.Verify(record, opened.Slice(0, length), opened.Slice(length, _mac.Length)) ? length : -1;
    }

    private bool IsPadding(ReadOnlySpan<byte> padding)
    {
        foreach (byte one in padding)
        {
            if (!IsSsl3 && one != padding.Length - 1)
            {
                return false;
            }
        }

        return true;
    }
}

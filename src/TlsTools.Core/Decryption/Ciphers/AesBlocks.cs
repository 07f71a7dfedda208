using System;
using System.Security.Cryptography;

namespace TlsTools.Decryption.Ciphers;

/// <summary>AES block by block, of which the modes are made that a platform lacks.</summary>
internal sealed class AesBlocks : IDisposable
{
    private readonly ICryptoTransform _encryptor;
    private byte[] _buffer = new byte[BlockLength];

    /// <summary>Begins with a key.</summary>
    public AesBlocks(byte[] key)
    {
        using Aes aes = Aes.Create();
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        _encryptor = aes.CreateEncryptor(key, null);
    }

    /// <summary>Encrypts whole blocks in place.</summary>
    public void Encrypt(Span<byte> blocks)
    {
        if (_buffer.Length < blocks.Length)
        {
            Array.Clear(_buffer, 0, _buffer.Length);
            _buffer = new byte[blocks.Length];
        }

        blocks.CopyTo(_buffer);
        _encryptor.TransformBlock(_buffer, 0, blocks.Length, _buffer, 0);
        _buffer.AsSpan(0, blocks.Length).CopyTo(blocks);
    }

    public void Dispose()
    {
        Array.Clear(_buffer, 0, _buffer.Length);
        _encryptor.Dispose();
    }

    /// <summary>Bytes of a block.</summary>
    public const int BlockLength = 16;
}

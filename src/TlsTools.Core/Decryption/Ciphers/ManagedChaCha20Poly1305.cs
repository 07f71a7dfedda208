using System;
using System.Buffers.Binary;

namespace TlsTools.Decryption.Ciphers;

/// <summary>ChaCha20-Poly1305 without the platform's help.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8439#section-2.8">RFC 8439, 2.8</seealso>
internal sealed class ManagedChaCha20Poly1305(byte[] key) : IAead
{
    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> ciphertext = sealedText.Slice(0, sealedText.Length - Aead.TagLength);
        Span<byte> once = stackalloc byte[ChaCha20.BlockLength];
        ChaCha20.Block(key, nonce, 0, once);
        Poly1305 authenticator = new(once);
        authenticator.AppendPadded(associated);
        authenticator.AppendPadded(ciphertext);
        Span<byte> tag = stackalloc byte[Aead.TagLength];
        BinaryPrimitives.WriteUInt64LittleEndian(tag, (ulong)associated.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(tag.Slice(8), (ulong)ciphertext.Length);
        authenticator.Block(tag);
        authenticator.Finish(tag);
        once.Clear();
        if (!tag.SequenceEqual(sealedText.Slice(ciphertext.Length)))
        {
            plaintext.Clear();
            return false;
        }

        ChaCha20.Transform(key, nonce, 1, ciphertext, plaintext);
        return true;
    }

    public void Dispose() => Array.Clear(key, 0, key.Length);
}

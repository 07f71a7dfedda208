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
        Span<byte> tag = stackalloc byte[Aead.TagLength];
        Authenticate(nonce, ciphertext, associated, tag);
        if (!tag.SequenceEqual(sealedText.Slice(ciphertext.Length)))
        {
            plaintext.Clear();
            return false;
        }

        ChaCha20.Transform(key, nonce, 1, ciphertext, plaintext);
        return true;
    }

    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText)
    {
        ChaCha20.Transform(key, nonce, 1, plaintext, sealedText);
        Authenticate(nonce, sealedText.Slice(0, plaintext.Length), associated, sealedText.Slice(plaintext.Length, Aead.TagLength));
    }

    public void Dispose() => Array.Clear(key, 0, key.Length);

    private void Authenticate(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associated, Span<byte> tag)
    {
        Span<byte> once = stackalloc byte[ChaCha20.BlockLength];
        ChaCha20.Block(key, nonce, 0, once);
        Poly1305 authenticator = new(once);
        authenticator.AppendPadded(associated);
        authenticator.AppendPadded(ciphertext);
        BinaryPrimitives.WriteUInt64LittleEndian(tag, (ulong)associated.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(tag.Slice(8), (ulong)ciphertext.Length);
        authenticator.Block(tag);
        authenticator.Finish(tag);
        once.Clear();
    }
}

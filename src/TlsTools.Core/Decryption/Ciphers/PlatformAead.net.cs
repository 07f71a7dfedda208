using System;
using System.Security.Cryptography;

namespace TlsTools.Decryption.Ciphers;

/// <summary>The platform's ciphers with a tag. Old Windows lacks ChaCha20, macOS CCM.</summary>
internal abstract class PlatformAead : IAead
{
    public static IAead? TryCreate(BulkCipher kind, byte[] key) => kind switch
    {
        BulkCipher.AesGcm when AcceleratedGcm.IsSupported => new AcceleratedGcm(key),
        BulkCipher.AesGcm when AesGcm.IsSupported => new Gcm(key),
        BulkCipher.AesCcm or BulkCipher.AesCcm8 when AesCcm.IsSupported => new Ccm(key, Aead.TagLengthOf(kind)),
        BulkCipher.ChaCha20Poly1305 when ChaCha20Poly1305.IsSupported => new ChaCha(key),
        _ => null,
    };

    public bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext)
    {
        try
        {
            Open(nonce, sealedText, associated, plaintext);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            plaintext.Clear();
            return false;
        }
    }

    public abstract void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText);

    public abstract void Dispose();

    private protected abstract void Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext);

    // The key has no other holder once the platform has it.
    private static T Make<T>(byte[] key, Func<byte[], T> make)
    {
        T cipher = make(key);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }

    private sealed class Gcm(byte[] key) : PlatformAead
    {
        private readonly AesGcm _cipher = Make(key, static bytes => new AesGcm(bytes, Aead.TagLength));

        public override void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText) =>
            _cipher.Encrypt(nonce, plaintext, sealedText[..plaintext.Length], sealedText.Slice(plaintext.Length, Aead.TagLength), associated);

        public override void Dispose() => _cipher.Dispose();

        private protected override void Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext) =>
            _cipher.Decrypt(nonce, sealedText[..^Aead.TagLength], sealedText[^Aead.TagLength..], plaintext, associated);
    }

    private sealed class Ccm(byte[] key, int tagLength) : PlatformAead
    {
        private readonly AesCcm _cipher = Make(key, static bytes => new AesCcm(bytes));

        public override void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText) =>
            _cipher.Encrypt(nonce, plaintext, sealedText[..plaintext.Length], sealedText.Slice(plaintext.Length, tagLength), associated);

        public override void Dispose() => _cipher.Dispose();

        private protected override void Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext) =>
            _cipher.Decrypt(nonce, sealedText[..^tagLength], sealedText[^tagLength..], plaintext, associated);
    }

    private sealed class ChaCha(byte[] key) : PlatformAead
    {
        private readonly ChaCha20Poly1305 _cipher = Make(key, static bytes => new ChaCha20Poly1305(bytes));

        public override void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText) =>
            _cipher.Encrypt(nonce, plaintext, sealedText[..plaintext.Length], sealedText.Slice(plaintext.Length, Aead.TagLength), associated);

        public override void Dispose() => _cipher.Dispose();

        private protected override void Open(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext) =>
            _cipher.Decrypt(nonce, sealedText[..^Aead.TagLength], sealedText[^Aead.TagLength..], plaintext, associated);
    }
}

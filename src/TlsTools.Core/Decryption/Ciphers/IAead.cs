using System;

namespace TlsTools.Decryption.Ciphers;

/// <summary>Opens and seals with a cipher with a tag (RFC 5116); a wrong tag is an answer, no exception.</summary>
internal interface IAead : IDisposable
{
    /// <summary>Opens a text.</summary>
    /// <param name="nonce">12 bytes.</param>
    /// <param name="sealedText">The ciphertext with its tag.</param>
    /// <param name="associated">What is authenticated beside it.</param>
    /// <param name="plaintext">Takes the text; as long as the ciphertext.</param>
    /// <returns>Whether the tag is right; where not, <paramref name="plaintext"/> holds zeros.</returns>
    bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext);

    /// <summary>Seals a text.</summary>
    /// <param name="nonce">12 bytes, never the same again with this key.</param>
    /// <param name="plaintext">The text.</param>
    /// <param name="associated">What is authenticated beside it.</param>
    /// <param name="sealedText">Takes the ciphertext and its tag behind it.</param>
    void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associated, Span<byte> sealedText);
}

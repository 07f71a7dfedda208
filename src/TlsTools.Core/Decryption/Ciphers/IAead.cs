using System;

namespace TlsTools.Decryption.Ciphers;

/// <summary>Opens what a cipher with a tag protects (RFC 5116); a wrong tag is an answer, no exception.</summary>
internal interface IAead : IDisposable
{
    /// <summary>Opens a text.</summary>
    /// <param name="nonce">12 bytes.</param>
    /// <param name="sealedText">The ciphertext with its tag.</param>
    /// <param name="associated">What is authenticated beside it.</param>
    /// <param name="plaintext">Takes the text; as long as the ciphertext.</param>
    /// <returns>Whether the tag is right; where not, <paramref name="plaintext"/> holds zeros.</returns>
    bool TryOpen(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> associated, Span<byte> plaintext);
}

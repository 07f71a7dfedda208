namespace TlsTools.Capture;

/// <summary>Secrets that a capture carries for the decryption of its own packets.</summary>
/// <param name="Type">What the data is: <c>0x544c534b</c> is a TLS key log; other values are kept as they are.</param>
/// <param name="Data">The secrets as they stand in the capture.</param>
/// <seealso href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html#name-decryption-secrets-block">pcapng, 4.7</seealso>
internal sealed record DecryptionSecrets(uint Type, byte[] Data)
{
    /// <summary>The secrets are the text of an NSS key log file.</summary>
    public const uint TlsKeyLog = 0x544c534b;
}

namespace TlsTools.Probe.KeyAgreement;

/// <summary>The client's half of a Diffie-Hellman exchange.</summary>
/// <remarks>
/// The arithmetic is that of large numbers on both targets, and takes its time by the key. The platform's own, where it has one, does not
/// give the shared secret on Windows PowerShell, and nowhere knows X25519. No secret of anybody rests on it: over the keys that are made here
/// the probe sends nothing but an empty list of certificates and its farewell, and the listener gets a certificate, which is public.
/// </remarks>
internal interface IKeyAgreement
{
    /// <summary>What the server is sent.</summary>
    byte[] PublicKey { get; }

    /// <summary>The shared secret; <see langword="null"/> where the server's key is none.</summary>
    byte[]? Agree(byte[] serverKey);
}

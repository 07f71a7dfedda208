namespace TlsTools.Tls;

public readonly partial struct Ssl2CipherKind
{
    /// <summary>The suite of SSL 3.0 and TLS that the kind stands for; <see langword="null"/> for a kind of SSL 2.0.</summary>
    public CipherSuite? CipherSuite => Code <= ushort.MaxValue ? new CipherSuite((ushort)Code) : null;
}

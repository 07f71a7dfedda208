namespace TlsTools.Tls;

public readonly partial struct ProtocolVersion
{
    /// <summary>Whether the version has the messages of TLS 1.3: the final version or one of its drafts.</summary>
    public bool IsTls13 => Code == Tls13.Code || Code >> 8 is 0x7e or 0x7f or 0xfb;

    /// <summary>Whether signatures stand with a scheme and a CertificateRequest lists schemes: TLS 1.2 and later.</summary>
    internal bool HasSignatureSchemes => Code == Tls12.Code || IsTls13;
}

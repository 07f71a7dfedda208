namespace TlsTools.X509;

/// <summary>One extension of a certificate, in the certificate's order.</summary>
/// <remarks>
/// <code>
/// Extension ::= SEQUENCE {
///      extnID      OBJECT IDENTIFIER,
///      critical    BOOLEAN DEFAULT FALSE,
///      extnValue   OCTET STRING }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2">RFC 5280, 4.2</seealso>
public sealed class CertificateExtension
{
    /// <summary>The object identifier.</summary>
    public required string Oid { get; init; }

    /// <summary>The name, for instance <c>keyUsage</c>; the object identifier where there is none.</summary>
    public string Name => ObjectNames.Extension(Oid) ?? Oid;

    /// <summary>Whether a reader that does not know the extension must refuse the certificate.</summary>
    public bool Critical { get; init; }

    /// <summary>The value's bytes, without the OCTET STRING around them.</summary>
    public required byte[] RawData { get; init; }

    /// <summary>Gives the name, and whether the extension is critical.</summary>
    public override string ToString() => Critical ? Name + " (critical)" : Name;
}

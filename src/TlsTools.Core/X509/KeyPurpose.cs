namespace TlsTools.X509;

/// <summary>A purpose that the extended key usage allows.</summary>
/// <param name="Oid">The object identifier.</param>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.12">RFC 5280, 4.2.1.12</seealso>
public sealed record KeyPurpose(string Oid)
{
    /// <summary>Authenticates a TLS server.</summary>
    public static KeyPurpose ServerAuthentication { get; } = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Authenticates a TLS client.</summary>
    public static KeyPurpose ClientAuthentication { get; } = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Signs OCSP responses in place of the issuer.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-4.2.2.2">RFC 6960, 4.2.2.2</seealso>
    public static KeyPurpose OcspSigning { get; } = new("1.3.6.1.5.5.7.3.9");

    /// <summary>Allows every purpose.</summary>
    public static KeyPurpose Any { get; } = new("2.5.29.37.0");

    /// <summary>The name as RFC 5280 writes it, for instance <c>clientAuth</c>; the object identifier where there is none.</summary>
    public string Name => ObjectNames.Purpose(Oid) ?? Oid;

    /// <summary>Gives <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}

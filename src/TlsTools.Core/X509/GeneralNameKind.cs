namespace TlsTools.X509;

/// <summary>The kinds of a general name; the values are the tags of its CHOICE.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6">RFC 5280, 4.2.1.6</seealso>
public enum GeneralNameKind
{
    /// <summary>A name of a form that an object identifier says, such as a Kerberos or Windows user principal name.</summary>
    OtherName = 0,

    /// <summary>A mail address.</summary>
    Email = 1,

    /// <summary>A host name.</summary>
    Dns = 2,

    /// <summary>An X.400 address.</summary>
    X400Address = 3,

    /// <summary>A distinguished name.</summary>
    DirectoryName = 4,

    /// <summary>An EDI party name.</summary>
    EdiPartyName = 5,

    /// <summary>A URI.</summary>
    Uri = 6,

    /// <summary>An IPv4 or IPv6 address.</summary>
    IPAddress = 7,

    /// <summary>An object identifier that was registered for the holder.</summary>
    RegisteredId = 8,
}

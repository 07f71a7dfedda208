namespace TlsTools.Probe;

/// <summary>Under which name a server was asked (SNI).</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6066#section-3">RFC 6066, 3</seealso>
public enum ServerNameQuestion
{
    /// <summary>Under the name that was given.</summary>
    Given,

    /// <summary>Under none.</summary>
    None,

    /// <summary>Under a name that nobody has, <c>tlstools.invalid</c>.</summary>
    Wrong,
}

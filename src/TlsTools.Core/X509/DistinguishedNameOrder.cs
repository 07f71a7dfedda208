namespace TlsTools.X509;

/// <summary>In which order a name's parts stand in a text.</summary>
public enum DistinguishedNameOrder
{
    /// <summary>
    /// As the form of the text tells: <c>/C=AU/CN=x</c>, <c>C = AU, CN = x</c> and <c>C=AU, CN=x</c> are OpenSSL's and begin with
    /// the least specific part, everything else is read as RFC 4514 says.
    /// </summary>
    Detect,

    /// <summary>Most specific part first, against the order of the encoding: RFC 4514, Java, Windows.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc4514#section-2.1">RFC 4514, 2.1</seealso>
    MostSpecificFirst,

    /// <summary>Least specific part first, as encoded: OpenSSL.</summary>
    LeastSpecificFirst,
}

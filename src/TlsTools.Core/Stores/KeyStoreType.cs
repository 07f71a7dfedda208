namespace TlsTools.Stores;

/// <summary>In what form a source keeps its certificates.</summary>
public enum KeyStoreType
{
    /// <summary>Text with <c>-----BEGIN …-----</c>, one or many objects.</summary>
    Pem,

    /// <summary>One certificate or one key in DER.</summary>
    Der,

    /// <summary>The certificates of a PKCS#7 (CMS) message, in DER or PEM.</summary>
    Pkcs7,

    /// <summary>PKCS#12, also known as PFX.</summary>
    Pkcs12,

    /// <summary>Java's own key store.</summary>
    Jks,

    /// <summary>Java's key store of the Cryptography Extension.</summary>
    Jceks,

    /// <summary>The JSON in which Apigee describes certificates; it names them and does not contain them.</summary>
    CertificateJson,

    /// <summary>A store of the operating system, by location and name.</summary>
    System,

    /// <summary>A certificate object of .NET.</summary>
    CertificateObject,

    /// <summary>A chain that a peer sent in a handshake.</summary>
    Handshake,
}

namespace TlsTools.Diagnosis;

/// <summary>A part of what a client offers in its ClientHello, in the order in which it is named where several are equally unusual.</summary>
internal enum OfferPart
{
    /// <summary>The schemes in which the server may sign.</summary>
    SignatureSchemes,

    /// <summary>The groups for the key exchange.</summary>
    Groups,

    /// <summary>The cipher suites.</summary>
    CipherSuites,

    /// <summary>The extended master secret.</summary>
    ExtendedMasterSecret,

    /// <summary>Secure renegotiation.</summary>
    Renegotiation,

    /// <summary>The versions of the protocol.</summary>
    Versions,

    /// <summary>The name of the server.</summary>
    ServerName,
}

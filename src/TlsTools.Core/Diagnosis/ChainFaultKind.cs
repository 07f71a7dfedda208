namespace TlsTools.Diagnosis;

/// <summary>What is wrong with a chain, so that a peer that checks it refuses it.</summary>
internal enum ChainFaultKind
{
    /// <summary>A certificate is over.</summary>
    Expired,

    /// <summary>A certificate has not begun.</summary>
    NotYetValid,

    /// <summary>The certificate is for other purposes only, or its key may not do what is asked of it.</summary>
    WrongUsage,

    /// <summary>The bytes are no certificate, or it has a critical extension that nobody knows.</summary>
    Unreadable,

    /// <summary>No certificate of the issuer was sent, and no authority at all.</summary>
    IssuerMissing,

    /// <summary>A certificate with the issuer's name was sent, and its key did not sign.</summary>
    IssuerKeyDiffers,

    /// <summary>The certificate signed itself, so it is trusted only where it is itself in the trust store.</summary>
    SelfSigned,

    /// <summary>An issuer on the way may not issue: no authority, too deep below another one, or not for this name.</summary>
    IssuerMayNotIssue,

    /// <summary>Signed with MD5 or SHA-1.</summary>
    WeakSignature,

    /// <summary>A key is shorter than most accept.</summary>
    SmallKey,
}

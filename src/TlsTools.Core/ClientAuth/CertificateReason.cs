namespace TlsTools.ClientAuth;

/// <summary>The ids of reasons and checks; an id once shipped never changes its meaning.</summary>
public static class CertificateReason
{
    /// <summary>The server lists the authority that issued the certificate.</summary>
    public const string IssuerListed = nameof(IssuerListed);

    /// <summary>The server lists an authority further up the chain.</summary>
    public const string ChainLeadsToListedAuthority = nameof(ChainLeadsToListedAuthority);

    /// <summary>The certificate signed itself and the server lists its name.</summary>
    public const string SelfSignedListed = nameof(SelfSignedListed);

    /// <summary>The server's list is empty, so any certificate may be sent.</summary>
    public const string AcceptableListEmpty = nameof(AcceptableListEmpty);

    /// <summary>The server asked for no certificate.</summary>
    public const string NotRequested = nameof(NotRequested);

    /// <summary>The server lists no issuer of the chain.</summary>
    public const string IssuerNotListed = nameof(IssuerNotListed);

    /// <summary>The server lists the certificate's own name instead of its issuer's.</summary>
    public const string LeafListed = nameof(LeafListed);

    /// <summary>The list is so long that some clients end the connection or see only its beginning.</summary>
    public const string AcceptableListTooLong = nameof(AcceptableListTooLong);

    /// <summary>The authority with the issuer's name has another key.</summary>
    public const string IssuerKeyDiffers = nameof(IssuerKeyDiffers);

    /// <summary>No path leads to an authority that the server trusts.</summary>
    public const string IssuerUntrusted = nameof(IssuerUntrusted);

    /// <summary>An intermediate certificate is not in the entry.</summary>
    public const string IntermediateMissing = nameof(IntermediateMissing);

    /// <summary>An authority's certificate on the path was expired or not yet valid.</summary>
    public const string IntermediateExpired = nameof(IntermediateExpired);

    /// <summary>The certificates do not stand in the order of issue.</summary>
    public const string BundleOutOfOrder = nameof(BundleOutOfOrder);

    /// <summary>The chain is longer in bytes than servers take.</summary>
    public const string ChainTooLarge = nameof(ChainTooLarge);

    /// <summary>The certificate was expired.</summary>
    public const string Expired = nameof(Expired);

    /// <summary>The certificate was not yet valid.</summary>
    public const string NotYetValid = nameof(NotYetValid);

    /// <summary>A certificate of the path is revoked.</summary>
    public const string Revoked = nameof(Revoked);

    /// <summary>The revocation list at hand was out of date.</summary>
    public const string RevocationListExpired = nameof(RevocationListExpired);

    /// <summary>The OCSP response at hand was out of date.</summary>
    public const string RevocationStatusExpired = nameof(RevocationStatusExpired);

    /// <summary>Revocation lists were given, but none tells of the certificate.</summary>
    public const string RevocationStatusMissing = nameof(RevocationStatusMissing);

    /// <summary>An authority that was asked over the network did not help.</summary>
    public const string RevocationNotFetched = nameof(RevocationNotFetched);

    /// <summary>The entry has no private key.</summary>
    public const string NoPrivateKey = nameof(NoPrivateKey);

    /// <summary>The private key belongs to another certificate.</summary>
    public const string PrivateKeyMismatch = nameof(PrivateKeyMismatch);

    /// <summary>The private key cannot be read or cannot sign.</summary>
    public const string PrivateKeyUnusable = nameof(PrivateKeyUnusable);

    /// <summary>The extended key usage does not allow client authentication.</summary>
    public const string WrongExtendedKeyUsage = nameof(WrongExtendedKeyUsage);

    /// <summary>The key usage does not allow signatures.</summary>
    public const string KeyUsageForbidsSigning = nameof(KeyUsageForbidsSigning);

    /// <summary>The server takes no keys of this kind.</summary>
    public const string KeyTypeNotAccepted = nameof(KeyTypeNotAccepted);

    /// <summary>The key can sign in none of the schemes that the server takes.</summary>
    public const string SignatureSchemeNotAccepted = nameof(SignatureSchemeNotAccepted);

    /// <summary>A certificate of the chain is signed in a way that the server does not take.</summary>
    public const string ChainSignatureAlgorithmNotAccepted = nameof(ChainSignatureAlgorithmNotAccepted);

    /// <summary>What the server trusts is no root, and some servers take only roots.</summary>
    public const string AnchorNotSelfSigned = nameof(AnchorNotSelfSigned);

    /// <summary>A key is shorter than servers take.</summary>
    public const string KeyTooSmall = nameof(KeyTooSmall);

    /// <summary>The certificate is of version 1 and has no extensions.</summary>
    public const string VersionOne = nameof(VersionOne);

    /// <summary>A certificate on the path may not issue others.</summary>
    public const string NotACertificateAuthority = nameof(NotACertificateAuthority);

    /// <summary>More authorities stand below one of the path than it allows.</summary>
    public const string PathTooLong = nameof(PathTooLong);

    /// <summary>A name of the certificate is outside the names that an authority of the path may certify.</summary>
    public const string NameConstraintViolated = nameof(NameConstraintViolated);

    /// <summary>A critical extension is of a kind that is not known here.</summary>
    public const string UnknownCriticalExtension = nameof(UnknownCriticalExtension);

    /// <summary>The bytes are no readable certificate.</summary>
    public const string CertificateUnreadable = nameof(CertificateUnreadable);
}

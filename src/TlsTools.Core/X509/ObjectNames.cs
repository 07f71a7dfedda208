using System.Collections.Generic;

namespace TlsTools.X509;

/// <summary>The names of the object identifiers that certificates carry; what has no name here is shown with dots.</summary>
internal static class ObjectNames
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string EllipticCurve = "1.2.840.10045.2.1";
    public const string Dsa = "1.2.840.10040.4.1";
    public const string DiffieHellman = "1.2.840.10046.2.1";

    public const string SubjectKeyIdentifier = "2.5.29.14";
    public const string KeyUsage = "2.5.29.15";
    public const string SubjectAlternativeName = "2.5.29.17";
    public const string BasicConstraints = "2.5.29.19";
    public const string AuthorityKeyIdentifier = "2.5.29.35";
    public const string ExtendedKeyUsage = "2.5.29.37";

    /// <summary>The short names of attribute types by object identifier.</summary>
    public static IReadOnlyDictionary<string, string> Attributes => s_attributes;

    public static string? Attribute(string oid) => Find(s_attributes, oid);

    public static string? PublicKey(string oid) => Find(s_publicKeys, oid);

    public static string? Curve(string oid) => s_curves.TryGetValue(oid, out (string Name, int Bits) curve) ? curve.Name : null;

    public static int? CurveBits(string oid) => s_curves.TryGetValue(oid, out (string Name, int Bits) curve) ? curve.Bits : null;

    public static string? Signature(string oid) => Find(s_signatures, oid);

    /// <summary>The algorithm that Java names <c>SHA256withRSA</c>, <c>SHA384withECDSA</c> …; null for an unknown name.</summary>
    public static string? JavaSignature(string name)
    {
        int with = name.IndexOf("with", System.StringComparison.OrdinalIgnoreCase);
        string digest = with < 0 ? name : name.Substring(0, with);
        string wanted = (with < 0 ? string.Empty : name.Substring(with + 4)) switch
        {
            "RSA" => digest.ToLowerInvariant() + "WithRSAEncryption",
            "ECDSA" => "ecdsa-with-" + digest,
            "DSA" when digest == "SHA1" => "dsaWithSHA1",
            "DSA" => "dsa_with_" + digest,
            _ => name == "RSASSA-PSS" ? "rsassaPss" : name.ToUpperInvariant(),
        };
        foreach (KeyValuePair<string, string> known in s_signatures)
        {
            if (known.Value == wanted)
            {
                return known.Key;
            }
        }

        return null;
    }

    public static string? Digest(string oid) => Find(s_digests, oid);

    public static string? Purpose(string oid) => Find(s_purposes, oid);

    public static string? Extension(string oid) => Find(s_extensions, oid);

    private static string? Find(Dictionary<string, string> names, string oid) => names.TryGetValue(oid, out string? name) ? name : null;

    // RFC 4514, 3 names the first nine; the others as OpenSSL and Windows certificates are read by everyone.
    private static readonly Dictionary<string, string> s_attributes = new()
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.6"] = "C",
        ["2.5.4.9"] = "STREET",
        ["0.9.2342.19200300.100.1.25"] = "DC",
        ["0.9.2342.19200300.100.1.1"] = "UID",
        ["0.9.2342.19200300.100.1.3"] = "mail",
        ["1.2.840.113549.1.9.1"] = "emailAddress",
        ["1.2.840.113549.1.9.2"] = "unstructuredName",
        ["1.2.840.113549.1.9.8"] = "unstructuredAddress",
        ["1.3.6.1.4.1.311.60.2.1.1"] = "jurisdictionL",
        ["1.3.6.1.4.1.311.60.2.1.2"] = "jurisdictionST",
        ["1.3.6.1.4.1.311.60.2.1.3"] = "jurisdictionC",
        ["2.5.4.4"] = "SN",
        ["2.5.4.5"] = "serialNumber",
        ["2.5.4.12"] = "title",
        ["2.5.4.13"] = "description",
        ["2.5.4.15"] = "businessCategory",
        ["2.5.4.16"] = "postalAddress",
        ["2.5.4.17"] = "postalCode",
        ["2.5.4.18"] = "postOfficeBox",
        ["2.5.4.20"] = "telephoneNumber",
        ["2.5.4.41"] = "name",
        ["2.5.4.42"] = "GN",
        ["2.5.4.43"] = "initials",
        ["2.5.4.44"] = "generationQualifier",
        ["2.5.4.45"] = "x500UniqueIdentifier",
        ["2.5.4.46"] = "dnQualifier",
        ["2.5.4.65"] = "pseudonym",
        ["2.5.4.97"] = "organizationIdentifier",
    };

    private static readonly Dictionary<string, string> s_publicKeys = new()
    {
        [Rsa] = "RSA",
        [RsaPss] = "RSA-PSS",
        [EllipticCurve] = "EC",
        [Dsa] = "DSA",
        [DiffieHellman] = "DH",
        ["1.3.101.110"] = "X25519",
        ["1.3.101.111"] = "X448",
        ["1.3.101.112"] = "Ed25519",
        ["1.3.101.113"] = "Ed448",
        ["2.16.840.1.101.3.4.3.17"] = "ML-DSA-44",
        ["2.16.840.1.101.3.4.3.18"] = "ML-DSA-65",
        ["2.16.840.1.101.3.4.3.19"] = "ML-DSA-87",
        ["1.2.643.7.1.1.1.1"] = "GOST2012_256",
        ["1.2.643.7.1.1.1.2"] = "GOST2012_512",
    };

    // Names as the TLS registry and FIPS 186 give them.
    private static readonly Dictionary<string, (string Name, int Bits)> s_curves = new()
    {
        ["1.2.840.10045.3.1.1"] = ("P-192", 192),
        ["1.3.132.0.33"] = ("P-224", 224),
        ["1.2.840.10045.3.1.7"] = ("P-256", 256),
        ["1.3.132.0.34"] = ("P-384", 384),
        ["1.3.132.0.35"] = ("P-521", 521),
        ["1.3.132.0.10"] = ("secp256k1", 256),
        ["1.3.36.3.3.2.8.1.1.7"] = ("brainpoolP256r1", 256),
        ["1.3.36.3.3.2.8.1.1.11"] = ("brainpoolP384r1", 384),
        ["1.3.36.3.3.2.8.1.1.13"] = ("brainpoolP512r1", 512),
        ["1.2.156.10197.1.301"] = ("SM2", 256),
    };

    // Names as OpenSSL prints them.
    private static readonly Dictionary<string, string> s_signatures = new()
    {
        ["1.2.840.113549.1.1.2"] = "md2WithRSAEncryption",
        ["1.2.840.113549.1.1.4"] = "md5WithRSAEncryption",
        ["1.2.840.113549.1.1.5"] = "sha1WithRSAEncryption",
        ["1.3.14.3.2.29"] = "sha1WithRSA",
        [RsaPss] = "rsassaPss",
        ["1.2.840.113549.1.1.11"] = "sha256WithRSAEncryption",
        ["1.2.840.113549.1.1.12"] = "sha384WithRSAEncryption",
        ["1.2.840.113549.1.1.13"] = "sha512WithRSAEncryption",
        ["1.2.840.113549.1.1.14"] = "sha224WithRSAEncryption",
        ["1.2.840.10040.4.3"] = "dsaWithSHA1",
        ["2.16.840.1.101.3.4.3.1"] = "dsa_with_SHA224",
        ["2.16.840.1.101.3.4.3.2"] = "dsa_with_SHA256",
        ["1.2.840.10045.4.1"] = "ecdsa-with-SHA1",
        ["1.2.840.10045.4.3.1"] = "ecdsa-with-SHA224",
        ["1.2.840.10045.4.3.2"] = "ecdsa-with-SHA256",
        ["1.2.840.10045.4.3.3"] = "ecdsa-with-SHA384",
        ["1.2.840.10045.4.3.4"] = "ecdsa-with-SHA512",
        ["1.3.101.112"] = "ED25519",
        ["1.3.101.113"] = "ED448",
        ["1.2.156.10197.1.501"] = "SM2-with-SM3",
        ["2.16.840.1.101.3.4.3.17"] = "ML-DSA-44",
        ["2.16.840.1.101.3.4.3.18"] = "ML-DSA-65",
        ["2.16.840.1.101.3.4.3.19"] = "ML-DSA-87",
    };

    private static readonly Dictionary<string, string> s_digests = new()
    {
        ["1.3.14.3.2.26"] = "sha1",
        ["2.16.840.1.101.3.4.2.1"] = "sha256",
        ["2.16.840.1.101.3.4.2.2"] = "sha384",
        ["2.16.840.1.101.3.4.2.3"] = "sha512",
        ["2.16.840.1.101.3.4.2.4"] = "sha224",
    };

    // Names as RFC 5280, 4.2.1.12 and the registries of those who use the others give them.
    private static readonly Dictionary<string, string> s_purposes = new()
    {
        ["2.5.29.37.0"] = "anyExtendedKeyUsage",
        ["1.3.6.1.5.5.7.3.1"] = "serverAuth",
        ["1.3.6.1.5.5.7.3.2"] = "clientAuth",
        ["1.3.6.1.5.5.7.3.3"] = "codeSigning",
        ["1.3.6.1.5.5.7.3.4"] = "emailProtection",
        ["1.3.6.1.5.5.7.3.5"] = "ipsecEndSystem",
        ["1.3.6.1.5.5.7.3.6"] = "ipsecTunnel",
        ["1.3.6.1.5.5.7.3.7"] = "ipsecUser",
        ["1.3.6.1.5.5.7.3.8"] = "timeStamping",
        ["1.3.6.1.5.5.7.3.9"] = "OCSPSigning",
        ["1.3.6.1.5.5.7.3.17"] = "ipsecIKE",
        ["1.3.6.1.5.2.3.4"] = "pkinitClientAuth",
        ["1.3.6.1.5.2.3.5"] = "pkinitKdc",
        ["1.3.6.1.4.1.311.20.2.2"] = "msSmartcardLogin",
        ["1.3.6.1.4.1.311.10.3.3"] = "msSGC",
        ["1.3.6.1.4.1.311.54.1.2"] = "msRemoteDesktop",
        ["2.16.840.1.113730.4.1"] = "nsSGC",
    };

    private static readonly Dictionary<string, string> s_extensions = new()
    {
        [SubjectKeyIdentifier] = "subjectKeyIdentifier",
        [KeyUsage] = "keyUsage",
        [SubjectAlternativeName] = "subjectAltName",
        ["2.5.29.18"] = "issuerAltName",
        [BasicConstraints] = "basicConstraints",
        ["2.5.29.30"] = "nameConstraints",
        ["2.5.29.31"] = "cRLDistributionPoints",
        ["2.5.29.32"] = "certificatePolicies",
        ["2.5.29.33"] = "policyMappings",
        [AuthorityKeyIdentifier] = "authorityKeyIdentifier",
        ["2.5.29.36"] = "policyConstraints",
        [ExtendedKeyUsage] = "extKeyUsage",
        ["2.5.29.46"] = "freshestCRL",
        ["2.5.29.54"] = "inhibitAnyPolicy",
        ["1.3.6.1.5.5.7.1.1"] = "authorityInfoAccess",
        ["1.3.6.1.5.5.7.1.11"] = "subjectInfoAccess",
        ["1.3.6.1.5.5.7.1.24"] = "tlsFeature",
        ["1.3.6.1.4.1.11129.2.4.2"] = "ctPrecertificateSCTs",
        ["1.3.6.1.4.1.11129.2.4.3"] = "ctPrecertificatePoison",
        ["2.16.840.1.113730.1.1"] = "netscapeCertType",
        ["2.16.840.1.113730.1.13"] = "netscapeComment",
        ["1.3.6.1.4.1.311.20.2"] = "msCertificateTemplateName",
        ["1.3.6.1.4.1.311.21.7"] = "msCertificateTemplate",
        ["1.3.6.1.4.1.311.21.10"] = "msApplicationPolicies",
        ["1.3.6.1.4.1.311.25.2"] = "msSecurityIdentifier",
    };
}

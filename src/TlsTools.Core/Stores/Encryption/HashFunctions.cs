using System.Security.Cryptography;

namespace TlsTools.Stores.Encryption;

/// <summary>The hash functions that stores name by object identifier.</summary>
internal static class HashFunctions
{
    /// <summary>The hash of a digest's identifier.</summary>
    public static HashAlgorithmName? FromDigest(string oid) => oid switch
    {
        "1.2.840.113549.2.5" => HashAlgorithmName.MD5,
        "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
        "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>The hash of an HMAC's identifier.</summary>
    /// <seealso href="https://www.rfc-editor.org/rfc/rfc8018#appendix-B.1">RFC 8018, B.1</seealso>
    public static HashAlgorithmName? FromKeyedHash(string oid) => oid switch
    {
        "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
        "1.2.840.113549.2.9" => HashAlgorithmName.SHA256,
        "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
        "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
        _ => null,
    };

    public static HashAlgorithm Create(HashAlgorithmName name) =>
        name == HashAlgorithmName.MD5 ? MD5.Create()
        : name == HashAlgorithmName.SHA1 ? SHA1.Create()
        : name == HashAlgorithmName.SHA256 ? SHA256.Create()
        : name == HashAlgorithmName.SHA384 ? SHA384.Create()
        : SHA512.Create();

    public static HMAC KeyedHash(HashAlgorithmName name, byte[] key) =>
        name == HashAlgorithmName.MD5 ? new HMACMD5(key)
        : name == HashAlgorithmName.SHA1 ? new HMACSHA1(key)
        : name == HashAlgorithmName.SHA256 ? new HMACSHA256(key)
        : name == HashAlgorithmName.SHA384 ? new HMACSHA384(key)
        : new HMACSHA512(key);

    /// <summary>Bytes in a result.</summary>
    public static int Length(HashAlgorithmName name) =>
        name == HashAlgorithmName.MD5 ? 16
        : name == HashAlgorithmName.SHA1 ? 20
        : name == HashAlgorithmName.SHA256 ? 32
        : name == HashAlgorithmName.SHA384 ? 48
        : 64;

    /// <summary>Bytes that the function takes at a time.</summary>
    public static int BlockLength(HashAlgorithmName name) => Length(name) > 32 ? 128 : 64;
}

using System;
using System.Formats.Asn1;
using System.Security.Cryptography;
using TlsTools.Stores.Encryption;
using TlsTools.X509;

namespace TlsTools.Stores;

/// <summary>A private key that a file holds, in memory only until its entry is disposed.</summary>
/// <remarks>
/// <code>
/// OneAsymmetricKey ::= SEQUENCE {
///    version                   Version,
///    privateKeyAlgorithm       PrivateKeyAlgorithmIdentifier,
///    privateKey                PrivateKey,
///    attributes            [0] Attributes OPTIONAL,
///    publicKey             [1] PublicKey OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5958#section-2">RFC 5958, 2</seealso>
internal sealed class PrivateKeyMaterial : IPrivateKeySource
{
    private readonly string _oid;
    private readonly string? _curve;
    private readonly SecretBytes _key;
    private readonly byte[]? _publicKey;
    private TlsCertificate? _certificate;
    private byte[]? _point;
    private bool _isCleared;

    private PrivateKeyMaterial(string oid, string? curve, SecretBytes key, byte[]? publicKey = null)
    {
        _oid = oid;
        _curve = curve;
        _key = key;
        _publicKey = publicKey;
    }

    public string Algorithm => ObjectNames.PublicKey(_oid) ?? _oid;

    /// <summary>The size in bits, or <see langword="null"/> where the kind of key has none.</summary>
    public int? Size => IsRsa ? KeyNumbers.ModulusBits(_key.Memory) : _curve is null ? null : ObjectNames.CurveBits(_curve);

    private bool IsRsa => _oid is ObjectNames.Rsa or ObjectNames.RsaPss;

    /// <summary>The bits of the subjectPublicKey that belongs to the key; <see langword="null"/> where they are not known.</summary>
    public byte[]? PublicBits => IsRsa ? KeyNumbers.WriteRsaPublicKey(_key.Memory) : _oid == ObjectNames.EllipticCurve ? Point : _publicKey;

    /// <summary>The public point, which keys of Java do not carry.</summary>
    private byte[]? Point => _point ??= KeyNumbers.ReadPoint(_key.Memory) ?? (_curve is null ? null : EllipticKeys.DerivePoint(_curve, _key.Memory));

    /// <summary>Reads a PKCS#8 key.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static PrivateKeyMaterial ReadPkcs8(ReadOnlyMemory<byte> encoded)
    {
        AsnReader key = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        key.ReadInteger();
        AsnReader algorithm = key.ReadSequence();
        string oid = algorithm.ReadObjectIdentifier();
        string? curve = oid == ObjectNames.EllipticCurve && algorithm.HasData && algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            ? algorithm.ReadObjectIdentifier()
            : null;
        SecretBytes content = SecretBytes.TakeOver(key.ReadOctetString());
        byte[]? publicKey = null;
        while (key.HasData)
        {
            publicKey = key.PeekTag().HasSameClassAndValue(s_publicKey) ? key.ReadBitString(out _, s_publicKey) : publicKey;
            publicKey ??= SkipAttributes(key);
        }

        return Checked(new PrivateKeyMaterial(oid, curve, content, publicKey));
    }

    /// <summary>Reads an RSA key as PKCS#1 writes it.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static PrivateKeyMaterial ReadPkcs1(ReadOnlySpan<byte> encoded) =>
        Checked(new PrivateKeyMaterial(ObjectNames.Rsa, curve: null, SecretBytes.CopyOf(encoded)));

    /// <summary>Reads an elliptic curve key as SEC 1 writes it.</summary>
    /// <exception cref="AsnContentException">It is none.</exception>
    public static PrivateKeyMaterial ReadSec1(ReadOnlySpan<byte> encoded)
    {
        SecretBytes key = SecretBytes.CopyOf(encoded);
        return Checked(new PrivateKeyMaterial(ObjectNames.EllipticCurve, KeyNumbers.ReadCurve(key.Memory), key));
    }

    /// <summary>Takes a DSA key as OpenSSL writes it; nothing is read of it.</summary>
    public static PrivateKeyMaterial ReadDsa(ReadOnlySpan<byte> encoded) => new(ObjectNames.Dsa, curve: null, SecretBytes.CopyOf(encoded));

    /// <summary>Whether the key belongs to a certificate; <see langword="null"/> where that cannot be told.</summary>
    public bool? Matches(TlsCertificate certificate)
    {
        if (certificate.PublicKey is not { } publicKey)
        {
            return null;
        }

        if (IsRsa)
        {
            return publicKey.Oid is ObjectNames.Rsa or ObjectNames.RsaPss
                && KeyNumbers.ReadRsa(_key.Memory, isPublicOnly: true) is { } mine
                && KeyNumbers.ReadRsaPublicKey(publicKey) is { } theirs
                && mine.Modulus.AsSpan().SequenceEqual(theirs.Modulus)
                && mine.Exponent.AsSpan().SequenceEqual(theirs.Exponent);
        }

        if (publicKey.Oid != _oid)
        {
            return false;
        }

        if (_oid == ObjectNames.EllipticCurve)
        {
            return MatchesPoint(publicKey);
        }

        return _publicKey is null ? null : KeyNumbers.ReadBits(publicKey) is { } bits && bits.AsSpan().SequenceEqual(_publicKey);
    }

    /// <summary>Says what is known of the key beside its certificate, and keeps that for a later use.</summary>
    public PrivateKeyState Describe(TlsCertificate? certificate, string provider)
    {
        _certificate = certificate;
        bool? matches = certificate is null ? null : Matches(certificate);
        return new PrivateKeyState
        {
            Present = true,
            Readable = true,
            MatchesCertificate = matches,
            Algorithm = Algorithm,
            KeySize = Size,
            Exportable = true,
            Provider = provider,
            Remark = certificate is null ? "There is no certificate for the key."
                : matches is null ? $"Whether a key of the kind {Algorithm} belongs to its certificate cannot be told here."
                : null,
        };
    }

    public PrivateKeyHandle? Open()
    {
        if (_isCleared)
        {
            return null;
        }

        try
        {
            return IsRsa ? OpenRsa() : _oid == ObjectNames.EllipticCurve ? OpenEllipticCurve() : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _isCleared = true;
        _key.Dispose();
    }

    private static PrivateKeyMaterial Checked(PrivateKeyMaterial key)
    {
        // A damaged key is to be found when it is read, not when it is used.
        if (key.IsRsa)
        {
            if (KeyNumbers.ReadRsa(key._key.Memory, isPublicOnly: false) is { } numbers)
            {
                KeyNumbers.Clear(numbers);
            }
        }
        else if (key._oid == ObjectNames.EllipticCurve)
        {
            byte[] scalar = KeyNumbers.ReadScalar(key._key.Memory);
            Array.Clear(scalar, 0, scalar.Length);
            KeyNumbers.ReadCurve(key._key.Memory);
            KeyNumbers.ReadPoint(key._key.Memory);
        }

        return key;
    }

    private static byte[]? SkipAttributes(AsnReader key)
    {
        if (key.HasData)
        {
            key.ReadEncodedValue();
        }

        return null;
    }

    private bool? MatchesPoint(CertificatePublicKey publicKey)
    {
        if (KeyNumbers.ReadNamedCurve(publicKey) != _curve)
        {
            return false;
        }

        if (KeyNumbers.ReadBits(publicKey) is not { } point)
        {
            return null;
        }

        if (Point is { } own && own.Length == point.Length)
        {
            return own.AsSpan().SequenceEqual(point);
        }

        // Where the platform does not compute the key's point, what the key signs must verify with the certificate's.
        return _curve is null ? null : EllipticKeys.SignsFor(_curve, _key.Memory, point);
    }

    private PrivateKeyHandle OpenRsa()
    {
        RSAParameters numbers = KeyNumbers.ReadRsa(_key.Memory, isPublicOnly: false) ?? throw new CryptographicException("The numbers of the key do not fit.");
        RSA algorithm = RSA.Create();
        try
        {
            algorithm.ImportParameters(numbers);
            return new PrivateKeyHandle(algorithm);
        }
        catch
        {
            algorithm.Dispose();
            throw;
        }
        finally
        {
            KeyNumbers.Clear(numbers);
        }
    }

    private PrivateKeyHandle? OpenEllipticCurve()
    {
        byte[]? point = KeyNumbers.ReadPoint(_key.Memory) ?? (_certificate?.PublicKey is { } publicKey ? KeyNumbers.ReadBits(publicKey) : null);
        return _curve is not null && EllipticKeys.TryCreate(_curve, _key.Memory, point) is { } algorithm ? new PrivateKeyHandle(algorithm) : null;
    }

    private static readonly Asn1Tag s_publicKey = new(TagClass.ContextSpecific, 1);
}

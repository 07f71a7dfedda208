using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.Decryption;
using TlsTools.Decryption.Ciphers;
using TlsTools.Tls;

namespace TlsTools.Probe;

/// <summary>What hellos of ours are made of.</summary>
internal static class OfferLists
{
    /// <summary>All versions that begin with a record, the newest first.</summary>
    public static IReadOnlyList<ProtocolVersion> Versions { get; } =
        [ProtocolVersion.Tls13, ProtocolVersion.Tls12, ProtocolVersion.Tls11, ProtocolVersion.Tls10, ProtocolVersion.Ssl30];

    /// <summary>The suites of TLS 1.3 that the registry names.</summary>
    public static IReadOnlyList<CipherSuite> Tls13Suites { get; } = [.. Named().Where(suite => suite.KeyExchange == KeyExchange.KeyShare)];

    /// <summary>The suites before TLS 1.3 that the registry names, those that are best and most used first.</summary>
    public static IReadOnlyList<CipherSuite> OldSuites { get; } =
        [.. Named().Where(suite => suite.KeyExchange is not KeyExchange.KeyShare and not KeyExchange.Unknown).OrderBy(RankOf)];

    /// <summary>The suites of TLS 1.3 with which a handshake can be finished.</summary>
    public static IReadOnlyList<CipherSuite> FinishedTls13Suites { get; } = [.. Tls13Suites.Where(suite => SuiteProtection.Of(suite).HasTag)];

    /// <summary>The suites before TLS 1.3 with which a handshake can be finished.</summary>
    public static IReadOnlyList<CipherSuite> FinishedOldSuites { get; } = [.. OldSuites.Where(CanFinish)];

    /// <summary>The groups that are asked for one by one.</summary>
    public static IReadOnlyList<NamedGroup> Groups { get; } = [.. NamedGroups()];

    /// <summary>The schemes that a server may sign with, those before TLS 1.3 too.</summary>
    public static IReadOnlyList<SignatureScheme> SignatureSchemes { get; } =
    [
        .. new[]
        {
            "ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256", "ecdsa_secp384r1_sha384", "rsa_pss_rsae_sha384", "rsa_pkcs1_sha384",
            "ecdsa_secp521r1_sha512", "rsa_pss_rsae_sha512", "rsa_pkcs1_sha512", "ed25519", "ed448", "rsa_pss_pss_sha256", "rsa_pss_pss_sha384",
            "rsa_pss_pss_sha512", "ecdsa_sha224", "rsa_pkcs1_sha224", "ecdsa_sha1", "rsa_pkcs1_sha1", "dsa_sha256", "dsa_sha1",
        }.Select(SignatureScheme.Parse),
    ];

    /// <summary>The suites that a hello for some versions offers.</summary>
    public static IReadOnlyList<CipherSuite> SuitesFor(IReadOnlyList<ProtocolVersion> versions, bool toFinish) =>
    [
        .. versions.Any(version => version.IsTls13) ? toFinish ? FinishedTls13Suites : Tls13Suites : [],
        .. versions.Any(version => !version.IsTls13) ? toFinish ? FinishedOldSuites : OldSuites : [],
    ];

    private static IEnumerable<CipherSuite> Named() => Enumerable.Range(1, ushort.MaxValue)
        .Select(code => new CipherSuite((ushort)code))
        .Where(suite => suite.Name is { } name && !suite.IsGrease && !name.EndsWith("_SCSV", StringComparison.Ordinal));

    private static IEnumerable<NamedGroup> NamedGroups() => Enumerable.Range(1, ushort.MaxValue)
        .Select(code => new NamedGroup((ushort)code))
        .Where(group => group.Name is not null && !group.IsGrease)
        .OrderBy(group => IndexOf(group));

    private static int IndexOf(NamedGroup group)
    {
        NamedGroup[] first = [NamedGroup.X25519, NamedGroup.Secp256r1, NamedGroup.X25519MLKEM768, NamedGroup.Secp384r1, NamedGroup.Secp521r1, NamedGroup.X448];
        int index = Array.IndexOf(first, group);
        return index < 0 ? first.Length + group.Code : index;
    }

    private static bool CanFinish(CipherSuite suite) =>
        suite.KeyExchange is KeyExchange.EphemeralEllipticCurve or KeyExchange.EphemeralDiffieHellman or KeyExchange.Rsa
        && !suite.IsAnonymous
        && SuiteProtection.Of(suite).Cipher is not BulkCipher.Unknown;

    // Few servers take the order of ours; those that do shall choose what says most of them.
    private static int RankOf(CipherSuite suite) => (CanFinish(suite) ? 0 : 100) + (10 * suite.KeyExchange switch
    {
        KeyExchange.EphemeralEllipticCurve => 0,
        KeyExchange.EphemeralDiffieHellman => 1,
        KeyExchange.Rsa => 2,
        _ => 3,
    }) + SuiteProtection.Of(suite).Cipher switch
    {
        BulkCipher.AesGcm => 0,
        BulkCipher.ChaCha20Poly1305 => 1,
        BulkCipher.AesCcm => 2,
        BulkCipher.AesCbc => 3,
        BulkCipher.AesCcm8 => 4,
        _ => 5,
    };
}

using System;
using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The server's choice among what the client offered; in TLS 1.3 also its wish for another ClientHello.</summary>
/// <remarks>
/// <code>
/// struct {
///     ProtocolVersion legacy_version;
///     Random random;
///     opaque legacy_session_id_echo&lt;0..32&gt;;
///     CipherSuite cipher_suite;
///     uint8 legacy_compression_method;
///     Extension extensions&lt;6..2^16-1&gt;;
/// } ServerHello;
/// </code>
/// The drafts of TLS 1.3 before draft 22 have neither the session id nor the compression method.
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3">RFC 8446, 4.1.3</seealso>
public sealed record ServerHello : HandshakeMessage
{
    /// <summary>The version; TLS 1.3 says its own in <c>supported_versions</c>.</summary>
    public required ProtocolVersion LegacyVersion { get; init; }

    /// <summary>The server's 32 random bytes.</summary>
    public required byte[] Random { get; init; }

    /// <summary>The session's id; in TLS 1.3 the client's, sent back.</summary>
    public required byte[] SessionId { get; init; }

    /// <summary>The suite that the server chose.</summary>
    public required CipherSuite CipherSuite { get; init; }

    /// <summary>The method to compress records that the server chose.</summary>
    public required CompressionMethod CompressionMethod { get; init; }

    /// <summary>The extensions as sent; <see langword="null"/> when the hello ends before them.</summary>
    public required IReadOnlyList<TlsExtension>? Extensions { get; init; }

    /// <summary>Whether this is a HelloRetryRequest: a ServerHello with a random of its own, or the message of the drafts.</summary>
    public bool IsHelloRetryRequest => Type == HandshakeType.HelloRetryRequest || Random.AsSpan().SequenceEqual(RetryRandom);

    /// <summary>The version that the server chose.</summary>
    public ProtocolVersion SelectedVersion => Extension<SupportedVersionsChoice>() is { Fault: null } choice ? choice.SelectedVersion : LegacyVersion;

    /// <summary>The group of the server's key share, or the one it asks for; <see langword="null"/> when the hello names none.</summary>
    public NamedGroup? SelectedGroup => Extension<KeyShareChoice>()?.Group ?? Extension<KeyShareRetry>()?.SelectedGroup;

    /// <summary>The application protocol that the server chose here; TLS 1.3 chooses in EncryptedExtensions.</summary>
    public string? AlpnProtocol => ExtensionList.Protocols(Extensions) is { Count: > 0 } choice ? choice[0] : null;

    /// <summary>What the last eight bytes of the random say about a version that the server would rather have had.</summary>
    public ProtocolVersion? DowngradeSignal => !IsTail(DowngradeTail) ? null
        : Random[31] == 1 ? ProtocolVersion.Tls12
        : ProtocolVersion.Tls11;

    /// <summary>Whether the bytes go as far as the cipher suite: a hello that was cut before it chooses nothing.</summary>
    internal bool HasChoice => Fault is null || Fault.Offset > SuiteOffset + SessionId.Length;

    private protected override string Title => IsHelloRetryRequest ? nameof(HandshakeType.HelloRetryRequest) : base.Title;

    private protected override string Details => SelectedGroup is { } group
        ? $"{SelectedVersion.ToString()}, {CipherSuite.ToString()}, {group.ToString()}"
        : $"{SelectedVersion.ToString()}, {CipherSuite.ToString()}";

    // RFC 8446, 4.1.3: the SHA-256 of "HelloRetryRequest", and "DOWNGRD" before the last byte.
    internal static ReadOnlySpan<byte> RetryRandom =>
    [
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
        0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    ];

    private static ReadOnlySpan<byte> DowngradeTail => "DOWNGRD"u8;

    /// <summary>The first extension of a kind, or <see langword="null"/>.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public T? Extension<T>()
        where T : TlsExtension => ExtensionList.Find<T>(Extensions);

    /// <summary>The first extension of a type, or <see langword="null"/>.</summary>
    /// <param name="type">The type.</param>
    public TlsExtension? Extension(ExtensionType type) => ExtensionList.Find(Extensions, type);

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        ProtocolVersion version = ProtocolVersion.Read(ref r, "legacy_version");
        byte[] random = r.ReadBytes(32, "random");

        // Drafts 14 to 21 state themselves in legacy_version and have the short form.
        bool isShort = version.Code >> 8 == 0x7f && version.Code < FirstDraftWithLongForm;
        return new ServerHello
        {
            LegacyVersion = version,
            Random = random,
            SessionId = isShort ? [] : r.ReadOpaque8("legacy_session_id_echo"),
            CipherSuite = CipherSuite.Read(ref r, "cipher_suite"),
            CompressionMethod = isShort ? CompressionMethod.Null : CompressionMethod.Read(ref r, "legacy_compression_method"),
            Extensions = ExtensionList.ReadOptional(
                ref r,
                random.AsSpan().SequenceEqual(RetryRandom) ? HandshakeType.HelloRetryRequest : HandshakeType.ServerHello,
                context),
        };
    }

    /// <summary>Reads the HelloRetryRequest of the drafts, a message of its own without random.</summary>
    internal static HandshakeMessage ReadDraftRetry(ref WireReader r, in MessageContext context)
    {
        ProtocolVersion version = ProtocolVersion.Read(ref r, "server_version");
        return new ServerHello
        {
            LegacyVersion = version,
            Random = [],
            SessionId = [],
            CipherSuite = version.Code >= FirstDraftWithSuite ? CipherSuite.Read(ref r, "cipher_suite") : default,
            CompressionMethod = default,
            Extensions = ExtensionList.Read(ref r, HandshakeType.HelloRetryRequest, context),
        };
    }

    // Behind version, random and the length of the session id.
    private const int SuiteOffset = 35;
    private const ushort FirstDraftWithLongForm = 0x7f16;
    private const ushort FirstDraftWithSuite = 0x7f13;

    private bool IsTail(ReadOnlySpan<byte> tail) => Random.Length == 32 && Random[31] <= 1 && Random.AsSpan(24, 7).SequenceEqual(tail);
}

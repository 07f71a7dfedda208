using System;
using System.Collections.Generic;
using TlsTools.Tls.Extensions;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The client's offer, with which a handshake begins.</summary>
/// <remarks>
/// <code>
/// struct {
///     ProtocolVersion legacy_version;
///     Random random;
///     opaque legacy_session_id&lt;0..32&gt;;
///     CipherSuite cipher_suites&lt;2..2^16-2&gt;;
///     opaque legacy_compression_methods&lt;1..2^8-1&gt;;
///     Extension extensions&lt;8..2^16-1&gt;;
/// } ClientHello;
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2">RFC 8446, 4.1.2</seealso>
public sealed record ClientHello : HandshakeMessage
{
    /// <summary>The highest version that a client without <c>supported_versions</c> offers.</summary>
    public required ProtocolVersion LegacyVersion { get; init; }

    /// <summary>The client's 32 random bytes; as many as the challenge had in an SSL 2.0 hello.</summary>
    public required byte[] Random { get; init; }

    /// <summary>The session that the client wants to resume, or what stands in its place in TLS 1.3.</summary>
    public required byte[] SessionId { get; init; }

    /// <summary>The cipher suites in the client's order.</summary>
    public required IReadOnlyList<CipherSuite> CipherSuites { get; init; }

    /// <summary>The methods to compress records, in the client's order.</summary>
    public required IReadOnlyList<CompressionMethod> CompressionMethods { get; init; }

    /// <summary>The extensions as sent; <see langword="null"/> when the hello ends before them, as it does in SSL 3.0.</summary>
    public required IReadOnlyList<TlsExtension>? Extensions { get; init; }

    /// <summary>The cipher kinds of a hello in SSL 2.0 form; <see langword="null"/> in every other hello.</summary>
    public IReadOnlyList<Ssl2CipherKind>? CipherKinds { get; init; }

    /// <summary>Whether the hello came in the form of SSL 2.0, which TLS 1.2 and older servers had to take.</summary>
    public bool IsSsl2Form => CipherKinds is not null;

    /// <summary>The name of the server that the client wants, made safe to show; <see langword="null"/> when it names none.</summary>
    public string? ServerName => Extension<ServerNameList>()?.HostName;

    /// <summary>The versions that the client offers, in its order and without GREASE.</summary>
    public IReadOnlyList<ProtocolVersion> OfferedVersions => Extension<SupportedVersionsOffer>()?.Versions is { Count: > 0 } versions
        ? WithoutGrease(versions)
        : new[] { LegacyVersion };

    /// <summary>The application protocols that the client offers, made safe to show; empty when it offers none.</summary>
    public IReadOnlyList<string> AlpnProtocols => ExtensionList.Protocols(Extensions);

    /// <summary>The groups for key exchange, in the client's order; empty when it lists none.</summary>
    public IReadOnlyList<NamedGroup> SupportedGroups => Extension<SupportedGroups>()?.Groups ?? [];

    /// <summary>The signature schemes that the client takes, in its order; empty when it lists none.</summary>
    public IReadOnlyList<SignatureScheme> SignatureSchemes =>
        (Extension(ExtensionType.SignatureAlgorithms) as SignatureSchemeList)?.Schemes ?? [];

    /// <summary>The groups that the client sent a key for; empty when it sent none.</summary>
    public IReadOnlyList<NamedGroup> KeyShareGroups => Extension<KeyShareOffer>()?.Groups ?? [];

    /// <summary>Whether the client wants its real offer kept secret by Encrypted Client Hello.</summary>
    public bool OffersEncryptedClientHello => Extension(ExtensionType.EncryptedClientHello) is not null;

    private protected override string Details
    {
        get
        {
            string name = ServerName is { } serverName ? $"; SNI {serverName}" : string.Empty;
            int suites = CipherKinds?.Count ?? CipherSuites.Count;
            return $"{OfferedVersionNames()}{name}; {suites} suites";
        }
    }

    /// <summary>The first extension of a kind, or <see langword="null"/>.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public T? Extension<T>()
        where T : TlsExtension => ExtensionList.Find<T>(Extensions);

    /// <summary>The first extension of a type, or <see langword="null"/>.</summary>
    /// <param name="type">The type.</param>
    public TlsExtension? Extension(ExtensionType type) => ExtensionList.Find(Extensions, type);

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context) => new ClientHello
    {
        LegacyVersion = ProtocolVersion.Read(ref r, "legacy_version"),
        Random = r.ReadBytes(32, "random"),
        SessionId = r.ReadOpaque8("legacy_session_id"),
        CipherSuites = ReadSuites(r.ReadVector16("cipher_suites"), context.Shared),
        CompressionMethods = CompressionMethod.ReadAll(r.ReadVector8("legacy_compression_methods"), "legacy_compression_methods"),
        Extensions = ExtensionList.ReadOptional(ref r, HandshakeType.ClientHello, context),
    };

    private static CipherSuite[] ReadSuites(WireReader list, SharedContent? shared)
    {
        ReadOnlySpan<byte> content = list.Rest;
        if (shared?.Suites.Find(0, content) is { } known)
        {
            return known;
        }

        CipherSuite[] suites = CipherSuite.ReadAll(list, "cipher_suites");
        if (!list.HasFault)
        {
            shared?.Suites.Keep(0, content.ToArray(), suites);
        }

        return suites;
    }

    // Arrays, because code for lists of the library's own structures would be made only when the program runs.
    private static ProtocolVersion[] WithoutGrease(IReadOnlyList<ProtocolVersion> versions)
    {
        ProtocolVersion[] all = versions as ProtocolVersion[] ?? [.. versions];
        int count = 0;
        foreach (ProtocolVersion version in all)
        {
            count += version.IsGrease ? 0 : 1;
        }

        ProtocolVersion[] kept = new ProtocolVersion[count];
        count = 0;
        foreach (ProtocolVersion version in all)
        {
            if (!version.IsGrease)
            {
                kept[count++] = version;
            }
        }

        return kept;
    }

    private string OfferedVersionNames()
    {
        string names = string.Empty;
        foreach (ProtocolVersion version in (ProtocolVersion[])OfferedVersions)
        {
            names = names.Length == 0 ? version.ToString() : $"{names}, {version.ToString()}";
        }

        return names;
    }
}

using System.Collections.Generic;
using TlsTools.Wire;

namespace TlsTools.Tls.Messages;

/// <summary>The ClientHello of SSL 2.0, in which clients that know TLS too once began.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5246#appendix-E.2">RFC 5246, E.2</seealso>
internal static class Ssl2Messages
{
    /// <summary>
    /// <code>
    /// struct {
    ///     Version version;
    ///     uint16 cipher_spec_length;
    ///     uint16 session_id_length;
    ///     uint16 challenge_length;
    ///     V2CipherSpec cipher_specs[V2ClientHello.cipher_spec_length];
    ///     opaque session_id[V2ClientHello.session_id_length];
    ///     opaque challenge[V2ClientHello.challenge_length];
    /// } V2ClientHello;
    /// </code>
    /// </summary>
    public static HandshakeMessage ReadClientHello(ref WireReader r, in MessageContext context)
    {
        ProtocolVersion version = ProtocolVersion.Read(ref r, "version");
        int specs = r.ReadUInt16("cipher_spec_length");
        int sessionId = r.ReadUInt16("session_id_length");
        int challenge = r.ReadUInt16("challenge_length");
        Ssl2CipherKind[] kinds = Ssl2CipherKind.ReadAll(r.ReadVector(specs, "cipher_specs"), "cipher_specs");
        return new ClientHello
        {
            LegacyVersion = version,
            CipherKinds = kinds,
            CipherSuites = SuitesOf(kinds),
            SessionId = r.ReadBytes(sessionId, "session_id"),
            Random = r.ReadBytes(challenge, "challenge"),
            CompressionMethods = [],
            Extensions = null,
        };
    }

    /// <summary>The kinds that are suites of SSL 3.0 and TLS: those whose first byte is zero.</summary>
    private static List<CipherSuite> SuitesOf(Ssl2CipherKind[] kinds)
    {
        List<CipherSuite> suites = new(kinds.Length);
        foreach (Ssl2CipherKind kind in kinds)
        {
            if (kind.CipherSuite is { } suite)
            {
                suites.Add(suite);
            }
        }

        return suites;
    }
}

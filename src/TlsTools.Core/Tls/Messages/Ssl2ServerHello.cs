using System.Collections.Generic;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.Tls.Messages;

/// <summary>The server's answer in SSL 2.0: its certificate and the cipher kinds that it shares with the client.</summary>
/// <remarks>
/// <code>
/// char SESSION-ID-HIT; char CERTIFICATE-TYPE; char SERVER-VERSION[2];
/// char CERTIFICATE-LENGTH[2]; char CIPHER-SPECS-LENGTH[2]; char CONNECTION-ID-LENGTH[2];
/// char CERTIFICATE-DATA[]; char CIPHER-SPECS-DATA[]; char CONNECTION-ID-DATA[];
/// </code>
/// </remarks>
/// <seealso href="https://datatracker.ietf.org/doc/html/draft-hickman-netscape-ssl-00">draft-hickman-netscape-ssl</seealso>
public sealed record Ssl2ServerHello : HandshakeMessage
{
    /// <summary>Whether the server knows the session that the client wants to resume.</summary>
    public required bool SessionIdHit { get; init; }

    /// <summary>1 for an X.509 certificate.</summary>
    public required byte CertificateType { get; init; }

    /// <summary>The version.</summary>
    public required ProtocolVersion ServerVersion { get; init; }

    /// <summary>The server's certificate; <see langword="null"/> when it sent none.</summary>
    public required TlsCertificate? Certificate { get; init; }

    /// <summary>The cipher kinds that both ends have; the client chooses one of them.</summary>
    public required IReadOnlyList<Ssl2CipherKind> CipherKinds { get; init; }

    /// <summary>The connection's id.</summary>
    public required byte[] ConnectionId { get; init; }

    private protected override string Details => $"{ServerVersion}, {CipherKinds.Count} kinds";

    internal static HandshakeMessage Read(ref WireReader r, in MessageContext context)
    {
        bool isHit = r.ReadUInt8("SESSION-ID-HIT") != 0;
        byte type = r.ReadUInt8("CERTIFICATE-TYPE");
        ProtocolVersion version = ProtocolVersion.Read(ref r, "SERVER-VERSION");
        int certificate = r.ReadUInt16("CERTIFICATE-LENGTH");
        int specs = r.ReadUInt16("CIPHER-SPECS-LENGTH");
        int connectionId = r.ReadUInt16("CONNECTION-ID-LENGTH");
        byte[] encoded = r.ReadBytes(certificate, "CERTIFICATE-DATA");
        return new Ssl2ServerHello
        {
            SessionIdHit = isHit,
            CertificateType = type,
            ServerVersion = version,
            Certificate = encoded.Length == 0 ? null : TlsCertificate.FromDer(encoded),
            CipherKinds = Ssl2CipherKind.ReadAll(r.ReadVector(specs, "CIPHER-SPECS-DATA"), "CIPHER-SPECS-DATA"),
            ConnectionId = r.ReadBytes(connectionId, "CONNECTION-ID-DATA"),
        };
    }
}

using System;
using System.Collections.Generic;
using TlsTools.Tls;

namespace TlsTools.Diagnosis;

/// <summary>What the words of a log mean: the cause, by who said them. Each row is a phrase of one or more libraries.</summary>
/// <param name="Phrase">Part of what was said, in lower case.</param>
/// <param name="OfServer">The cause where the server said it; null where it says nothing there.</param>
/// <param name="OfClient">The cause where the client said it.</param>
/// <param name="Confidence">How sure the words are.</param>
internal sealed record ToldCause(string Phrase, string? OfServer, string? OfClient, Confidence Confidence = Confidence.Certain)
{
    /// <summary>The first row that fits; null where none does.</summary>
    public static ToldCause? Find(string text)
    {
        foreach (ToldCause cause in s_causes)
        {
            if (text.Contains(cause.Phrase, StringComparison.OrdinalIgnoreCase))
            {
                return cause;
            }
        }

        return null;
    }

    /// <summary>The cause where a certain end said it.</summary>
    public string? By(Side sender) => sender == Side.Server ? OfServer : OfClient;

    private static ToldCause OfCertificate(string phrase, string kind, Confidence confidence = Confidence.Certain) => new(phrase, "ClientCertificate" + kind, "ServerCertificate" + kind, confidence);

    private static ToldCause OfBoth(string phrase, string cause, Confidence confidence = Confidence.Certain) => new(phrase, cause, cause, confidence);

    // What is special before what is general: a line often has both.
    private static readonly List<ToldCause> s_causes =
    [
        // The peer's certificate: OpenSSL, Java, GnuTLS, Windows, in this order.
        OfCertificate("certificate has expired", "Expired"),
        OfCertificate("CertificateExpiredException", "Expired"),
        OfCertificate("has either expired or is not yet valid", "Expired", Confidence.Likely),
        OfCertificate("certificate is not yet valid", "NotYetValid"),
        OfCertificate("CertificateNotYetValidException", "NotYetValid"),
        OfCertificate("certificate revoked", "Revoked"),
        OfCertificate("certificate has been revoked", "Revoked"),
        OfCertificate("from the remote server has been revoked", "Revoked"),
        OfCertificate("unable to verify the first certificate", "ChainIncomplete", Confidence.Likely),
        OfCertificate("unsuitable certificate purpose", "Unsupported"),
        OfCertificate("unsupported certificate purpose", "Unsupported"),
        OfCertificate("Extended key usage does not permit", "Unsupported"),
        OfCertificate("KeyUsage does not allow", "Unsupported"),
        // OpenSSL says this of a chain that lacks an intermediate certificate, too.
        OfCertificate("unable to get local issuer certificate", "Untrusted", Confidence.Likely),
        OfCertificate("unable to get issuer certificate", "Untrusted"),
        OfCertificate("self-signed certificate", "Untrusted"),
        OfCertificate("self signed certificate", "Untrusted"),
        OfCertificate("CA chain cannot be verified", "Untrusted"),
        OfCertificate("PKIX path building failed", "Untrusted"),
        OfCertificate("unable to find valid certification path", "Untrusted"),
        OfCertificate("No trusted certificate found", "Untrusted"),
        OfCertificate("does not chain with any of the trust anchors", "Untrusted"),
        OfCertificate("untrusted certificate authority", "Untrusted"),

        // The server's name.
        new("No subject alternative", null, "ServerCertificateNameMismatch"),
        new("No name matching", null, "ServerCertificateNameMismatch"),
        new("does not match target host name", null, "ServerCertificateNameMismatch"),
        new("no alternative certificate subject name matches", null, "ServerCertificateNameMismatch"),
        new("Hostname mismatch", null, "ServerCertificateNameMismatch"),
        new("IP address mismatch", null, "ServerCertificateNameMismatch"),
        new("does not match host name", null, "ServerCertificateNameMismatch"),
        new("SSL certificate does not match", null, "ServerCertificateNameMismatch"),
        new("does not contain the expected name", null, "ServerCertificateNameMismatch"),

        // No client certificate.
        new("peer did not return a certificate", "ClientCertificateMissing", null),
        new("client sent no required SSL certificate", "ClientCertificateMissing", null),
        new("Empty client certificate chain", "ClientCertificateMissing", null),
        new("Empty server certificate chain", "ClientCertificateMissing", null),
        OfBoth("requires a valid client certificate", "ClientCertificateMissing"),
        new("client has no certificate", "ClientCertificateMissing", null),
        new("No client certificate available, sending empty", null, "ClientCertificateMissing", Confidence.Possible),
        new("no suitable client certificate could be found", null, "ClientCertificateMissing", Confidence.Possible),
        new("KeyStore:null", null, "ClientCertificateMissing", Confidence.Likely),

        // What was negotiated. Before TLS 1.3 OpenSSL has no suite left either where groups or signature schemes do not fit.
        OfBoth("no shared cipher", "CipherSuiteMismatch", Confidence.Likely),
        OfBoth("no cipher suites in common", "CipherSuiteMismatch"),
        OfBoth("none of the cipher suites supported by the client", "CipherSuiteMismatch"),
        OfBoth("No supported cipher suites were found", "CipherSuiteMismatch"),
        OfBoth("no suitable key share", "GroupMismatch"),
        OfBoth("no suitable groups", "GroupMismatch"),
        OfBoth("bad key share", "GroupMismatch", Confidence.Likely),
        OfBoth("unsupported protocol", "ProtocolVersionMismatch"),
        OfBoth("version too low", "ProtocolVersionMismatch"),
        OfBoth("Client requested protocol", "ProtocolVersionMismatch"),
        OfBoth("server selected protocol version", "ProtocolVersionMismatch"),
        OfBoth("No appropriate protocol", "ProtocolVersionMismatch"),
        OfBoth("no protocols available", "ProtocolVersionMismatch"),
        OfBoth("no application protocol", "AlpnMismatch"),
        OfBoth("no suitable signature algorithm", "ServerSignatureAlgorithmMismatch", Confidence.Likely),
        OfBoth("dh key too small", "WeakDhParameters"),
        OfBoth("unsafe legacy renegotiation disabled", "LegacyRenegotiationBlocked"),
        OfBoth("inappropriate fallback", "DowngradeBlocked"),

        // No TLS at all. Of a size that Kafka reads, the first bytes are those of a record with a ClientHello: 16 03.
        new("plain HTTP request", "NotTls", "ServerNotTls"),
        new("http request", "NotTls", "ServerNotTls"),
        new("wrong version number", "NotTls", "ServerNotTls"),
        new("Unsupported or unrecognized SSL message", "NotTls", "ServerNotTls"),
        new("Invalid receive (size = 36929", "ServerNotTls", null),
        new("does not look like a TLS handshake", "NotTls", "ServerNotTls"),

        // General words.
        new("Connection refused", null, "ConnectionRefused"),
        OfCertificate("certificate verify failed", "Rejected", Confidence.Likely),
        OfCertificate("SSL client certificate not trusted", "Rejected", Confidence.Likely),
        OfCertificate("certificate rejected by", "Rejected", Confidence.Likely),
        OfCertificate("has not validated correctly", "Rejected", Confidence.Likely),
        OfCertificate("certificate verification failed", "Rejected", Confidence.Likely),
        OfCertificate("ValidatorException", "Rejected", Confidence.Likely),
        OfCertificate("CertificateException", "Rejected", Confidence.Likely),
        OfCertificate("SSL certificate problem", "Rejected", Confidence.Likely),
    ];
}

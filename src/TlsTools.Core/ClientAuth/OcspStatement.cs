using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>What an OCSP response proves of a certificate.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-3.2">RFC 6960, 3.2</seealso>
internal static class OcspStatement
{
    /// <summary>A row for each thing that the response says of the certificate; none when it speaks of others only.</summary>
    public static IEnumerable<ClientCertificateCheck> Judge(OcspResponse response, TlsCertificate certificate, TlsCertificate? issuer, DateTime at)
    {
        if (response.Fault is not null)
        {
            return [Unknown("An OCSP response is damaged and proves nothing.")];
        }

        if (response.Status is not OcspResponseStatus.Successful)
        {
            return [Unknown($"An OCSP responder gave no answer but '{response.Status}'.")];
        }

        OcspSingleResponse[] concerned = [.. response.Responses.Where(single => single.Concerns(certificate, issuer))];
        if (concerned.Length == 0)
        {
            return [];
        }

        bool? isSigned = issuer is null ? null : response.IsSignedFor(issuer, at);
        return isSigned is true ? concerned.Select(single => Judge(single, certificate, at))
            : [Unknown(isSigned is false
                ? $"The OCSP response for '{certificate}' is signed neither by its issuer nor by a responder that the issuer certified, and proves nothing."
                : $"The signature of the OCSP response for '{certificate}' could not be checked{(issuer is null ? ": the issuer's certificate is not at hand" : "")}.")];
    }

    private static ClientCertificateCheck Judge(OcspSingleResponse single, TlsCertificate certificate, DateTime at)
    {
        if (single.Status == OcspCertificateStatus.Unknown)
        {
            return Unknown($"The OCSP responder does not know the certificate '{certificate}'.");
        }

        bool isRevoked = single.Status == OcspCertificateStatus.Revoked;
        if (isRevoked && !(single.RevokedAt > at))
        {
            return ClientCertificateCheck.Fail(
                CertificateReason.Revoked,
                CheckEffect.NotAccepted,
                $"The OCSP responder of '{certificate.Issuer}' says that the certificate '{certificate}' was revoked on {Text(single.RevokedAt)}.",
                "Use another certificate.");
        }

        DateTime? end = single.NextUpdate ?? single.ThisUpdate + s_withoutNextUpdate;
        if (end < at)
        {
            return ClientCertificateCheck.Warning(
                CertificateReason.RevocationStatusExpired,
                $"The OCSP response for '{certificate}' was made on {Text(single.ThisUpdate)} and to be renewed by {Text(end)}. Servers that check revocation do not take it any more.",
                "Fetch a new response from the responder.",
                CheckEffect.Undecided);
        }

        return certificate.NotAfter < single.ThisUpdate
            ? Unknown($"The OCSP response of {Text(single.ThisUpdate)} does not tell of the certificate '{certificate}', which had expired before.")
            : ClientCertificateCheck.Pass(
                CertificateReason.Revoked,
                isRevoked
                    ? $"The certificate '{certificate}' was revoked only later, on {Text(single.RevokedAt)}."
                    : $"The OCSP responder of '{certificate.Issuer}' says that the certificate '{certificate}' was not revoked on {Text(single.ThisUpdate)}.");
    }

    private static ClientCertificateCheck Unknown(string message) => ClientCertificateCheck.Unknown(CertificateReason.Revoked, message);

    private static string Text(DateTime? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "a day that cannot be read";

    // RFC 6960, 4.2.2.1: without nextUpdate something newer can be had at any time; what is given for that is held for a day.
    private static readonly TimeSpan s_withoutNextUpdate = TimeSpan.FromDays(1);
}

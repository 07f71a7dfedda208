using System.Collections.Generic;
using System.Globalization;

namespace TlsTools.ClientAuth;

/// <summary>Whether the certificate was valid at the time.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5">RFC 5280, 4.1.2.5</seealso>
internal static class ValidityCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate)
    {
        if (candidate.Entry.NotBefore is not { } notBefore || candidate.Entry.NotAfter is not { } notAfter)
        {
            yield return ClientCertificateCheck.Unknown(CertificateReason.Expired, "The certificate's validity is not known.");
            yield break;
        }

        string at = candidate.At.ToString("u", CultureInfo.InvariantCulture);
        if (notAfter < candidate.At)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.Expired,
                CheckEffect.NotAccepted,
                $"The certificate expired on {notAfter.ToString("u", CultureInfo.InvariantCulture)}, before {at}.",
                "Renew the certificate, and restart the service that holds the old one.");
        }
        else if (notBefore > candidate.At)
        {
            yield return ClientCertificateCheck.Fail(
                CertificateReason.NotYetValid,
                CheckEffect.NotAccepted,
                $"The certificate became valid on {notBefore.ToString("u", CultureInfo.InvariantCulture)}, after {at}.",
                "Compare the clocks of both ends and of the authority.");
        }
        else
        {
            yield return ClientCertificateCheck.Pass(
                CertificateReason.Expired,
                $"The certificate was valid at {at}; it is so until {notAfter.ToString("u", CultureInfo.InvariantCulture)}.");
        }
    }
}

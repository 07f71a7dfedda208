using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Whether a certificate of the path is on a revocation list at hand.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-6.3">RFC 5280, 6.3</seealso>
internal static class RevocationCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate)
    {
        if (candidate.Leaf is not { } leaf)
        {
            yield break;
        }

        if (candidate.Context.RevocationLists.Count == 0)
        {
            yield return ClientCertificateCheck.Unknown(CertificateReason.Revoked, "Revocation was not checked: no revocation list was given.");
            yield break;
        }

        IReadOnlyList<TlsCertificate> path = (candidate.DecidingPath ?? candidate.LikelyPath)?.Certificates ?? [leaf];
        for (int index = 0; index < path.Count && !(index > 0 && path[index].IsSelfIssued); index++)
        {
            yield return Examine(path[index], index + 1 < path.Count ? path[index + 1] : null, candidate.Context);
        }
    }

    private static ClientCertificateCheck Examine(TlsCertificate certificate, TlsCertificate? issuer, ClientCertificateContext context)
    {
        List<CertificateRevocationList> lists =
        [
            .. context.RevocationLists
                .Where(list => list.Issuer is not null && list.Issuer == certificate.Issuer && (issuer is null || list.IsSignedBy(issuer) is not false))
                .OrderByDescending(list => list.ThisUpdate),
        ];
        foreach (CertificateRevocationList list in lists)
        {
            if (certificate.SerialNumber is { } serialNumber && list.Revoked.TryGetValue(serialNumber, out DateTime? revoked) && !(revoked > context.At))
            {
                return ClientCertificateCheck.Fail(
                    CertificateReason.Revoked,
                    CheckEffect.NotAccepted,
                    $"'{list.Issuer}' revoked the certificate '{certificate}' on {Text(revoked)}.",
                    "Use another certificate.");
            }
        }

        if (lists.Count == 0)
        {
            return ClientCertificateCheck.Unknown(CertificateReason.Revoked, $"No revocation list of '{certificate.Issuer}' was given.");
        }

        return lists.All(list => list.NextUpdate < context.At)
            ? ClientCertificateCheck.Warning(
                CertificateReason.RevocationListExpired,
                $"The revocation list of '{lists[0].Issuer}' was to be renewed by {Text(lists[0].NextUpdate)}. OpenSSL servers that check revocation answer certificate_expired (45).",
                "Publish a new revocation list, and see that the server fetches it.",
                CheckEffect.Undecided)
            : ClientCertificateCheck.Pass(CertificateReason.Revoked, $"The certificate '{certificate}' is not on the list that '{lists[0].Issuer}' made on {Text(lists[0].ThisUpdate)}.");
    }

    private static string Text(DateTime? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "a day that cannot be read";
}

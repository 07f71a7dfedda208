using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Whether a certificate of the path is revoked, as lists and OCSP responses say.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-6.3">RFC 5280, 6.3</seealso>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc6960#section-3.2">RFC 6960, 3.2</seealso>
internal static class RevocationCheck
{
    public static IEnumerable<ClientCertificateCheck> Examine(Candidate candidate)
    {
        if (candidate.Leaf is not { } leaf)
        {
            yield break;
        }

        ClientCertificateContext context = candidate.Context;
        if (context.RevocationLists.Count + context.OcspResponses.Count + candidate.Request.StapledResponses.Count == 0 && context.RevocationSource is null)
        {
            yield return ClientCertificateCheck.Unknown(CertificateReason.Revoked, "Revocation was not checked: no revocation list or OCSP response was given.");
            yield break;
        }

        IReadOnlyList<TlsCertificate> path = (candidate.DecidingPath ?? candidate.LikelyPath)?.Certificates ?? [leaf];
        for (int index = 0; index < path.Count && !(index > 0 && path[index].IsSelfIssued); index++)
        {
            foreach (ClientCertificateCheck check in Examine(path[index], index + 1 < path.Count ? path[index + 1] : null, candidate))
            {
                yield return check;
            }
        }
    }

    /// <summary>One row for the strongest of what the sources say, and one for each source that could not be asked.</summary>
    private static IEnumerable<ClientCertificateCheck> Examine(TlsCertificate certificate, TlsCertificate? issuer, Candidate candidate)
    {
        ClientCertificateContext context = candidate.Context;
        RevocationData fetched = context.RevocationSource?.Find(certificate, issuer) ?? RevocationData.Empty;
        yield return context.RevocationLists.Concat(fetched.Lists)
            .Where(list => list.Issuer is not null && list.Issuer == certificate.Issuer && (issuer is null || list.IsSignedBy(issuer) is not false))
            .OrderByDescending(list => list.ThisUpdate)
            .Select(list => JudgeList(list, certificate, context.At))
            .Concat(candidate.Request.StapledResponses.Concat(context.OcspResponses).Concat(fetched.Responses)
                .SelectMany(response => OcspStatement.Judge(response, certificate, issuer, context.At)))
            .OrderBy(check => check.Result switch { CheckResult.Fail => 0, CheckResult.Pass => 1, CheckResult.Warning => 2, _ => 3 })
            .DefaultIfEmpty(NothingAtHand(certificate, context))
            .First();
        foreach (string problem in fetched.Problems)
        {
            yield return ClientCertificateCheck.Unknown(CertificateReason.RevocationNotFetched, problem);
        }
    }

    // Whoever gives lists asks about a server that checks; such a server may refuse what its lists do not tell of.
    private static ClientCertificateCheck NothingAtHand(TlsCertificate certificate, ClientCertificateContext context)
    {
        string message = $"No revocation list of '{certificate.Issuer}' and no OCSP response for '{certificate}' was at hand.";
        return context.RevocationLists.Count + context.OcspResponses.Count == 0
            ? ClientCertificateCheck.Unknown(CertificateReason.Revoked, message)
            : ClientCertificateCheck.Warning(
                CertificateReason.RevocationStatusMissing,
                message + " OpenSSL servers that check revocation answer unknown_ca (48), others accept.",
                "Give the server the revocation list of every authority of the chain.",
                CheckEffect.Undecided);
    }

    private static ClientCertificateCheck JudgeList(CertificateRevocationList list, TlsCertificate certificate, DateTime at)
    {
        if (certificate.SerialNumber is { } serialNumber && list.Revoked.TryGetValue(serialNumber, out DateTime? revoked) && !(revoked > at))
        {
            return ClientCertificateCheck.Fail(
                CertificateReason.Revoked,
                CheckEffect.NotAccepted,
                $"'{list.Issuer}' revoked the certificate '{certificate}' on {Text(revoked)}.",
                "Use another certificate.");
        }

        if (list.Fault is not null)
        {
            return ClientCertificateCheck.Unknown(CertificateReason.Revoked, $"The revocation list of '{list.Issuer}' is damaged, so what is not on it may have been.");
        }

        if (list.NextUpdate < at)
        {
            return ClientCertificateCheck.Warning(
                CertificateReason.RevocationListExpired,
                $"The revocation list of '{list.Issuer}' was to be renewed by {Text(list.NextUpdate)}. OpenSSL servers that check revocation answer certificate_expired (45).",
                "Publish a new revocation list, and see that the server fetches it.",
                CheckEffect.Undecided);
        }

        // RFC 5280, 3.3: a certificate that has expired is taken off the lists.
        return certificate.NotAfter < list.ThisUpdate
            ? ClientCertificateCheck.Unknown(CertificateReason.Revoked, $"The list that '{list.Issuer}' made on {Text(list.ThisUpdate)} does not tell of the certificate '{certificate}', which had expired before.")
            : ClientCertificateCheck.Pass(CertificateReason.Revoked, $"The certificate '{certificate}' is not on the list that '{list.Issuer}' made on {Text(list.ThisUpdate)}.");
    }

    private static string Text(DateTime? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "a day that cannot be read";
}

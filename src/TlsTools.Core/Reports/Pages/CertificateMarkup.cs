using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TlsTools.Reports.Markup;
using TlsTools.X509;

namespace TlsTools.Reports.Pages;

/// <summary>Chains and lists of authorities as parts of a page.</summary>
internal static class CertificateMarkup
{
    /// <summary>A chain in the order in which it was sent.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="chain">The certificates.</param>
    /// <param name="time">The time at which they were used.</param>
    /// <param name="caption">What chain it is.</param>
    public static void Chain(MarkupWriter writer, IReadOnlyList<TlsCertificate> chain, DateTime? time, string caption)
    {
        _ = writer.Open("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption)).Open("table").Element("caption", caption)
            .Raw("<thead><tr><th scope=\"col\">Subject, issuer</th><th scope=\"col\">Valid</th><th scope=\"col\">Key, signature</th><th scope=\"col\">Fingerprints</th></tr></thead><tbody>");
        foreach (TlsCertificate certificate in chain.Take(MostCertificates))
        {
            _ = writer.Open("tr").Open("td", ("class", "wrap")).Text(ProseMarkup.Clip(certificate.ToString()))
                .Element("small", certificate.IsSelfIssued ? "issued by itself" : $"issued by {ProseMarkup.Clip(certificate.Issuer?.Name ?? "nobody it names")}");
            string[] names = [.. certificate.SubjectAlternativeNames.Take(MostNames).Select(name => name.ToString())];
            if (names.Length > 0)
            {
                int more = certificate.SubjectAlternativeNames.Count - names.Length;
                _ = writer.Element("small", ProseMarkup.Clip($"for {string.Join(", ", names)}{(more > 0 ? $" and {more.ToString(CultureInfo.InvariantCulture)} more" : string.Empty)}"));
            }

            _ = writer.Close("td").Open("td", ("class", "num"));
            Validity(writer, certificate, time);
            _ = writer.Close("td").Open("td", ("class", "suite")).Text(certificate.PublicKey?.ToString() ?? "not readable").Element("small", certificate.SignatureAlgorithm?.ToString() ?? string.Empty)
                .Close("td").Open("td", ("class", "wrap")).Element("small", $"SHA-1 {certificate.Thumbprint}").Element("small", $"SHA-256 {certificate.Sha256}").Close("td").Close("tr").Line();
        }

        _ = writer.Raw("</tbody></table></div>");
        More(writer, chain.Count - MostCertificates, "certificate");
    }

    /// <summary>The authorities of a request.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="authorities">The authorities.</param>
    public static void Authorities(MarkupWriter writer, IReadOnlyList<DistinguishedName> authorities)
    {
        if (authorities.Count == 0)
        {
            _ = writer.Element("p", "The list is empty: the server leaves the choice to the client.");
            return;
        }

        _ = writer.Open("ol", ("class", "steps"));
        foreach (DistinguishedName authority in authorities.Take(MostAuthorities))
        {
            _ = writer.Element("li", ProseMarkup.Clip(authority.Name)).Line();
        }

        _ = writer.Close("ol");
        More(writer, authorities.Count - MostAuthorities, "authority", "authorities");
    }

    private static void Validity(MarkupWriter writer, TlsCertificate certificate, DateTime? time)
    {
        bool isExpired = certificate.NotAfter < time;
        bool isEarly = certificate.NotBefore > time;
        _ = writer.Element("span", $"{Day(certificate.NotBefore)} to {Day(certificate.NotAfter)}", ("class", isExpired || isEarly ? "late" : null));
        if (isExpired || isEarly)
        {
            _ = writer.Element("small", isExpired ? "had expired" : "was not valid yet", ("class", "late"));
        }
    }

    private static void More(MarkupWriter writer, int count, string noun, string? nouns = null)
    {
        if (count > 0)
        {
            _ = writer.Element("p", $"{count.ToString("N0", CultureInfo.InvariantCulture)} more {(count == 1 ? noun : nouns ?? noun + "s")} left out here.", ("class", "note"));
        }
    }

    private static string Day(DateTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";

    // Each protects the page, and who reads it, from a peer that sends as much as it can.
    private const int MostCertificates = 20;
    private const int MostNames = 12;
    private const int MostAuthorities = 150;
}

using System;
using System.Collections.Generic;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>Products that decrypt traffic on its way and issue certificates for it, by what their authorities are called.</summary>
internal static class InspectionProducts
{
    /// <summary>The product whose authority seems to have issued a certificate of a chain; null where there is none.</summary>
    public static string? Find(IReadOnlyList<TlsCertificate> chain)
    {
        for (int index = 0; index < chain.Count; index++)
        {
            if (chain[index].Issuer is not { } issuer)
            {
                continue;
            }

            string name = issuer.Name;
            foreach ((string mark, string product) in s_marks)
            {
                // What is called so itself is the product's own web page or gateway, not a server behind it.
                if (Has(name, mark) && !Has(chain[0].Subject?.Name ?? string.Empty, mark))
                {
                    return product;
                }
            }
        }

        return null;
    }

    private static bool Has(string name, string mark) => name.AsSpan().IndexOf(mark.AsSpan(), StringComparison.OrdinalIgnoreCase) >= 0;

    // What the products' documents say that their authorities are called unless somebody renames them.
    private static readonly (string Mark, string Product)[] s_marks =
    [
        ("Zscaler", "Zscaler"),
        ("goskope", "Netskope"),
        ("Netskope", "Netskope"),
        ("Cisco Umbrella", "Cisco Umbrella"),
        ("FortiGate", "FortiGate"),
        ("Fortinet", "FortiGate"),
        ("Blue Coat", "Blue Coat ProxySG"),
        ("ProxySG", "Blue Coat ProxySG"),
        ("Forcepoint", "Forcepoint"),
        ("Websense", "Forcepoint"),
        ("McAfee Web Gateway", "McAfee Web Gateway"),
        ("Skyhigh", "Skyhigh Secure Web Gateway"),
        ("Palo Alto Networks", "a Palo Alto firewall"),
        ("Sophos SSL CA", "Sophos"),
        ("Check Point", "a Check Point gateway"),
        ("WatchGuard", "a WatchGuard firewall"),
        ("SonicWALL", "a SonicWall firewall"),
        ("Barracuda", "a Barracuda gateway"),
        ("iboss", "iboss"),
        ("Menlo Security", "Menlo Security"),
        ("Cloudflare Gateway", "Cloudflare Gateway"),
        ("Gateway CA - Cloudflare", "Cloudflare Gateway"),
        ("Kaspersky Anti-Virus", "Kaspersky"),
        ("Kaspersky Endpoint", "Kaspersky"),
        ("ESET SSL Filter", "ESET"),
        ("Avast Web/Mail Shield", "Avast"),
        ("AVG Web/Mail Shield", "AVG"),
        ("Bitdefender Personal CA", "Bitdefender"),
        ("mitmproxy", "mitmproxy"),
        ("DO_NOT_TRUST_Fiddler", "Fiddler"),
        ("Charles Proxy", "Charles"),
        ("PortSwigger", "Burp Suite"),
        ("OWASP Zed Attack Proxy", "ZAP"),
        ("Squid", "Squid"),
    ];
}

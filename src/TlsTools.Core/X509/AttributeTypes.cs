using System;
using System.Collections.Generic;
using System.Linq;

namespace TlsTools.X509;

/// <summary>Finds attribute types by the names that tools print for them.</summary>
internal static class AttributeTypes
{
    /// <summary>The object identifier of a type's name in any case, or of one written with dots; <see langword="null"/> when it is neither.</summary>
    public static string? Find(string name)
    {
        if (s_names.TryGetValue(name, out string? oid))
        {
            return oid;
        }

        string dotted = name.StartsWith("OID.", StringComparison.OrdinalIgnoreCase) ? name.Substring(4) : name;
        return IsObjectIdentifier(dotted) ? dotted : null;
    }

    // X.690, 8.19.4: the first two arcs share an octet, so the first is 0 to 2 and, below 2, the second at most 39.
    private static bool IsObjectIdentifier(string text)
    {
        string[] arcs = text.Split('.');
        return text.Length <= LongestObjectIdentifier
            && arcs.Length >= 2
            && arcs.All(arc => arc.Length > 0 && arc.All(unit => unit is >= '0' and <= '9') && (arc.Length == 1 || arc[0] != '0'))
            && arcs[0] is "0" or "1" or "2"
            && (arcs[0] == "2" || (arcs[1].Length <= 2 && int.Parse(arcs[1], System.Globalization.CultureInfo.InvariantCulture) < 40));
    }

    // What is in use has fewer than 60 characters; the limit keeps arcs of a forged text from becoming huge numbers.
    private const int LongestObjectIdentifier = 100;

    private static Dictionary<string, string> Names()
    {
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> known in ObjectNames.Attributes)
        {
            names[known.Value] = known.Key;
        }

        foreach ((string name, string known) in s_otherNames)
        {
            names[name] = names[known];
        }

        return names;
    }

    // Names of RFC 4519 and those that Java (EMAILADDRESS, T, DNQ), Windows (E, S, G) and OpenSSL's long form write.
    private static readonly (string Name, string Known)[] s_otherNames =
    [
        ("commonName", "CN"), ("localityName", "L"), ("S", "ST"), ("SP", "ST"), ("stateOrProvinceName", "ST"), ("organizationName", "O"),
        ("organizationalUnitName", "OU"), ("countryName", "C"), ("streetAddress", "STREET"), ("domainComponent", "DC"),
        ("userId", "UID"), ("rfc822Mailbox", "mail"), ("E", "emailAddress"), ("Email", "emailAddress"), ("surname", "SN"), ("T", "title"),
        ("givenName", "GN"), ("G", "GN"), ("generation", "generationQualifier"), ("DNQ", "dnQualifier"), ("I", "initials"),
        ("jurisdictionLocalityName", "jurisdictionL"), ("jurisdictionStateOrProvinceName", "jurisdictionST"),
        ("jurisdictionCountryName", "jurisdictionC"),
    ];

    // Stands after what it is made from.
    private static readonly Dictionary<string, string> s_names = Names();
}

using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Takes apart lists of names that Java wrote one after the other with the separator that stands in the names too.</summary>
internal static class JavaNames
{
    /// <summary>Reads the names of a list.</summary>
    /// <param name="text">What stands between the brackets.</param>
    /// <param name="areBoundariesInferred">Whether more than one name stood on a line.</param>
    public static List<DistinguishedName> Read(string text, out bool areBoundariesInferred)
    {
        List<DistinguishedName> names = [];
        areBoundariesInferred = false;
        foreach (string line in text.Split('\n').Select(line => line.Trim().TrimEnd(',').Trim()).Where(line => line.Length > 0))
        {
            if (DistinguishedName.TryParse(line, DistinguishedNameOrder.MostSpecificFirst, out DistinguishedName? all))
            {
                int before = names.Count;
                names.AddRange(Divide(all.RelativeNames));
                areBoundariesInferred |= names.Count > before + 1;
            }
        }

        return names;
    }

    /// <summary>A new name begins where a part is more specific than the one before it: after the country, a common name.</summary>
    private static IEnumerable<DistinguishedName> Divide(IReadOnlyList<RelativeName> parts)
    {
        List<RelativeName> name = [];
        foreach (RelativeName part in parts.Reverse())
        {
            if (name.Count > 0 && Rank(part) < Rank(name[name.Count - 1]))
            {
                yield return Join(name);
                name = [];
            }

            name.Add(part);
        }

        if (name.Count > 0)
        {
            yield return Join(name);
        }
    }

    private static DistinguishedName Join(IEnumerable<RelativeName> parts) =>
        DistinguishedName.Parse(string.Join(",", parts), DistinguishedNameOrder.MostSpecificFirst);

    private static int Rank(RelativeName part) => part.Attributes[0].Type switch
    {
        "CN" or "UID" or "SN" or "GN" or "serialNumber" or "emailAddress" => 0,
        "OU" => 1,
        "O" or "organizationIdentifier" => 2,
        "STREET" or "postalCode" or "L" => 3,
        "ST" => 4,
        "C" or "DC" => 5,
        _ => 0,
    };
}

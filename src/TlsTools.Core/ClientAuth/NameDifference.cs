using System;
using System.Collections.Generic;
using System.Linq;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Says in what two names differ that a person would take for the same.</summary>
internal static class NameDifference
{
    /// <summary>The kind of difference and what to say of the second name; <see langword="null"/> where the names are simply two.</summary>
    public static (NearMissKind Kind, string Difference)? Classify(DistinguishedName one, DistinguishedName other)
    {
        if (IsSameSet(one.RelativeNames, other.RelativeNames))
        {
            return (NearMissKind.OtherOrder, "has the same parts in another order");
        }

        if (IsSameSet(WithoutMail(one), WithoutMail(other)) && WithoutMail(one).Count > 0)
        {
            return (NearMissKind.EmailAddress, "differs in the e-mail address only");
        }

        if (Letters(one).SequenceEqual(Letters(other)))
        {
            return (NearMissKind.Punctuation, "differs in punctuation or space only");
        }

        return CommonName(one) is { } commonName && commonName.Equals(CommonName(other))
            ? (NearMissKind.SameCommonName, "has the same common name and differs in the rest")
            : null;
    }

    /// <summary>Says in what two names that are the same differ on the wire.</summary>
    public static string Describe(DistinguishedName one, DistinguishedName other)
    {
        List<AttributeTypeAndValue> left = [.. one.RelativeNames.SelectMany(part => part.Attributes)];
        List<AttributeTypeAndValue> right = [.. other.RelativeNames.SelectMany(part => part.Attributes)];
        List<string> found = [];
        for (int index = 0; index < Math.Min(left.Count, right.Count); index++)
        {
            if (left[index].Tag != right[index].Tag)
            {
                found.Add($"{left[index].Type} is {StringType(left[index].Tag)} here and {StringType(right[index].Tag)} there");
            }
            else if (!string.Equals(left[index].Text, right[index].Text, StringComparison.Ordinal))
            {
                found.Add(string.Equals(left[index].Text, right[index].Text, StringComparison.OrdinalIgnoreCase)
                    ? $"{left[index].Type} has other capitals"
                    : $"{left[index].Type} has other space or marks");
            }
        }

        return found.Count > 0 ? string.Join(", ", found.Distinct()) : "the parts of a set stand in another order";
    }

    private static bool IsSameSet(IReadOnlyList<RelativeName> one, IReadOnlyList<RelativeName> other)
    {
        List<RelativeName> unmatched = [.. other];
        return one.Count == other.Count && one.All(unmatched.Remove);
    }

    private static List<RelativeName> WithoutMail(DistinguishedName name) =>
        [.. name.RelativeNames.Where(part => part.Attributes.All(attribute => attribute.Type is not ("emailAddress" or "mail")))];

    /// <summary>Types and the letters and digits of their values.</summary>
    private static IEnumerable<string> Letters(DistinguishedName name) => name.RelativeNames
        .SelectMany(part => part.Attributes)
        .Select(attribute => attribute.Type + "=" + string.Concat((attribute.Text ?? string.Empty).Where(char.IsLetterOrDigit)).ToUpperInvariant())
        .OrderBy(text => text, StringComparer.Ordinal);

    private static AttributeTypeAndValue? CommonName(DistinguishedName name) =>
        name.RelativeNames.SelectMany(part => part.Attributes).LastOrDefault(attribute => attribute.Type == "CN");

    private static string StringType(int tag) => tag switch
    {
        12 => "UTF8String",
        19 => "PrintableString",
        20 => "TeletexString",
        22 => "IA5String",
        28 => "UniversalString",
        30 => "BMPString",
        _ => $"a value of tag {tag}",
    };
}

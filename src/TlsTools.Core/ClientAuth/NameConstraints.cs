using System;
using System.Collections.Generic;
using System.Formats.Asn1;
using System.Linq;
using TlsTools.Wire;
using TlsTools.X509;

namespace TlsTools.ClientAuth;

/// <summary>Finds names that an authority of the path may not certify.</summary>
/// <remarks>
/// <code>
/// NameConstraints ::= SEQUENCE {
///      permittedSubtrees       [0]     GeneralSubtrees OPTIONAL,
///      excludedSubtrees        [1]     GeneralSubtrees OPTIONAL }
/// GeneralSubtree ::= SEQUENCE {
///      base                    GeneralName,
///      minimum         [0]     BaseDistance DEFAULT 0,
///      maximum         [1]     BaseDistance OPTIONAL }
/// </code>
/// </remarks>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10">RFC 5280, 4.2.1.10</seealso>
internal static class NameConstraints
{
    /// <summary>Says what the first violation is; <see langword="null"/> when there is none.</summary>
    public static string? FindViolation(CertificatePath path)
    {
        for (int index = 1; index < path.Certificates.Count; index++)
        {
            TlsCertificate authority = path.Certificates[index];
            if (authority.Extensions.FirstOrDefault(extension => extension.Oid == Extension) is not { } constraints)
            {
                continue;
            }

            // RFC 5280, 6.1.4 (g): self-issued authorities on the way are exempt, the leaf is not.
            foreach (TlsCertificate below in path.Certificates.Take(index).Where((certificate, depth) => depth == 0 || !certificate.IsSelfIssued))
            {
                if (FindViolation(constraints.RawData, below) is { } name)
                {
                    return $"The authority '{authority}' may not certify '{name}', which '{below}' has.";
                }
            }
        }

        return null;
    }

    private static string? FindViolation(byte[] encoded, TlsCertificate certificate)
    {
        FaultSlot faults = new();
        DerReader constraints = new DerReader(encoded, faults).ReadSequence("NameConstraints");
        List<GeneralName> permitted = ReadSubtrees(ref constraints, 0);
        List<GeneralName> excluded = ReadSubtrees(ref constraints, 1);
        if (faults.First is not null)
        {
            return null;
        }

        List<(GeneralNameKind Kind, string Value, byte[] RawData)> names = [.. certificate.SubjectAlternativeNames.Select(name => (name.Kind, name.Value, name.RawData))];
        if (certificate.Subject is { RelativeNames.Count: > 0 } subject)
        {
            names.Add((GeneralNameKind.DirectoryName, subject.Name, subject.RawData));
        }

        return names.FirstOrDefault(name =>
            excluded.Any(tree => tree.Kind == name.Kind && IsWithin(name, tree))
            || (permitted.Any(tree => tree.Kind == name.Kind) && !permitted.Any(tree => tree.Kind == name.Kind && IsWithin(name, tree)))).Value;
    }

    private static List<GeneralName> ReadSubtrees(ref DerReader constraints, int number)
    {
        List<GeneralName> bases = [];
        Asn1Tag tag = new(TagClass.ContextSpecific, number, isConstructed: true);
        if (!constraints.NextIs(tag))
        {
            return bases;
        }

        DerReader subtrees = constraints.ReadConstructed(tag, "GeneralSubtrees");
        while (!subtrees.AtEnd)
        {
            DerReader subtree = subtrees.ReadSequence("GeneralSubtree");
            bases.Add(GeneralName.Read(ref subtree));
        }

        return bases;
    }

    private static bool IsWithin((GeneralNameKind Kind, string Value, byte[] RawData) name, GeneralName tree) => tree.Kind switch
    {
        GeneralNameKind.Dns => IsBelow(name.Value, tree.Value),
        GeneralNameKind.Email => IsMailWithin(name.Value, tree.Value),
        GeneralNameKind.Uri => Uri.TryCreate(name.Value, UriKind.Absolute, out Uri? uri) && IsHostWithin(uri.Host, tree.Value),
        GeneralNameKind.IPAddress => IsAddressWithin(Contents(name.RawData), Contents(tree.RawData)),
        GeneralNameKind.DirectoryName => IsBranch(DistinguishedName.FromDer(DirectoryBytes(name.RawData)), DistinguishedName.FromDer(DirectoryBytes(tree.RawData))),
        _ => false,
    };

    /// <summary>A DNS name satisfies a constraint that it ends with, at a label.</summary>
    private static bool IsBelow(string host, string constraint) =>
        constraint.Length == 0
        || host.Equals(constraint, StringComparison.OrdinalIgnoreCase)
        || host.EndsWith("." + constraint.TrimStart('.'), StringComparison.OrdinalIgnoreCase);

    private static bool IsMailWithin(string address, string constraint)
    {
        string host = address.Substring(address.LastIndexOf('@') + 1);
        return constraint.Contains('@') ? address.Equals(constraint, StringComparison.OrdinalIgnoreCase) : IsHostWithin(host, constraint);
    }

    /// <summary>A constraint with a leading dot covers the hosts below it; one without, this host only.</summary>
    private static bool IsHostWithin(string host, string constraint) => constraint.Length > 0 && constraint[0] == '.'
        ? host.EndsWith(constraint, StringComparison.OrdinalIgnoreCase)
        : host.Equals(constraint, StringComparison.OrdinalIgnoreCase);

    private static bool IsAddressWithin(byte[] address, byte[] range)
    {
        if (range.Length != 2 * address.Length)
        {
            return false;
        }

        return Enumerable.Range(0, address.Length).All(index => ((address[index] ^ range[index]) & range[address.Length + index]) == 0);
    }

    private static bool IsBranch(DistinguishedName name, DistinguishedName tree) =>
        tree.RelativeNames.Count <= name.RelativeNames.Count
        && tree.RelativeNames.SequenceEqual(name.RelativeNames.Take(tree.RelativeNames.Count));

    private static byte[] Contents(byte[] encoded)
    {
        DerReader reader = new(encoded, new FaultSlot());
        return reader.ReadContents(new Asn1Tag(TagClass.ContextSpecific, (int)GeneralNameKind.IPAddress), "iPAddress").ToArray();
    }

    /// <summary>The name itself; a general name wraps it in a tag of its own, a subject does not.</summary>
    private static byte[] DirectoryBytes(byte[] encoded)
    {
        DerReader reader = new(encoded, new FaultSlot());
        Asn1Tag tag = new(TagClass.ContextSpecific, (int)GeneralNameKind.DirectoryName, isConstructed: true);
        return reader.NextIs(tag) ? reader.ReadConstructed(tag, "directoryName").ReadEncoded("directoryName", out _).ToArray() : encoded;
    }

    private const string Extension = "2.5.29.30";
}

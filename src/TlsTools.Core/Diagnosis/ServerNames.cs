using System;
using System.Collections.Generic;
using System.Net;
using TlsTools.X509;

namespace TlsTools.Diagnosis;

/// <summary>Whether a server's certificate is for the name that the client asked for.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc9525#section-6">RFC 9525, 6</seealso>
internal static class ServerNames
{
    /// <summary>Whether the certificate has a name by which a client recognises a server: a DNS name or an address.</summary>
    public static bool HasNames(TlsCertificate certificate)
    {
        IReadOnlyList<GeneralName> names = certificate.SubjectAlternativeNames;
        for (int index = 0; index < names.Count; index++)
        {
            if (names[index].Kind is GeneralNameKind.Dns or GeneralNameKind.IPAddress)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the certificate is for a name.</summary>
    /// <param name="certificate">The server's own certificate.</param>
    /// <param name="name">The name that the client asked for, or the address that it connected to.</param>
    public static bool Fits(TlsCertificate certificate, string name)
    {
        string wanted = name.TrimEnd('.');
        IPAddress? address = null;
        bool isAddress = MayBeAddress(wanted) && IPAddress.TryParse(wanted, out address);
        if (!HasNames(certificate))
        {
            return Matches(CommonName(certificate), wanted);
        }

        foreach (GeneralName presented in certificate.SubjectAlternativeNames)
        {
            bool isFitting = presented.Kind switch
            {
                GeneralNameKind.IPAddress => isAddress && IPAddress.TryParse(presented.Value, out IPAddress? own) && own.Equals(address),
                GeneralNameKind.Dns => Matches(presented.Value, wanted),
                _ => false,
            };
            if (isFitting)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names as people compare them, a few at most; the common name where there are none.</summary>
    public static string Describe(TlsCertificate certificate)
    {
        if (!HasNames(certificate))
        {
            return CommonName(certificate) is { } name ? $"the common name '{NameText.Neutralize(name)}'" : "no name at all";
        }

        List<string> names = [];
        foreach (GeneralName presented in certificate.SubjectAlternativeNames)
        {
            if (presented.Kind is GeneralNameKind.Dns or GeneralNameKind.IPAddress)
            {
                names.Add($"'{presented.Value}'");
            }
        }

        int more = names.Count - MostNames;
        return more > 0 ? $"{string.Join(", ", names.GetRange(0, MostNames))} and {more} more" : string.Join(", ", names);
    }

    // RFC 9525, 6.3: the wildcard is the whole leftmost label and stands for one label. Names are compared without regard to
    // case. A name that is wrongly compared as bytes of IDNA is at most reported where the handshake failed anyway.
    private static bool Matches(string? presented, string wanted)
    {
        if (presented is null)
        {
            return false;
        }

        string own = presented.TrimEnd('.');
        if (!own.StartsWith("*.", StringComparison.Ordinal))
        {
            return own.Equals(wanted, StringComparison.OrdinalIgnoreCase);
        }

        int label = wanted.IndexOf('.');
        return label > 0 && wanted.Length - label == own.Length - 1 && wanted.EndsWith(own.Substring(1), StringComparison.OrdinalIgnoreCase);
    }

    // An address ends in a digit or has a colon; most names do neither, and need not be parsed as one.
    private static bool MayBeAddress(string name) => name.Length > 0 && (name[name.Length - 1] is >= '0' and <= '9' || name.Contains(':'));

    private static string? CommonName(TlsCertificate certificate)
    {
        string? found = null;
        foreach (RelativeName relative in certificate.Subject?.RelativeNames ?? [])
        {
            foreach (AttributeTypeAndValue attribute in relative.Attributes)
            {
                found = attribute.Oid == CommonNameType ? attribute.Text : found;
            }
        }

        return found;
    }

    private const string CommonNameType = "2.5.4.3";
    private const int MostNames = 4;
}
